import { describe, expect, it } from 'vitest';
import type { CorridorDay, CorridorRow, PlannerSummary, ReliabilityRow, UsualDay } from '../api/types';
import { withQuery } from '../router/router';
import { PALETTES } from '../theme/palette';
import { DEFINITIONS } from './definitions';
import {
  bandAt,
  cellAt,
  columnsOfHours,
  congestionEdges,
  differences,
  hourTicks,
  knownColumns,
  labelled,
  layoutBands,
  step,
} from './grid';
import { chooseCorridor } from './PlannerPage';
import { differenceRamp, speedRamp } from './ramp';
import { readState, writeState } from './state';
import { linePath, niceTop, seriesOf } from './UsualPanel';
import { corridorNameOf, notAvailable, postmile, suppressed } from './words';

const station = (travel_km: number, length_km: number | null = 1) => ({ travel_km, length_km });

describe('a time-space map', () => {
  const bands = layoutBands([station(0), station(1), station(3)], 300);

  it('has the last station of the road on top, and stations as tall as they are apart', () => {
    expect(bands.map((band) => band.station)).toEqual([2, 1, 0]);
    expect(bands[0]?.top).toBe(0);
    expect(bands[2]?.bottom).toBeCloseTo(300);
    const tall = bands.map((band) => band.bottom - band.top);
    // The middle one stands for 1.5 km, the first for 1 km.
    expect(tall[1]).toBeGreaterThan(tall[2] ?? 0);
  });

  it('leaves a gap where detectors are more than three miles apart', () => {
    const gapped = layoutBands([station(0), station(20)], 200);
    expect(gapped.map((band) => band.station)).toEqual([1, undefined, 0]);
    const gap = gapped[1];
    expect(gap && cellAt(gapped, 24, 240, 10, (gap.top + gap.bottom) / 2)).toBeUndefined();
  });

  it('shows every station, however many there are', () => {
    const many = layoutBands(
      Array.from({ length: 60 }, (_, i) => station(i < 30 ? i * 0.05 : i * 3, null)),
      320,
    );
    const shown = many.filter((band) => band.station !== undefined);
    expect(shown).toHaveLength(60);
    expect(Math.min(...shown.map((band) => band.bottom - band.top))).toBeGreaterThan(1);
    expect(many[many.length - 1]?.bottom).toBeCloseTo(320);
  });

  it('labels every station of a corridor beside a phone’s map, and no two over each other', () => {
    const corridor = [0, 0.7, 1.7, 2.6, 3.3, 4.2, 5.1, 5.7, 6.5, 7.4, 8.2].map((mi) => station(1.609 * mi));
    expect(labelled(layoutBands(corridor, 260), 16)).toHaveLength(corridor.length);

    const crowded = labelled(
      layoutBands(
        Array.from({ length: 60 }, (_, i) => station(i)),
        260,
      ),
      16,
    );
    const middles = crowded.map(({ middle }) => middle);
    expect(Math.min(...middles.slice(1).map((at, i) => at - (middles[i] ?? 0)))).toBeGreaterThanOrEqual(16);
    expect(crowded[0]?.station).toBe(59);
  });

  it('finds the cell under the pointer, and none beside the map', () => {
    expect(cellAt(bands, 288, 576, 1, 1)).toEqual({ station: 2, column: 0 });
    expect(cellAt(bands, 288, 576, 575, 299)).toEqual({ station: 0, column: 287 });
    expect(cellAt(bands, 288, 576, 577, 10)).toBeUndefined();
    expect(bandAt(bands, 300)).toBeUndefined();
  });

  it('is read with arrow keys: up is downstream, Page Down an hour later', () => {
    const map = { columns: 288, stations: [1, 2, 3], step_minutes: 5 };
    expect(step({ station: 1, column: 5 }, 'ArrowUp', map)).toEqual({ station: 2, column: 5 });
    expect(step({ station: 2, column: 5 }, 'ArrowUp', map)).toEqual({ station: 2, column: 5 });
    expect(step({ station: 1, column: 5 }, 'PageDown', map)).toEqual({ station: 1, column: 17 });
    expect(step({ station: 1, column: 3 }, 'Tab', map)).toBeUndefined();
  });

  it('tells what is not known yet from what was not observed', () => {
    const day = { start: 0, step_minutes: 5, columns: 288, watermark: 301_000 };
    expect(knownColumns(day)).toBe(2);
    expect(knownColumns({ ...day, watermark: 9e9 })).toBe(288);
    expect(knownColumns({ ...day, watermark: -5 })).toBe(0);
  });

  it('has its hours where the clock shows them, also when it skips one', () => {
    // A day of 23 hours: after 1 comes 3.
    const hourOf = (millis: number): number => {
      const hour = Math.floor(millis / 3_600_000);
      return hour < 2 ? hour : hour + 1;
    };
    const day = { start: 0, step_minutes: 60, columns: 23 };
    expect(hourTicks(day, hourOf, 6)).toEqual([
      { column: 0, hour: 0 },
      { column: 5, hour: 6 },
      { column: 11, hour: 12 },
      { column: 17, hour: 18 },
    ]);
    expect(columnsOfHours(day, hourOf, 15, 20)).toEqual({ from: 14, until: 19 });
    expect(columnsOfHours(day, hourOf, 20, 24)).toEqual({ from: 19, until: 23 });
  });

  it('outlines congestion, but not against what was not observed', () => {
    const speeds = [
      [100, 40, null],
      [100, 100, 40],
    ];
    const two = layoutBands([station(0), station(1)], 100);
    expect(congestionEdges(speeds, two)).toEqual([
      { column: 1, band: 0, side: 'bottom' },
      { column: 2, band: 0, side: 'left' },
      { column: 1, band: 1, side: 'left' },
    ]);
  });

  it('has no difference where either speed is unknown', () => {
    expect(differences([50, null, 50], [60, 60, null])).toEqual([-10, null, null]);
  });

  it('paints from the palette of the dashboard, slow to fast', () => {
    const ramp = speedRamp(PALETTES.light);
    expect(ramp(5)).toBe(PALETTES.light.category.severe_congestion);
    expect(ramp(110)).toBe(PALETTES.light.category.free_flow);
    expect(differenceRamp(PALETTES.dark)(0)).toBe(PALETTES.dark.land);
  });
});

