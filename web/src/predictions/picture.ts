import { HORIZONS, type Horizon, type Segment } from '../api/types';
import type { ByHorizon, LiveState } from '../live/store';
import { CATEGORIES, type Category } from '../theme/palette';
import { categoryOf, type Bands } from '../units/category';

/** What the map shows: what was observed last, or the forecast so many minutes ahead. */
export type Shown = 'now' | Horizon;

export const SHOWN: readonly Shown[] = ['now', ...HORIZONS];

export function parseShown(text: string | null): Shown {
  const found = HORIZONS.find((horizon) => String(horizon) === text);
  return found ?? 'now';
}

/** Newest forecast of a segment, whichever horizon: it carries the current speed. */
export function newestOf(forecasts: ByHorizon | undefined) {
  if (!forecasts) return undefined;
  return HORIZONS.map((h) => forecasts[h])
    .filter((p) => p !== undefined)
    .reduce<(typeof forecasts)[Horizon]>(
      (a, b) => (a === undefined || b.timestamp > a.timestamp ? b : a),
      undefined,
    );
}

/**
 * Older forecasts than this, beside the network's newest, say nothing about now: the segment shows no
 * data instead.
 */
const OUTDATED_MILLIS = 30 * 60_000;

export interface SpeedNow {
  readonly speed: number | null;
  readonly category: Category;
}

/** Speed and category of a segment in the picture. */
export function speedOf(live: LiveState, bands: Bands, segmentId: string, shown: Shown): SpeedNow {
  const forecasts = live.forecasts.get(segmentId);
  const newest = newestOf(forecasts);
  const one = shown === 'now' ? newest : forecasts?.[shown];
  if (!one || (live.newestOrigin ?? one.timestamp) - one.timestamp > OUTDATED_MILLIS) {
    return { speed: null, category: 'no_data' };
  }
  if (shown !== 'now') return { speed: one.predicted_speed, category: one.category };
  return { speed: one.current_speed, category: categoryOf(bands, one.current_speed) };
}

/** Segments by category. */
export function countCategories(
  segments: readonly Segment[],
  category: (id: string) => Category,
): Readonly<Record<Category, number>> {
  const counts = Object.fromEntries(CATEGORIES.map((c) => [c, 0])) as Record<Category, number>;
  for (const segment of segments) counts[category(segment.segment_id)]++;
  return counts;
}

/** Mean of what is there, and of how many; the figure of the network as a whole. */
export function meanSpeed(
  segments: readonly Segment[],
  speed: (id: string) => number | null,
): { mean: number | null; of: number } {
  let sum = 0;
  let of = 0;
  for (const segment of segments) {
    const one = speed(segment.segment_id);
    if (one !== null) {
      sum += one;
      of++;
    }
  }
  return { mean: of ? sum / of : null, of };
}
