import type { HistoryWindow, Horizon, Outcomes, Prediction, Profile } from '../api/types';
import { HORIZONS } from '../api/types';
import type { ByHorizon } from '../live/store';
import { roadSlot, type RoadCalendar } from '../units/time';

export const WINDOW_MILLIS = 5 * 60_000;

/** Columns of the chart of one segment, on one grid of windows' ends; speeds km/h, null for nothing. */
export interface SegmentSeries {
  /** End of each window, epoch milliseconds. */
  readonly at: number[];
  readonly observed: (number | null)[];
  readonly usual: (number | null)[];
  /** What was forecast for then, that long before. */
  readonly earlier: (number | null)[];
  readonly forecast: (number | null)[];
  readonly lower: (number | null)[];
  readonly upper: (number | null)[];
}

/**
 * Puts together what is known of a segment around an origin.
 *
 * @param hours how far back
 * @param compare horizon of the forecasts shown beside what came
 */
export function seriesOf(
  origin: number,
  hours: number,
  calendar: RoadCalendar,
  windows: readonly HistoryWindow[],
  forecasts: ByHorizon | undefined,
  profile: Profile | undefined,
  outcomes: Outcomes | undefined,
  compare: Horizon,
): SegmentSeries {
  const first = origin - hours * 3_600_000;
  const last = origin + 60 * 60_000;
  const at: number[] = [];
  for (let t = first; t <= last; t += WINDOW_MILLIS) at.push(t);
  const nothing = (): (number | null)[] => at.map(() => null);
  const index = (t: number): number => Math.round((t - first) / WINDOW_MILLIS);
  const put = (column: (number | null)[], t: number, value: number | null): void => {
    const i = index(t);
    if (i >= 0 && i < column.length) column[i] = value;
  };
  const [observed, earlier, forecast, lower, upper] = [nothing(), nothing(), nothing(), nothing(), nothing()];
  for (const window of windows) put(observed, window.start + WINDOW_MILLIS, window.speed_kmh);
  for (const outcome of outcomes?.outcomes ?? []) {
    if (outcome.prediction_horizon_minutes === compare && outcome.prediction_timestamp <= origin) {
      put(earlier, outcome.prediction_timestamp, outcome.predicted_speed);
    }
  }
  const made = HORIZONS.map((h) => forecasts?.[h]).filter((p): p is Prediction => p !== undefined);
  const from = made[0];
  // Line and band start from what was observed last, where there is such a thing.
  const now = observed[index(origin)] ?? from?.current_speed ?? null;
  if (from && now !== null) {
    put(forecast, origin, now);
    put(lower, origin, now);
    put(upper, origin, now);
  }
  for (const one of made) {
    put(forecast, one.prediction_timestamp, one.predicted_speed);
    put(lower, one.prediction_timestamp, one.confidence_interval.lower);
    put(upper, one.prediction_timestamp, one.confidence_interval.upper);
  }
  return {
    at,
    observed,
    usual: at.map((t) => usualAt(profile, calendar, t)),
    earlier,
    forecast,
    lower,
    upper,
  };
}

/** What is usual in the window that ends then. */
export function usualAt(profile: Profile | undefined, calendar: RoadCalendar, end: number): number | null {
  if (!profile) return null;
  const { dayOfWeek, minute } = roadSlot(calendar, end - WINDOW_MILLIS);
  const day = profile.days.find((one) => one.day_of_week === dayOfWeek);
  return day?.speed_kmh[Math.floor(minute / profile.slot_minutes)] ?? null;
}
