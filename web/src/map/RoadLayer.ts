import L from 'leaflet';
import { CATEGORIES, LOOKS, type Category, type Palette } from '../theme/palette';
import { distanceTo, offset, type Point } from './offset';
import type { Road, RoadMap } from './roads';

export interface RoadLook {
  readonly palette: Palette;
  readonly categoryOf: (segmentId: string) => Category;
  readonly selected: string | null;
  readonly hovered: string | null;
  /** Heads of open incidents. */
  readonly incidents: ReadonlySet<string>;
}

/** Half the room between the two directions of a freeway, CSS pixels. */
const APART = 1.5;
const CASING = 1.5;
const REACH = 12;
const POINT_RADIUS = 4.5;
/** How far roads are drawn beyond the view, as a share of it: dragging shows them without drawing anew. */
const MARGIN = 0.25;

/** Where a road ends and which way it goes there. */
interface End {
  readonly at: Point;
  readonly from: Point;
}

interface Drawn {
  readonly id: string;
  readonly line: readonly Point[];
  readonly station: Point;
}

/**
 * Roads on one canvas that is drawn anew whenever the view or a speed changes: some thousand strokes
 * take a few milliseconds, and no element per segment has to be kept.
 */
export class RoadLayer extends L.Layer {
  private canvas: HTMLCanvasElement | undefined;
  private drawn: Drawn[] = [];
  private ends: End[] = [];
  private frame = 0;
  /** Upper left corner of the view when it was drawn, in the layer's own pixels. */
  private origin: Point = { x: 0, y: 0 };

  constructor(
    private roads: RoadMap,
    private look: RoadLook,
  ) {
    super();
  }

  override onAdd(map: L.Map): this {
    this.canvas = L.DomUtil.create('canvas', 'road-canvas', map.getPane('overlayPane'));
    this.canvas.setAttribute('aria-hidden', 'true');
    map.on('moveend zoom resize viewreset', this.redraw).on('move', this.moved);
    this.redraw();
    return this;
  }

  override onRemove(map: L.Map): this {
    map.off('moveend zoom resize viewreset', this.redraw).off('move', this.moved);
    window.cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.canvas?.remove();
    this.canvas = undefined;
    return this;
  }

  show(roads: RoadMap, look: RoadLook): void {
    this.roads = roads;
    this.look = look;
    this.redraw();
  }

  /** The segment under a place of the map's container, if one is near enough. */
  find(at: L.Point): string | null {
    let best: { id: string; distance: number } | undefined;
    const shift = this.shift();
    const place = { x: at.x - shift.x, y: at.y - shift.y };
    for (const { id, line } of this.drawn) {
      const distance = distanceTo(line, place);
      if (distance <= REACH && distance < (best?.distance ?? Infinity)) best = { id, distance };
    }
    return best?.id ?? null;
  }

  private readonly redraw = (): void => {
    if (this.frame || !this.canvas) return;
    this.frame = window.requestAnimationFrame(() => {
      this.frame = 0;
      this.draw();
    });
  };

  /** How far the view has moved since it was drawn. */
  private shift(): Point {
    const map = this._map as L.Map | null;
    return map ? map.layerPointToContainerPoint(L.point(this.origin.x, this.origin.y)) : { x: 0, y: 0 };
  }

  /** The canvas moves with the map; only beyond its margin there is something new to draw. */
  private readonly moved = (): void => {
    const size = (this._map as L.Map | null)?.getSize();
    const { x, y } = this.shift();
    if (size && (Math.abs(x) > MARGIN * size.x || Math.abs(y) > MARGIN * size.y)) this.redraw();
  };

