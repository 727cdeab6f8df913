import type { Settings } from '../api/types';
import type { Category } from '../theme/palette';

/** Bands of speed as the server has them, slowest first. */
export type Bands = Settings['categories'];

/** The category of a speed by the server's table; no data without a speed or without the table. */
export function categoryOf(bands: Bands, speedKmh: number | null | undefined): Category {
  if (speedKmh === null || speedKmh === undefined) return 'no_data';
  let found: Category = 'no_data';
  for (const band of bands) if (speedKmh >= band.from_kmh) found = band.category;
  return found;
}