describe('the address', () => {
  it('brings back what was shown', () => {
    const shown = {
      corridor: 'I5-N',
      day: '2022-01-11',
      view: 'difference',
      period: 'weekend_6_20',
      shift: 'am',
      reference: 45,
      quantity: 'delay',
      bottleneck: { segment: '12,a', shift: 'pm' },
    } as const;
    expect(readState(new URLSearchParams(withQuery('', writeState(shown))))).toEqual(shown);
  });

  it('leaves out what is usual', () => {
    const usual = readState(new URLSearchParams());
    expect(withQuery('?corridor=I5-N&shift=am', writeState(usual))).toBe('');
  });

  it('does without what it does not understand', () => {
    const state = readState(
      new URLSearchParams('?day=yesterday&view=3d&period=tea&vt=12&bottleneck=x&shift=night'),
    );
    expect(state).toEqual(readState(new URLSearchParams()));
  });
});

const SUMMARY: PlannerSummary = {
  dataset: 'week',
  synthetic: false,
  zone: 'UTC',
  from: 0,
  until: 7 * 86_400_000,
  segments: 207,
  corridors: 0,
  min_days: 10,
  min_peak_days: 3,
  min_covered_percent: 50,
  free_flow_cap_kmh: 104.6,
  default_reference_mph: 60,
  not_available: { delay: 'not available: this data set has no volume and no lengths' },
};

describe('what a data set cannot support', () => {
  it('is said in its own words', () => {
    expect(notAvailable(SUMMARY, 'corridors', 'delay')).toContain('no volume and no lengths');
    expect(notAvailable(SUMMARY, 'bottlenecks')).toBeUndefined();
  });

  it('is told from what needs more days', () => {
    const row = { needed_days: 10, days: 7 } as ReliabilityRow;
    expect(suppressed(row)).toBe('needs 10 days, has 7');
    expect(suppressed({ ...row, needed_days: 0 })).toBe('free-flow speed not known');
    expect(suppressed({ ...row, needed_days: null })).toBeUndefined();
    expect(suppressed(undefined)).toBe('not observed in this period');
  });
});

describe('the corridor shown', () => {
  const row = (corridor: string, delay: Record<string, number>) =>
    ({ corridor, travel: { delay_vehicle_hours: delay } }) as unknown as CorridorRow;
  const rows = [row('A-N', { '60': 1 }), row('A-S', { '60': 5 }), row('B-N', {})];

  it('is the one asked for, else the one with the greatest delay', () => {
    expect(chooseCorridor(rows, { corridor: 'A-N' })?.corridor).toBe('A-N');
    expect(chooseCorridor(rows, { corridor: undefined })?.corridor).toBe('A-S');
    expect(chooseCorridor(rows, { corridor: 'C-N' })).toBeUndefined();
    expect(chooseCorridor([], { corridor: undefined })).toBeUndefined();
  });

  it('is called as people call it', () => {
    expect(corridorNameOf('SR57-S')).toBe('SR-57 south');
    expect(postmile('mph', 16.09344)).toBe('10.0');
    expect(postmile('kmh', 16.09344)).toBe('16.1');
  });
});

describe('a day against the usual one', () => {
  const spread = { least: [60], median: [80], greatest: [100] };
  const none = { least: [null], median: [null], greatest: [null] };
  const day = {
    hours: {
      observed_share: [1],
      speed_kmh: [48.28032],
      delay_vehicle_hours: [3],
      congested_km_hours: [null],
    },
  } as unknown as CorridorDay;
  const usual = {
    hours: { days: [4], speed_kmh: spread, delay_vehicle_hours: none, congested_km_hours: none },
  } as unknown as UsualDay;

  it('is in the units people chose', () => {
    expect(seriesOf(day, usual, 'speed', 'mph').day[0]).toBeCloseTo(30);
    expect(seriesOf(day, usual, 'speed', 'kmh').median).toEqual([80]);
    expect(seriesOf(day, usual, 'delay', 'mph').day).toEqual([3]);
    expect(seriesOf(day, usual, 'congestion', 'mph').day).toEqual([null]);
  });

  it('has a gap where nothing is known', () => {
    const same = (value: number): number => value;
    expect(linePath([1, 2, null, 4], same, same)).toBe('M0.0 1.0L1.0 2.0M3.0 4.0');
  });

  it('has an axis that ends on a round number above all values', () => {
    for (const [value, top] of [
      [1, 1],
      [65, 80],
      [101, 120],
      [2_100, 2_400],
      [99, 100],
    ] as const)
      expect(niceTop(value)).toBeCloseTo(top);
  });
});

it('names a source for every definition', () => {
  for (const { name, text, source, link } of Object.values(DEFINITIONS)) {
    expect(text.length, name).toBeGreaterThan(40);
    expect(source, name).not.toBe('');
    expect(link === '' || link.startsWith('https://'), name).toBe(true);
  }
});
