import { useCallback, useMemo, useState } from 'react';
import { api } from '../api/client';
import { useResource } from '../api/useResource';
import { useLive, useNow, useVerdict } from '../live/LiveProvider';
import { segmentTitle } from '../map/roads';
import { TrafficMap, type View } from '../map/TrafficMap';
import { useQuery } from '../router/router';
import { SegmentPanel } from '../segment/SegmentPanel';
import { useNetwork } from '../shell/NetworkProvider';
import { useSettings } from '../shell/Settings';
import { Loading, Notice, NotReady, Panel } from '../shell/States';
import { CATEGORIES, LOOKS, type Category } from '../theme/palette';
import { age, clock } from '../units/time';
import { lengthIn, speedText, speedUnit } from '../units/units';
import { CorridorsPanel } from './CorridorsPanel';
import { DetectorsPanel } from './DetectorsPanel';
import { IncidentsPanel, sortIncidents } from './IncidentsPanel';
import { countCategories, parseShown, SHOWN, speedOf, type Shown } from './picture';
import { RecentPanel } from './RecentPanel';
import { SegmentList } from './SegmentList';
import { SummaryPanel } from './SummaryPanel';

/** /predictions: every segment on the map, now and up to an hour ahead. */
export function PredictionsPage() {
  const { segments, byId, settings, zone, resource } = useNetwork();
  const { units, palette } = useSettings();
  const live = useLive();
  const { freshness } = useVerdict();
  const [query, setQuery] = useQuery();
  const [fitTurn, setFitTurn] = useState(0);
  const shown = parseShown(query.get('h'));
  const selected = query.get('segment');
  const chosen = selected === null ? undefined : byId.get(selected);
  // What is chosen is on the map, too.
  const hov = query.get('hov') === '1' || chosen?.lane_type === 'hov';
  const bands = settings?.categories;

  const speed = useCallback((id: string, at: Shown) => speedOf(live, bands ?? [], id, at), [live, bands]);
  const categoryOf = useCallback((id: string) => speed(id, shown).category, [speed, shown]);
  const visible = useMemo(() => segments.filter((s) => hov || s.lane_type !== 'hov'), [segments, hov]);
  const counts = useMemo(() => countCategories(visible, categoryOf), [visible, categoryOf]);
  const incidents = useMemo(() => sortIncidents(live.incidents.values()), [live.incidents]);
  const heads = useMemo(
    () => new Set(incidents.filter((i) => i.status === 'open').map((i) => i.segment_id)),
    [incidents],
  );
  const select = useCallback((id: string | null) => setQuery({ segment: id }, true), [setQuery]);
  const keepView = useCallback(
    (view: View) => setQuery({ at: `${view.lat.toFixed(4)},${view.lng.toFixed(4)},${view.zoom}` }),
    [setQuery],
  );
  const describe = (id: string): string => {
    const segment = byId.get(id);
    const now = speed(id, shown);
    const title = segment ? segmentTitle(segment, (km) => `pm ${lengthIn(units, km).toFixed(1)}`) : id;
    return `${title}: ${now.speed === null ? 'no data' : `${speedText(units, now.speed)} ${speedUnit(units)}, ${LOOKS[now.category].word.toLowerCase()}`}`;
  };

  return (
    <div className={`predictions is-${freshness}`}>
      <h1 className="visually-hidden">Predictions</h1>
      <div className="stage">
        <TrafficMap
          segments={segments}
          hov={hov}
          categoryOf={categoryOf}
          selected={selected}
          onSelect={select}
          incidents={heads}
          palette={palette}
          tiles={settings?.tiles ?? null}
          initialView={parseView(query.get('at'))}
          onView={keepView}
          units={units}
          stale={freshness === 'stale'}
          fitTurn={fitTurn}
          describe={describe}
        />
        <div className="stage-top">
          <HorizonSwitch
            shown={shown}
            onChange={(next) => setQuery({ h: next === 'now' ? null : String(next) })}
          />
          <span className="stage-when" role="status">
            {live.newestOrigin === undefined || segments.length === 0
              ? ''
              : shown === 'now'
                ? `observed to ${clock(zone, live.newestOrigin)}`
                : `forecast for ${clock(zone, live.newestOrigin + shown * 60_000)}`}
          </span>
          <div className="stage-tools">
            {segments.some((s) => s.lane_type === 'hov') && (
              <button
                type="button"
                className="tool"
                aria-pressed={hov}
                onClick={() => setQuery({ hov: hov ? null : '1' })}
              >
                HOV lanes
              </button>
            )}
            <button
              type="button"
              className="tool"
              onClick={() => {
                setQuery({ at: null });
                setFitTurn(fitTurn + 1);
              }}
            >
              Fit
            </button>
          </div>
        </div>
        <Legend counts={segments.length > 0 ? counts : undefined} />
        <StageNotice />
      </div>
      <aside className="side" aria-label="Details">
        <WhyNot />
        <SummaryPanel
          segments={visible}
          horizon={shown === 'now' ? 30 : shown}
          counts={counts}
          speedNow={(id) => speed(id, 'now').speed}
          speedThen={(id) => speed(id, shown === 'now' ? 30 : shown).speed}
        />
        {chosen && (
          <SegmentPanel
            key={chosen.segment_id}
            segment={chosen}
            incidents={incidents.filter(
              (i) => i.segments.includes(chosen.segment_id) || i.segment_id === chosen.segment_id,
            )}
            onSelect={select}
            onClose={() => select(null)}
          />
        )}
        {selected !== null && segments.length === 0 && !resource.error && (
          <Panel className="segment">
            <Loading lines={14} label="Loading the segment" />
          </Panel>
        )}
        {selected !== null && !chosen && segments.length > 0 && (
          <Panel>
            <Notice kind="error" title={`There is no segment ${selected}`}>
              The address names one that this network does not have. Choose one from the list below.
            </Notice>
          </Panel>
        )}
        <IncidentsPanel incidents={incidents} onSelect={select} />
        <CorridorsPanel />
        <SegmentList segments={visible} speed={speed} shown={shown} selected={selected} onSelect={select} />
        <DetectorsPanel onSelect={select} />
        <RecentPanel onSelect={select} />
      </aside>
    </div>
  );
}