  private draw(): void {
    const { canvas } = this;
    const map = this._map as L.Map | null;
    if (!canvas || !map) return;
    const size = map.getSize();
    const margin = { x: Math.ceil(MARGIN * size.x), y: Math.ceil(MARGIN * size.y) };
    const whole = { x: size.x + 2 * margin.x, y: size.y + 2 * margin.y };
    const ratio = window.devicePixelRatio || 1;
    const [width, height] = [Math.round(whole.x * ratio), Math.round(whole.y * ratio)];
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
      canvas.style.width = `${whole.x}px`;
      canvas.style.height = `${whole.y}px`;
    }
    this.origin = map.containerPointToLayerPoint([0, 0]);
    L.DomUtil.setPosition(canvas, map.containerPointToLayerPoint([-margin.x, -margin.y]));
    const context = canvas.getContext('2d');
    if (!context) return;
    context.setTransform(ratio, 0, 0, ratio, margin.x * ratio, margin.y * ratio);
    context.clearRect(-margin.x, -margin.y, whole.x, whole.y);
    this.drawn = this.place(map);
    this.strokes(context);
    this.arrows(context);
    this.marks(context);
    this.labels(context, map, size);
  }

  /** Where everything is on the screen. */
  private place(map: L.Map): Drawn[] {
    const pixel = (lat: number, lng: number): Point => map.latLngToContainerPoint([lat, lng]);
    const hov = this.roads.roads.some((road) => road.hov);
    const placed = this.roads.roads.map((road) => placeRoad(road, hov, pixel));
    this.ends = placed.flatMap((road) => {
      const line = road.at(-1)?.line ?? [];
      const [from, at] = [line.at(-2), line.at(-1)];
      return from && at ? [{ from, at }] : [];
    });
    const drawn = placed.flat();
    for (const segment of this.roads.points) {
      const at = pixel(segment.latitude, segment.longitude);
      drawn.push({ id: segment.segment_id, line: [at], station: at });
    }
    return drawn;
  }

  private strokes(context: CanvasRenderingContext2D): void {
    const { palette, categoryOf } = this.look;
    const groups = new Map<Category, Drawn[]>(CATEGORIES.map((c) => [c, []]));
    for (const one of this.drawn) groups.get(categoryOf(one.id))?.push(one);
    // What is worse lies on top.
    const order: Category[] = ['no_data', 'free_flow', 'light_traffic', 'heavy_traffic', 'severe_congestion'];
    context.lineJoin = 'round';
    for (const category of order) {
      const { width } = LOOKS[category];
      context.strokeStyle = palette.casing;
      context.lineCap = 'round';
      context.setLineDash([]);
      context.lineWidth = width + 2 * CASING;
      this.path(context, groups.get(category) ?? [], width);
    }
    for (const category of order) {
      const { width, dash } = LOOKS[category];
      context.strokeStyle = palette.category[category];
      context.fillStyle = palette.category[category];
      context.lineCap = dash.length ? 'butt' : 'round';
      context.setLineDash([...dash]);
      context.lineWidth = width;
      this.path(context, groups.get(category) ?? [], width, true);
    }
    context.setLineDash([]);
  }

  private path(
    context: CanvasRenderingContext2D,
    group: readonly Drawn[],
    width: number,
    inner = false,
  ): void {
    context.beginPath();
    const dots: Drawn[] = [];
    for (const one of group) {
      if (one.line.length < 2) {
        dots.push(one);
        continue;
      }
      // Rounded ends stay inside, so that neighbours of different colours do not run over each other.
      const line = inner ? shorten(one.line, width / 2 + 0.5) : shorten(one.line, width / 2 - CASING);
      line.forEach((p, i) => (i === 0 ? context.moveTo(p.x, p.y) : context.lineTo(p.x, p.y)));
    }
    context.stroke();
    for (const { line } of dots) {
      const at = line[0] as Point;
      context.beginPath();
      context.arc(at.x, at.y, POINT_RADIUS + (width - 5) / 2 + (inner ? 0 : CASING), 0, 2 * Math.PI);
      if (inner) context.fill();
      else {
        context.fillStyle = this.look.palette.casing;
        context.fill();
      }
    }
  }

  /** A small arrow at the end of each road: which way it goes. */
  private arrows(context: CanvasRenderingContext2D): void {
    context.fillStyle = this.look.palette.muted;
    for (const { at, from } of this.ends) {
      const length = gap(from, at);
      if (length < 4) continue;
      const [x, y] = [(at.x - from.x) / length, (at.y - from.y) / length];
      context.beginPath();
      context.moveTo(at.x + 14 * x, at.y + 14 * y);
      context.lineTo(at.x + 6 * x - 4.5 * y, at.y + 6 * y + 4.5 * x);
      context.lineTo(at.x + 6 * x + 4.5 * y, at.y + 6 * y - 4.5 * x);
      context.closePath();
      context.fill();
    }
  }

  private marks(context: CanvasRenderingContext2D): void {
    const { palette, selected, hovered, incidents } = this.look;
    for (const { id, station } of this.drawn) {
      if (incidents.has(id)) this.incident(context, station);
      if (id !== selected && id !== hovered) continue;
      context.beginPath();
      context.arc(station.x, station.y, id === selected ? 15 : 11, 0, 2 * Math.PI);
      context.strokeStyle = palette.casing;
      context.lineWidth = 6;
      context.stroke();
      context.strokeStyle = palette.accent;
      context.lineWidth = id === selected ? 3 : 2;
      context.stroke();
    }
  }

  /** A warning triangle at the head of a queue. */
  private incident(context: CanvasRenderingContext2D, { x, y }: Point): void {
    const { palette } = this.look;
    context.beginPath();
    context.moveTo(x, y - 11);
    context.lineTo(x + 11, y + 8);
    context.lineTo(x - 11, y + 8);
    context.closePath();
    context.fillStyle = palette.text;
    context.strokeStyle = palette.casing;
    context.lineWidth = 2.5;
    context.stroke();
    context.fill();
    context.strokeStyle = palette.surface;
    context.lineWidth = 2;
    context.beginPath();
    context.moveTo(x, y - 4);
    context.lineTo(x, y + 2);
    context.moveTo(x, y + 4.5);
    context.lineTo(x, y + 5.5);
    context.stroke();
  }

  /** Names of freeways, where they cover neither roads nor each other, nor lie below what floats on the map. */
  private labels(context: CanvasRenderingContext2D, map: L.Map, size: L.Point): void {
    const { palette } = this.look;
    const taken: Box[] = [];
    context.font = '600 12px "Inter Variable", system-ui, sans-serif';
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    for (const { text, places } of this.roads.labels) {
      const w = context.measureText(text).width + 16;
      const h = 22;
      const boxes = places.flatMap(([lat, lng]) => {
        const at = map.latLngToContainerPoint([lat, lng]);
        const aside = [1, -1].map((side) => [side * (w / 2 + 18), 0] as const);
        const along = [1, -1].map((side) => [0, side * (h / 2 + 18)] as const);
        return [...aside, ...along].map(([x, y]) => ({ x: at.x + x - w / 2, y: at.y + y - h / 2, w, h }));
      });
      const box = boxes.find(
        (b) =>
          b.x > 4 &&
          b.y > 72 &&
          b.x + b.w < size.x - 4 &&
          b.y + b.h < size.y - 72 &&
          !taken.some(
            (t) => b.x < t.x + t.w + 6 && t.x < b.x + b.w + 6 && b.y < t.y + t.h + 6 && t.y < b.y + b.h + 6,
          ) &&
          !this.drawn.some(({ line }) => runsThrough(line, b)),
      );
      if (!box) continue;
      taken.push(box);
      context.beginPath();
      context.roundRect(box.x, box.y, box.w, box.h, 6);
      context.fillStyle = palette.surface;
      context.strokeStyle = palette.line;
      context.lineWidth = 1;
      context.fill();
      context.stroke();
      context.fillStyle = palette.text;
      context.fillText(text, box.x + box.w / 2, box.y + box.h / 2 + 0.5);
    }
  }
}

