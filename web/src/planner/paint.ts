import type { Palette } from '../theme/palette';
import { congestionEdges, type Band } from './grid';

/** Draws a map's cells; what lies over them (axes, cursor) is not on the canvas. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  /** Columns that have begun: those behind are not known yet. */
  readonly known: number;
  readonly bands: readonly Band[];
  /** By station and column; null where nothing is known. */
  readonly values: readonly (readonly (number | null)[])[];
  readonly colour: (value: number) => string;
  /** Outlines congestion; values are then speeds. */
  readonly outlined: boolean;
}

export function paint(canvas: HTMLCanvasElement, picture: Picture, palette: Palette, ratio: number): void {
  const { width, height, columns, bands, values } = picture;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext('2d');
  if (!context) return;
  // Whole device pixels: seams between cells would look like data.
  const x = (column: number): number => Math.round((column / columns) * canvas.width);
  const y = (at: number): number => Math.round(at * ratio);
  context.fillStyle = palette.future;
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (const band of bands) {
    const top = y(band.top);
    const tall = y(band.bottom) - top;
    if (band.station === undefined) {
      context.fillStyle = palette.surface;
      context.fillRect(0, top, canvas.width, tall);
      continue;
    }
    context.fillStyle = palette.category.no_data;
    context.globalAlpha = 0.45;
    context.fillRect(0, top, x(picture.known), tall);
    context.globalAlpha = 1;
    values[band.station]?.forEach((value, column) => {
      if (value === null || column >= picture.known) return;
      context.fillStyle = picture.colour(value);
      context.fillRect(x(column), top, x(column + 1) - x(column), tall);
    });
  }
  if (!picture.outlined) return;
  context.fillStyle = palette.text;
  context.globalAlpha = 0.55;
  const line = Math.max(1, Math.round(ratio));
  for (const edge of congestionEdges(values, bands)) {
    const band = bands[edge.band];
    if (!band) continue;
    if (edge.side === 'left')
      context.fillRect(x(edge.column), y(band.top), line, y(band.bottom) - y(band.top));
    else context.fillRect(x(edge.column), y(band.bottom), x(edge.column + 1) - x(edge.column), line);
  }
  context.globalAlpha = 1;
}
