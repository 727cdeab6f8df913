import { describe, expect, it } from 'vitest';
import { CATEGORIES, PALETTES, type Palette } from './palette';

type Vector = readonly [number, number, number];
type Matrix = readonly [Vector, Vector, Vector];

// Machado, Oliveira & Fernandes 2009, severity 1.0, on linear RGB.
const VISION: Readonly<Record<string, Matrix>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function times(matrix: Matrix, v: Vector): Vector {
  const row = (r: Vector): number => r[0] * v[0] + r[1] * v[1] + r[2] * v[2];
  return [row(matrix[0]), row(matrix[1]), row(matrix[2])];
}

function linear(hex: string): Vector {
  const channel = (at: number): number => {
    const c = parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

/** Ottosson's OKLab, times 100: about 2 is a just noticeable difference. */
function oklab(rgb: Vector): Vector {
  const clamped = rgb.map((c) => Math.min(1, Math.max(0, c))) as unknown as Vector;
  const lms = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    clamped,
  ).map(Math.cbrt) as unknown as Vector;
  return times(
    [
      [21.04542553, 79.3617785, -0.40720468],
      [197.79984951, -242.8592205, 45.05937099],
      [2.59040371, 78.27717662, -80.8675766],
    ],
    lms,
  );
}

function luminance(hex: string): number {
  const [r, g, b] = linear(hex);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

describe.each(Object.entries(PALETTES))('the %s palette', (_, palette: Palette) => {
  it.each(Object.keys(VISION))('tells categories apart with %s', (vision) => {
    const seen = CATEGORIES.map((c) => oklab(times(VISION[vision] as Matrix, linear(palette.category[c]))));
    for (let i = 0; i < seen.length; i++) {
      for (let j = i + 1; j < seen.length; j++) {
        const [a, b] = [seen[i] as Vector, seen[j] as Vector];
        const apart = Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
        expect(apart, `${CATEGORIES[i] ?? ''} and ${CATEGORIES[j] ?? ''}`).toBeGreaterThan(8);
      }
    }
  });

  it('has legible text', () => {
    for (const ground of [palette.surface, palette.page, palette.land]) {
      expect(contrast(palette.text, ground)).toBeGreaterThan(7);
      for (const ink of [palette.muted, palette.good, palette.warn, palette.bad, palette.accent]) {
        expect(contrast(ink, ground), `${ink} on ${ground}`).toBeGreaterThan(4.5);
      }
    }
    expect(contrast(palette.onAccent, palette.accent)).toBeGreaterThan(4.5);
    for (const c of CATEGORIES) {
      expect(contrast(palette.onCategory[c], palette.category[c]), c).toBeGreaterThan(4.5);
    }
  });
});
