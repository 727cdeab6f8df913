import type { SpeedMap } from '../api/types';

/** Where the speeds of a corridor lie on a map of place down and time across. Pure. */

export const CONGESTED_BELOW_KMH = 45 * 1.609344;

/** Half of three miles: further from a detector nothing is claimed, and gaps are not bridged. */
const REACH_KM = 2.414;
/** Half of a stretch at an end of the corridor whose length nobody told. */
const END_KM = 0.4;
const LEAST_ROW_PX = 4;
const LEAST_GAP_PX = 3;

export interface Band {
  /** Index into the stations; undefined where no detector is near. */
  readonly station: number | undefined;
  readonly top: number;
  readonly bottom: number;
}

/**
 * Bands of stations from the top of the map: the last station in the direction of travel is on top,
 * so traffic flows up the page and queues grow down. Heights follow the distance that each station
 * stands for, but none is too thin to be seen.
 */
export function layoutBands(
  stations: readonly { travel_km: number; length_km: number | null }[],
  height: number,
): Band[] {
  const stretches: { station: number | undefined; km: number }[] = [];
  for (let i = stations.length - 1; i >= 0; i--) {
    const here = stations[i];
    if (!here) continue;
    const down = stations[i + 1];
    const up = stations[i - 1];
    const end = Math.min(REACH_KM, Math.max((here.length_km ?? 2 * END_KM) / 2, 0.1));
    const ahead = down ? (down.travel_km - here.travel_km) / 2 : end;
    const behind = up ? (here.travel_km - up.travel_km) / 2 : end;
    if (down && ahead > REACH_KM) stretches.push({ station: undefined, km: 2 * (ahead - REACH_KM) });
    stretches.push({ station: i, km: Math.min(ahead, REACH_KM) + Math.min(behind, REACH_KM) });
  }
  const least = stretches.reduce(
    (sum, s) => sum + (s.station === undefined ? LEAST_GAP_PX : LEAST_ROW_PX),
    0,
  );
  const total = stretches.reduce((sum, s) => sum + s.km, 0);
  const squeeze = Math.min(1, height / least);
  const scale = total > 0 ? Math.max(0, height - least * squeeze) / total : 0;
  let top = 0;
  return stretches.map(({ station, km }) => {
    const bottom = top + (station === undefined ? LEAST_GAP_PX : LEAST_ROW_PX) * squeeze + km * scale;
    const band = { station, top, bottom };
    top = bottom;
    return band;
  });
}

/** Stations from the top that can be labelled beside their bands, so far apart that each can be read. */
export function labelled(bands: readonly Band[], leastPx: number): { station: number; middle: number }[] {
  const labels: { station: number; middle: number }[] = [];
  for (const { station, top, bottom } of bands) {
    const middle = (top + bottom) / 2;
    if (station === undefined || middle - (labels[labels.length - 1]?.middle ?? -leastPx) < leastPx) continue;
    labels.push({ station, middle });
  }
  return labels;
}

/** The band of a height, if it is on the map. */
export function bandAt(bands: readonly Band[], y: number): Band | undefined {
  return bands.find((band) => y >= band.top && y < band.bottom);
}

export interface Cell {
  readonly station: number;
  readonly column: number;
}

/** The cell under a point of a map that is so wide; undefined in a gap between detectors. */
export function cellAt(
  bands: readonly Band[],
  columns: number,
  width: number,
  x: number,
  y: number,
): Cell | undefined {
  const station = bandAt(bands, y)?.station;
  const column = Math.floor((x / width) * columns);
  return station === undefined || column < 0 || column >= columns ? undefined : { station, column };
}

