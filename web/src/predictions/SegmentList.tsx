import { useId, useMemo, useState, type KeyboardEvent } from 'react';
import type { Segment } from '../api/types';
import { segmentTitle } from '../map/roads';
import { CategoryTag } from '../shell/CategoryTag';
import { useSettings } from '../shell/Settings';
import { Loading, Panel } from '../shell/States';
import { CATEGORIES } from '../theme/palette';
import { lengthIn, speedText, speedUnit } from '../units/units';
import type { Shown, SpeedNow } from './picture';

const PAGE = 60;

type Order = 'worst' | 'road';

/** All that the map shows, in words: for the keyboard, for screen readers, and for finding a name. */
export function SegmentList({
  segments,
  speed,
  shown,
  selected,
  onSelect,
}: {
  segments: readonly Segment[];
  speed: (id: string, shown: Shown) => SpeedNow;
  shown: Shown;
  selected: string | null;
  onSelect: (id: string) => void;
}) {
  const { units } = useSettings();
  const [filter, setFilter] = useState('');
  const [order, setOrder] = useState<Order>('worst');
  const [most, setMost] = useState(PAGE);
  const hint = useId();
  const titled = useMemo(
    () =>
      segments.map((segment) => ({
        segment,
        title: segmentTitle(segment, (km) => `pm ${lengthIn(units, km).toFixed(1)}`),
      })),
    [segments, units],
  );
  const matching = useMemo(() => {
    const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) return titled;
    return titled.filter(({ segment, title }) => {
      const text = `${title} ${segment.name} ${segment.segment_id} ${segment.freeway ?? ''}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
  }, [titled, filter]);
  const found = useMemo(
    () =>
      matching
        .map((one) => ({ ...one, now: speed(one.segment.segment_id, shown) }))
        .sort(order === 'worst' ? worstFirst : alongTheRoad),
    [matching, speed, shown, order],
  );
  const move = (event: KeyboardEvent<HTMLUListElement>): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button')];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    buttons[Math.min(buttons.length - 1, Math.max(0, at + step))]?.focus();
    event.preventDefault();
  };
  return (
    <Panel title="All segments" aside={shown === 'now' ? 'now' : `in ${shown} min`} id="segments">
      <div className="list-tools">
        <input
          type="search"
          className="field"
          placeholder="Road, name or id"
          aria-label="Find a segment by road, name or id"
          aria-describedby={hint}
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
        <select
          className="field"
          aria-label="Order"
          value={order}
          onChange={(e) => setOrder(e.target.value as Order)}
        >
          <option value="worst">slowest first</option>
          <option value="road">along the road</option>
        </select>
      </div>
      <p id={hint} className="visually-hidden">
        {found.length} of {segments.length} segments. Arrow keys move in the list.
      </p>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrow keys are a shortcut; Tab works */}
      <ul className="rows segment-list" onKeyDown={move}>
        {found.slice(0, most).map(({ segment, title, now }) => (
          <li key={segment.segment_id} className={segment.segment_id === selected ? 'is-selected' : ''}>
            <button
              type="button"
              className="row-button"
              aria-pressed={segment.segment_id === selected}
              onClick={() => onSelect(segment.segment_id)}
            >
              <span className="row-title">{title}</span>
              <span className="num">
                {speedText(units, now.speed)} <span className="muted small">{speedUnit(units)}</span>
              </span>
              <CategoryTag category={now.category} />
            </button>
          </li>
        ))}
      </ul>
      {segments.length === 0 && <Loading lines={5} label="Loading the segments" />}
      {segments.length > 0 && found.length === 0 && <p className="muted">Nothing matches “{filter}”.</p>}
      {found.length > most && (
        <button type="button" className="plain" onClick={() => setMost(most + 4 * PAGE)}>
          {found.length - most} more
        </button>
      )}
    </Panel>
  );
}

interface Row {
  readonly segment: Segment;
  readonly title: string;
  readonly now: SpeedNow;
}

function worstFirst(a: Row, b: Row): number {
  const rank = (row: Row): number =>
    row.now.category === 'no_data' ? -1 : CATEGORIES.indexOf(row.now.category);
  return rank(b) - rank(a) || (a.now.speed ?? 0) - (b.now.speed ?? 0) || a.title.localeCompare(b.title);
}

function alongTheRoad(a: Row, b: Row): number {
  return (
    (a.segment.chain ?? '').localeCompare(b.segment.chain ?? '') ||
    (a.segment.travel_km ?? 0) - (b.segment.travel_km ?? 0) ||
    a.title.localeCompare(b.title)
  );
}
