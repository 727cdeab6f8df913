import type { Palette } from '../theme/palette';

/** Colours of the map, all made from the palette's categories. */

const KMH = 1.609344;

/** Speeds, km/h, at which a category's colour is pure: the middle of its band, or its limit. */
function anchors(palette: Palette): readonly (readonly [number, string])[] {
  const { category } = palette;
  return [
    [14 * KMH, category.severe_congestion],
    [27.5 * KMH, category.heavy_traffic],
    [42.5 * KMH, category.light_traffic],
    [60 * KMH, category.free_flow],
  ];
}

const STEP_KMH = 0.5;
const TOP_KMH = 130;

/** A colour per speed, worked out once for a palette. */
export function speedRamp(palette: Palette): (kmh: number) => string {
  const stops = anchors(palette);
  const table: string[] = [];
  for (let kmh = 0; kmh <= TOP_KMH; kmh += STEP_KMH) table.push(between(stops, kmh));
  return (kmh) => table[Math.max(0, Math.min(table.length - 1, Math.round(kmh / STEP_KMH)))] ?? '';
}

/** A colour per difference from the usual speed, km/h: slower is red, faster is blue. */
export function differenceRamp(palette: Palette): (kmh: number) => string {
  const stops: readonly (readonly [number, string])[] = [
    [-30 * KMH, palette.category.severe_congestion],
    [-15 * KMH, palette.category.heavy_traffic],
    [-3 * KMH, palette.land],
    [3 * KMH, palette.land],
    [20 * KMH, palette.accent],
  ];
  return (kmh) => between(stops, kmh);
}

function between(stops: readonly (readonly [number, string])[], at: number): string {
  const first = stops[0];
  const last = stops[stops.length - 1];
  if (!first || !last) return '';
  if (at <= first[0]) return first[1];
  for (let i = 1; i < stops.length; i++) {
    const low = stops[i - 1];
    const high = stops[i];
    if (low && high && at <= high[0]) return mix(low[1], high[1], (at - low[0]) / (high[0] - low[0]));
  }
  return last[1];
}

/** Two colours #rrggbb, mixed in linear light so that the way between them is no mud. */
export function mix(a: string, b: string, share: number): string {
  const channel = (at: number): string => {
    const low = linear(parseInt(a.slice(at, at + 2), 16));
    const high = linear(parseInt(b.slice(at, at + 2), 16));
    return encoded(low + (high - low) * share)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(1)}${channel(3)}${channel(5)}`;
}

function linear(byte: number): number {
  const c = byte / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
}

function encoded(light: number): number {
  const c = light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;
  return Math.max(0, Math.min(255, Math.round(c * 255)));
}