/** Opposite directions keep to their right; carpool lanes run between them. */
function placeRoad(road: Road, hov: boolean, pixel: (lat: number, lng: number) => Point): Drawn[] {
  const sideways = APART + (road.hov ? 3 : hov ? 11 : 4.5);
  const pixels: Point[] = [];
  const from: number[] = [];
  for (const { places } of road.stretches) {
    // A stretch begins where the one before it ends.
    const skip = pixels.length ? 1 : 0;
    from.push(pixels.length - skip);
    for (const [lat, lng] of places.slice(skip)) pixels.push(pixel(lat, lng));
  }
  const moved = offset(pixels, sideways);
  return road.stretches.map(({ segment, places, station }, i) => {
    const start = from[i] ?? 0;
    const line = moved.slice(start, start + places.length);
    return { id: segment.segment_id, line, station: line[station] ?? (line[0] as Point) };
  });
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Whether a line comes within a few pixels of a box. */
function runsThrough(line: readonly Point[], { x, y, w, h }: Box): boolean {
  const inside = (p: Point): boolean => p.x > x - 5 && p.x < x + w + 5 && p.y > y - 5 && p.y < y + h + 5;
  return line.some((b, i) => {
    const a = line[i - 1] ?? b;
    if (Math.max(a.x, b.x) < x - 5 || Math.min(a.x, b.x) > x + w + 5) return false;
    if (Math.max(a.y, b.y) < y - 5 || Math.min(a.y, b.y) > y + h + 5) return false;
    const steps = Math.ceil(gap(a, b) / 8) || 1;
    return Array.from({ length: steps + 1 }, (_, k) => k / steps).some((t) =>
      inside({ x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y) }),
    );
  });
}

/** A line without its ends; at least a point remains. */
function shorten(line: readonly Point[], by: number): Point[] {
  if (by <= 0) return [...line];
  const length = line.slice(1).reduce((sum, p, i) => sum + gap(line[i] as Point, p), 0);
  const cut = Math.min(by, length / 2 - 0.05);
  return cut <= 0 ? [...line] : trim(trim([...line], cut).reverse(), cut).reverse();
}

function gap(a: Point, b: Point): number {
  return Math.hypot(b.x - a.x, b.y - a.y);
}

function trim(line: Point[], by: number): Point[] {
  let left = by;
  for (let i = 0; i + 1 < line.length; i++) {
    const a = line[i] as Point;
    const b = line[i + 1] as Point;
    const length = gap(a, b);
    if (length > left) {
      const share = left / length;
      return [{ x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y) }, ...line.slice(i + 1)];
    }
    left -= length;
  }
  return line.slice(-1);
}