/** The cell that an arrow key leads to: up the page is downstream. */
export function step(
  cell: Cell,
  key: string,
  map: { columns: number; stations: readonly unknown[]; step_minutes: number },
): Cell | undefined {
  const hour = Math.max(1, 60 / map.step_minutes);
  const to = (station: number, column: number): Cell => ({
    station: Math.max(0, Math.min(map.stations.length - 1, station)),
    column: Math.max(0, Math.min(map.columns - 1, column)),
  });
  switch (key) {
    case 'ArrowLeft':
      return to(cell.station, cell.column - 1);
    case 'ArrowRight':
      return to(cell.station, cell.column + 1);
    case 'ArrowUp':
      return to(cell.station + 1, cell.column);
    case 'ArrowDown':
      return to(cell.station - 1, cell.column);
    case 'PageUp':
      return to(cell.station, cell.column - hour);
    case 'PageDown':
      return to(cell.station, cell.column + hour);
    case 'Home':
      return to(cell.station, 0);
    case 'End':
      return to(cell.station, map.columns - 1);
    default:
      return undefined;
  }
}

/** First instant of a column. */
export function columnStart(map: Pick<SpeedMap, 'start' | 'step_minutes'>, column: number): number {
  return map.start + column * map.step_minutes * 60_000;
}

/** Columns that begin before the watermark: what lies behind them is not known yet, rather than not observed. */
export function knownColumns(
  map: Pick<SpeedMap, 'start' | 'step_minutes' | 'columns' | 'watermark'>,
): number {
  const steps = Math.ceil((map.watermark - map.start) / (map.step_minutes * 60_000));
  return Math.max(0, Math.min(map.columns, steps));
}

/** Columns on which a local hour begins that is a multiple of {@code every}, with the hour. */
export function hourTicks(
  map: Pick<SpeedMap, 'start' | 'step_minutes' | 'columns'>,
  hourOf: (millis: number) => number,
  every: number,
): { column: number; hour: number }[] {
  const perHour = 60 / map.step_minutes;
  const ticks: { column: number; hour: number }[] = [];
  for (let column = 0; column < map.columns; column += perHour) {
    const hour = hourOf(columnStart(map, column));
    if (hour % every === 0) ticks.push({ column, hour });
  }
  return ticks;
}

/** Columns of a span of local hours [from, until). */
export function columnsOfHours(
  map: Pick<SpeedMap, 'start' | 'step_minutes' | 'columns'>,
  hourOf: (millis: number) => number,
  from: number,
  until: number,
): { from: number; until: number } {
  const hours = hourTicks(map, hourOf, 1);
  const first = hours.find((tick) => tick.hour >= from)?.column ?? map.columns;
  const last = hours.find((tick) => tick.hour >= until)?.column ?? map.columns;
  return { from: first, until: last };
}

/**
 * Borders between congested and other neighbouring cells: a cue to congestion that is no colour.
 * Between a station and what was not observed, and across a gap, there is none.
 */
export function congestionEdges(
  speeds: readonly (readonly (number | null)[])[],
  bands: readonly Band[],
): { column: number; band: number; side: 'left' | 'bottom' }[] {
  const edges: { column: number; band: number; side: 'left' | 'bottom' }[] = [];
  const congested = (station: number | undefined, column: number): boolean | undefined => {
    const speed = station === undefined ? undefined : speeds[station]?.[column];
    return speed === undefined || speed === null ? undefined : speed < CONGESTED_BELOW_KMH;
  };
  bands.forEach((band, index) => {
    const columns = band.station === undefined ? 0 : (speeds[band.station]?.length ?? 0);
    for (let column = 0; column < columns; column++) {
      const here = congested(band.station, column);
      if (here === undefined) continue;
      const before = congested(band.station, column - 1);
      if (before !== undefined && before !== here) edges.push({ column, band: index, side: 'left' });
      const below = congested(bands[index + 1]?.station, column);
      if (below !== undefined && below !== here) edges.push({ column, band: index, side: 'bottom' });
    }
  });
  return edges;
}

/** Chosen less usual, km/h; null where either is not known. */
export function differences(
  speed: readonly (number | null)[],
  usual: readonly (number | null)[],
): (number | null)[] {
  return speed.map((value, i) => {
    const normal = usual[i];
    return value === null || normal === null || normal === undefined ? null : value - normal;
  });
}
