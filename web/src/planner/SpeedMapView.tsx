import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { SpeedMap } from '../api/types';
import { useNetwork } from '../shell/NetworkProvider';
import { useSettings } from '../shell/Settings';
import { LOOKS } from '../theme/palette';
import { categoryOf, type Bands } from '../units/category';
import { clock, localSlot } from '../units/time';
import { speedText, speedUnit, type Units } from '../units/units';
import {
  bandAt,
  cellAt,
  columnsOfHours,
  columnStart,
  differences,
  hourTicks,
  knownColumns,
  labelled,
  layoutBands,
  step,
  type Band,
  type Cell,
} from './grid';
import { paint } from './paint';
import { differenceRamp, speedRamp } from './ramp';
import { SHIFT_HOURS, type PlannerState, type View } from './state';
import { useWidth } from './useSize';
import { postmile } from './words';

const AXIS = 44;
/** A line of small text: eleven stations fit beside a phone's map. */
const LABEL = 16;

/** The map itself: canvas, axes, cursor, and the cell under it in words. */
export function SpeedMapView({
  map,
  view,
  bottleneck,
}: {
  map: SpeedMap;
  view: View;
  bottleneck: PlannerState['bottleneck'];
}) {
  const { units, palette } = useSettings();
  const { settings } = useNetwork();
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const id = useId();
  const outer = useWidth(frame);
  const width = Math.max(0, outer - AXIS);
  const height = Math.max(width < 480 ? 260 : 360, Math.min(520, map.stations.length * 16, width * 0.9));
  const [cursor, setCursor] = useState<Cell>();
  const [focused, setFocused] = useState(false);
  const bands = useMemo(() => layoutBands(map.stations, height), [map, height]);
  const known = view === 'usual' ? map.columns : knownColumns(map);
  const values = useMemo(() => valuesOf(map, view), [map, view]);
  const hourOf = useMemo(() => {
    return (millis: number): number => Math.floor(localSlot(map.zone, millis).minute / 60);
  }, [map.zone]);
  useEffect(() => {
    if (!canvas.current || width <= 0) return;
    const difference = view === 'difference';
    const colour = difference ? differenceRamp(palette) : speedRamp(palette);
    paint(
      canvas.current,
      { width, height, columns: map.columns, known, bands, values, colour, outlined: !difference },
      palette,
      window.devicePixelRatio || 1,
    );
  }, [width, height, map, known, bands, values, view, palette]);

  const point = (event: PointerEvent): void => {
    const box = event.currentTarget.getBoundingClientRect();
    setCursor(cellAt(bands, map.columns, box.width, event.clientX - box.left, event.clientY - box.top));
  };
  const move = (event: KeyboardEvent): void => {
    const from = cursor ?? { station: map.stations.length - 1, column: Math.floor(map.columns / 3) };
    const next = step(from, event.key, map);
    if (!next) return;
    event.preventDefault();
    setCursor(next);
  };
  const focus = (): void => {
    setFocused(true);
    setCursor(
      (before) => before ?? { station: map.stations.length - 1, column: Math.floor(map.columns / 3) },
    );
  };
  const words = cursor ? cellWords(map, cursor, units, known, settings?.categories ?? []) : undefined;
  return (
    <div className="stmap" ref={frame}>
      <p className="stmap-readout" id={`${id}-readout`} aria-live={focused ? 'polite' : 'off'}>
        {words ?? (
          <span className="muted">
            Point at a cell, or focus the map and use the arrow keys (Page Up and Down: an hour).
          </span>
        )}
      </p>
      <div className="stmap-frame" style={{ height }}>
        <PostmileAxis map={map} bands={bands} units={units} />
        {/* An application: arrow keys move over cells, which 10,000 elements would only slow down. */}
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
        <div
          className="stmap-cells"
          role="application"
          aria-roledescription="time-space map"
          aria-label={`Speeds of ${map.corridor} on ${map.day} by place and time. Arrow keys read cells.`}
          aria-describedby={`${id}-readout`}
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          onPointerMove={point}
          onPointerDown={point}
          onPointerLeave={() => {
            if (!focused) setCursor(undefined);
          }}
          onKeyDown={move}
          onFocus={focus}
          onBlur={() => {
            setFocused(false);
            setCursor(undefined);
          }}
        >
          <canvas ref={canvas} style={{ width, height }} aria-hidden="true" />
          {bottleneck && width > 0 && (
            <Marker map={map} bands={bands} width={width} hourOf={hourOf} bottleneck={bottleneck} />
          )}
          {cursor && <Cursor map={map} bands={bands} width={width} cell={cursor} />}
          {known < map.columns && (
            <span
              className="stmap-unknown"
              style={{ left: `${(known / map.columns) * 100}%` }}
              title="The batch view ends here"
            >
              not in the batch view yet
            </span>
          )}
        </div>
      </div>
      <div className="stmap-hours" aria-hidden="true">
        {hourTicks(map, hourOf, width < 420 ? 6 : width < 700 ? 3 : 2).map(({ column, hour }) => (
          <span key={column} style={{ left: AXIS + (column / map.columns) * width }}>
            {String(hour).padStart(2, '0')}:00
          </span>
        ))}
      </div>
    </div>
  );
}