function parseView(text: string | null): View | null {
  const [lat, lng, zoom] = (text ?? '').split(',').map(Number);
  const known = [lat, lng, zoom].every((n) => n !== undefined && Number.isFinite(n)) && text !== '';
  return known && lat !== undefined && lng !== undefined && zoom !== undefined ? { lat, lng, zoom } : null;
}

function HorizonSwitch({ shown, onChange }: { shown: Shown; onChange: (shown: Shown) => void }) {
  return (
    <fieldset className="switch">
      <legend className="visually-hidden">What the map shows: observed now, or the forecast</legend>
      {SHOWN.map((one) => (
        <label key={one} className={one === shown ? 'is-on' : ''}>
          <input
            type="radio"
            name="horizon"
            className="visually-hidden"
            checked={one === shown}
            onChange={() => onChange(one)}
          />
          {one === 'now' ? 'Now' : <span aria-label={`in ${one} minutes`}>+{one}</span>}
        </label>
      ))}
    </fieldset>
  );
}

function Legend({ counts }: { counts: Readonly<Record<Category, number>> | undefined }) {
  return (
    <ul className="legend" aria-label="Segments by category">
      {CATEGORIES.map((category) => (
        <li key={category}>
          <svg width="22" height="12" aria-hidden="true">
            <line
              x1={5}
              x2={17}
              y1={6}
              y2={6}
              className={`stroke-${category.replace(/_/g, '-')}`}
              strokeWidth={LOOKS[category].width}
              strokeLinecap={LOOKS[category].dash.length ? 'butt' : 'round'}
              strokeDasharray={LOOKS[category].dash.join(' ')}
            />
          </svg>
          {LOOKS[category].word} <strong>{counts?.[category] ?? ''}</strong>
        </li>
      ))}
    </ul>
  );
}

/** Says on the map that it no longer shows the road as it is. */
function StageNotice() {
  const live = useLive();
  const { freshness, words } = useVerdict();
  const { zone, resource } = useNetwork();
  if (!resource.data) {
    return (
      <p className="stage-empty">
        {resource.error
          ? 'There is no road network to show; the reason is in the panel.'
          : 'Loading the road network'}
      </p>
    );
  }
  if ((freshness !== 'stale' && freshness !== 'late') || live.newestOrigin === undefined) return null;
  return (
    <p className={`stage-notice is-${freshness}`} role="status">
      {words}: the picture is of {clock(zone, live.newestOrigin)}
    </p>
  );
}

/** Why there is nothing to see, and what to do about it: never a page that just waits. */
function WhyNot() {
  const now = useNow();
  const { resource, segments } = useNetwork();
  const live = useLive();
  const { freshness } = useVerdict();
  const waiting = live.forecasts.size < segments.length || freshness === 'late' || freshness === 'stale';
  const state = useResource(
    segments.length && waiting ? 'forecast state' : null,
    (signal) => api.forecastState(signal),
    {
      everyMillis: 5_000,
    },
  );
  if (resource.error && !resource.data) {
    return (
      <Panel>
        <NotReady title="The road network cannot be read" error={resource.error} />
      </Panel>
    );
  }
  if (live.complaint) {
    return (
      <Panel>
        <Notice kind="error" title="The event stream reports">
          {live.complaint}
        </Notice>
      </Panel>
    );
  }
  if (resource.error && resource.at !== undefined) {
    return (
      <Panel>
        <Notice kind="error" title="The server does not answer">
          What is shown is the last good picture, {age(now - resource.at)} old. The page keeps trying.
        </Notice>
      </Panel>
    );
  }
  if (!state.data || state.data.state === 'live') return null;
  // Once most forecasts are there, the summary says in a line what is missing.
  if (live.forecasts.size > segments.length / 2 && state.data.state === 'warming') return null;
  const { warm_segments: warm, segments: all, reason } = state.data;
  return (
    <Panel>
      <Notice
        kind="warming"
        title={state.data.state === 'warming' ? `Warming up: ${warm} of ${all} segments` : 'Waiting'}
      >
        {reason}
        {all > 0 && <progress max={all} value={warm} aria-label="Segments that are warm" />}
      </Notice>
    </Panel>
  );
}
