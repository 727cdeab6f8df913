/** Pixels, right and down. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

const MOST_MITRE = 1.6;

/**
 * A line moved sideways, to the right of its direction for a positive distance; corners keep the
 * distance from both their sides, up to a limit. Points at one place take the direction of the others.
 */
export function offset(line: readonly Point[], distance: number): Point[] {
  const normals = rightNormals(line);
  return line.map((point, i) => {
    const before = normals[Math.max(0, i - 1)] ?? ZERO;
    const after = normals[Math.min(normals.length - 1, i)] ?? ZERO;
    const sum = { x: before.x + after.x, y: before.y + after.y };
    const length = Math.hypot(sum.x, sum.y);
    if (length < 1e-6) return { x: point.x + after.x * distance, y: point.y + after.y * distance };
    // |before + after| is 2 cos of half the angle between them: dividing twice keeps the distance.
    const mitre = Math.min(MOST_MITRE, 2 / length);
    return {
      x: point.x + (sum.x / length) * mitre * distance,
      y: point.y + (sum.y / length) * mitre * distance,
    };
  });
}

const ZERO: Point = { x: 0, y: 0 };

/** The unit vector to the right of each piece, in pixels that grow downwards. */
function rightNormals(line: readonly Point[]): Point[] {
  const normals: (Point | undefined)[] = [];
  for (let i = 0; i + 1 < line.length; i++) {
    const a = line[i] as Point;
    const b = line[i + 1] as Point;
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    normals.push(length < 1e-6 ? undefined : { x: -(b.y - a.y) / length, y: (b.x - a.x) / length });
  }
  const known = normals.find((normal) => normal !== undefined) ?? ZERO;
  let last = known;
  return normals.map((normal) => (last = normal ?? last));
}

/** Distance of a point from a line, in pixels. */
export function distanceTo(line: readonly Point[], at: Point): number {
  let best =
    line.length === 1 ? Math.hypot((line[0] as Point).x - at.x, (line[0] as Point).y - at.y) : Infinity;
  for (let i = 0; i + 1 < line.length; i++) {
    const a = line[i] as Point;
    const b = line[i + 1] as Point;
    const squared = (b.x - a.x) ** 2 + (b.y - a.y) ** 2;
    const share =
      squared === 0
        ? 0
        : Math.min(1, Math.max(0, ((at.x - a.x) * (b.x - a.x) + (at.y - a.y) * (b.y - a.y)) / squared));
    best = Math.min(best, Math.hypot(a.x + share * (b.x - a.x) - at.x, a.y + share * (b.y - a.y) - at.y));
  }
  return best;
}
