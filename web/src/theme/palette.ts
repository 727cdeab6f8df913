/**
 * The one place of colours that mean something: the map, its legend, the charts and the style sheet
 * read them from here. A test holds every pair apart under simulated colour blindness.
 */
export const CATEGORIES = [
  'free_flow',
  'light_traffic',
  'heavy_traffic',
  'severe_congestion',
  'no_data',
] as const;

export type Category = (typeof CATEGORIES)[number];
export type Theme = 'light' | 'dark';

/** Three cues: colour, width, word. */
export interface CategoryLook {
  /** Short word, as in a legend. */
  readonly word: string;
  /** Width of a stretch of road on the map, CSS pixels. */
  readonly width: number;
  /** Dashes on the map; empty for a whole line. */
  readonly dash: readonly number[];
}

export const LOOKS: Readonly<Record<Category, CategoryLook>> = {
  free_flow: { word: 'Free flow', width: 5, dash: [] },
  light_traffic: { word: 'Light', width: 6, dash: [] },
  heavy_traffic: { word: 'Heavy', width: 8, dash: [] },
  severe_congestion: { word: 'Severe', width: 10, dash: [] },
  no_data: { word: 'No data', width: 4, dash: [3, 5] },
};

export interface Palette {
  readonly category: Readonly<Record<Category, string>>;
  /** Text on a category's colour. */
  readonly onCategory: Readonly<Record<Category, string>>;
  /** Around roads, so that they stand out from whatever lies below. */
  readonly casing: string;
  readonly land: string;
  readonly surface: string;
  readonly page: string;
  readonly line: string;
  readonly text: string;
  readonly muted: string;
  readonly accent: string;
  readonly onAccent: string;
  /** Behind the part of a chart that is not yet. */
  readonly future: string;
  readonly band: string;
  readonly good: string;
  readonly warn: string;
  readonly bad: string;
}

export const PALETTES: Readonly<Record<Theme, Palette>> = {
  light: {
    category: {
      free_flow: '#12966f',
      light_traffic: '#ecc02a',
      heavy_traffic: '#e2691b',
      severe_congestion: '#a30f3c',
      no_data: '#8f9bb0',
    },
    onCategory: {
      free_flow: '#08130e',
      light_traffic: '#1b1503',
      heavy_traffic: '#1d0d03',
      severe_congestion: '#ffffff',
      no_data: '#10151f',
    },
    casing: '#ffffff',
    land: '#eef1f6',
    surface: '#ffffff',
    page: '#f4f6fa',
    line: '#dfe4ec',
    text: '#131a26',
    muted: '#566176',
    accent: '#2257d6',
    onAccent: '#ffffff',
    future: '#f1f5ff',
    band: '#2257d62e',
    good: '#0f7a5a',
    warn: '#8a5a00',
    bad: '#b3123f',
  },
  dark: {
    category: {
      free_flow: '#14936d',
      light_traffic: '#f0c838',
      heavy_traffic: '#e2691b',
      severe_congestion: '#b5123f',
      no_data: '#8f9bb0',
    },
    onCategory: {
      free_flow: '#04110b',
      light_traffic: '#1b1503',
      heavy_traffic: '#1d0d03',
      severe_congestion: '#ffffff',
      no_data: '#10151f',
    },
    casing: '#0b1018',
    land: '#1a2334',
    surface: '#151b26',
    page: '#0d1119',
    line: '#28303f',
    text: '#e9edf5',
    muted: '#9aa6ba',
    accent: '#7ea4ff',
    onAccent: '#0b1220',
    future: '#1b2434',
    band: '#7ea4ff38',
    good: '#42c79a',
    warn: '#f0b840',
    bad: '#ff7a9c',
  },
};

/** A palette as CSS custom properties, for the style sheet. */
export function customProperties(palette: Palette): [name: string, value: string][] {
  const { category, onCategory, ...plain } = palette;
  return [
    ...Object.entries(plain).map(([name, value]): [string, string] => [`--${kebab(name)}`, value]),
    ...CATEGORIES.flatMap((c): [string, string][] => [
      [`--${kebab(c)}`, category[c]],
      [`--on-${kebab(c)}`, onCategory[c]],
    ]),
  ];
}

function kebab(name: string): string {
  return name.replace(/_/g, '-').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