function valuesOf(map: SpeedMap, view: View): (number | null)[][] {
  return map.stations.map((station) => {
    if (view === 'usual') return station.usual_kmh;
    return view === 'difference' ? differences(station.speed_kmh, station.usual_kmh) : station.speed_kmh;
  });
}

function cellWords(map: SpeedMap, cell: Cell, units: Units, known: number, categories: Bands): string {
  const station = map.stations[cell.station];
  if (!station) return '';
  const start = columnStart(map, cell.column);
  const speed = station.speed_kmh[cell.column] ?? null;
  const usual = station.usual_kmh[cell.column] ?? null;
  const unit = speedUnit(units);
  const observed =
    speed !== null
      ? `${speedText(units, speed)} ${unit}${categoryWord(categories, speed)}`
      : cell.column >= known
        ? 'not in the batch view yet'
        : 'not observed';
  const normal = usual === null ? '' : `; usually ${speedText(units, usual)} ${unit}`;
  const until = columnStart(map, cell.column + 1);
  return `${clock(map.zone, start)}–${clock(map.zone, until)}, postmile ${postmile(units, station.postmile_km)} (${station.name}): ${observed}${normal}`;
}

function categoryWord(categories: Bands, speed: number): string {
  const category = categoryOf(categories, speed);
  return category === 'no_data' ? '' : `, ${LOOKS[category].word.toLowerCase()}`;
}

/** Postmiles beside their stations, as many as can be read. */
function PostmileAxis({ map, bands, units }: { map: SpeedMap; bands: readonly Band[]; units: Units }) {
  return (
    <div className="stmap-postmiles" style={{ width: AXIS }} aria-hidden="true">
      {labelled(bands, LABEL).map(({ station, middle }) => (
        <span key={station} style={{ top: middle }}>
          {postmile(units, map.stations[station]?.postmile_km ?? 0)}
        </span>
      ))}
    </div>
  );
}

function Cursor({
  map,
  bands,
  width,
  cell,
}: {
  map: SpeedMap;
  bands: readonly Band[];
  width: number;
  cell: Cell;
}) {
  const band = bands.find((one) => one.station === cell.station);
  if (!band) return null;
  const left = (cell.column / map.columns) * width;
  return (
    <span
      className="stmap-cursor"
      style={{
        left: left - 2,
        top: band.top - 2,
        width: width / map.columns + 4,
        height: band.bottom - band.top + 4,
      }}
    />
  );
}

/** The head of a bottleneck's queue, in the hours of its shift. */
function Marker({
  map,
  bands,
  width,
  hourOf,
  bottleneck,
}: {
  map: SpeedMap;
  bands: readonly Band[];
  width: number;
  hourOf: (millis: number) => number;
  bottleneck: NonNullable<PlannerState['bottleneck']>;
}) {
  const station = map.stations.findIndex((one) => one.segment_id === bottleneck.segment);
  const band = bands.find((one) => one.station === station);
  if (!band || !bandAt(bands, band.top)) return null;
  const [first, last] = SHIFT_HOURS[bottleneck.shift];
  const { from, until } = columnsOfHours(map, hourOf, first, last);
  return (
    <span
      className="stmap-marker"
      style={{
        left: (from / map.columns) * width,
        width: ((until - from) / map.columns) * width,
        top: band.top,
        height: band.bottom - band.top,
      }}
    >
      <span>head of the queue</span>
    </span>
  );
}
