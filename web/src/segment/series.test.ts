import { expect, it } from 'vitest';
import type { HistoryWindow, Prediction, Profile } from '../api/types';
import { seriesOf, usualAt, WINDOW_MILLIS } from './series';

const ROAD = { zone: 'America/Los_Angeles', holidays: ['2022-01-17'] };
const ORIGIN = Date.UTC(2022, 0, 12, 1, 30); // Tuesday 17:30 PST

const profile = {
  slot_minutes: 15,
  days: Array.from({ length: 7 }, (_, day) => ({
    day_of_week: day + 1,
    speed_kmh: Array.from({ length: 96 }, (_, slot) => (day + 1) * 1000 + slot),
  })),
} as unknown as Profile;

function window(start: number, speed: number): HistoryWindow {
  return { start, speed_kmh: speed } as HistoryWindow;
}

it('reads the usual speed of the window that ends then, in the time of the road', () => {
  expect(usualAt(profile, ROAD, ORIGIN)).toBe(2000 + 69); // Tuesday, 17:25
  expect(usualAt(profile, ROAD, Date.UTC(2022, 0, 12, 8, 0))).toBe(2000 + 95); // still Tuesday, 23:55
  expect(usualAt(profile, ROAD, Date.UTC(2022, 0, 18, 1, 30))).toBe(7000 + 69); // a holiday on a Monday
  expect(usualAt(undefined, ROAD, ORIGIN)).toBeNull();
});

it('leaves gaps where nothing was observed', () => {
  const series = seriesOf(
    ORIGIN,
    1,
    ROAD,
    [window(ORIGIN - WINDOW_MILLIS, 90), window(ORIGIN - 3 * WINDOW_MILLIS, 80)],
    undefined,
    undefined,
    undefined,
    30,
  );
  expect(series.at).toHaveLength(25);
  expect(series.observed.slice(10, 13)).toEqual([80, null, 90]);
  expect(series.forecast.every((v) => v === null)).toBe(true);
});

it('starts the forecast where the observed line ends', () => {
  const forecast = {
    prediction_timestamp: ORIGIN + 30 * 60_000,
    predicted_speed: 60,
    confidence_interval: { lower: 50, upper: 75 },
    current_speed: 91,
  } as Prediction;
  const series = seriesOf(
    ORIGIN,
    1,
    ROAD,
    [window(ORIGIN - WINDOW_MILLIS, 90)],
    { 30: forecast },
    undefined,
    undefined,
    30,
  );
  expect(series.forecast[12]).toBe(90);
  expect(series.forecast[18]).toBe(60);
  expect([series.lower[18], series.upper[18]]).toEqual([50, 75]);
});
