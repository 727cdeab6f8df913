import type { Segment } from '../api/types';

/** Degrees north and east. */
export type Place = readonly [lat: number, lng: number];

/**
 * One station's piece of a road: from half-way to the station before it to half-way to the one after.
 */
export interface Stretch {
  readonly segment: Segment;
  /** Along the direction of travel; the station itself is the one at {@code station}. */
  readonly places: readonly Place[];
  readonly station: number;
}

/** Stations that follow each other without a gap, in the direction of travel. */
export interface Road {
  readonly chain: string;
  readonly hov: boolean;
  readonly stretches: readonly Stretch[];
}

/** A name beside a freeway, with places where it may stand, best first. */
export interface RoadLabel {
  readonly text: string;
  readonly places: readonly Place[];
}

export interface RoadMap {
  readonly roads: readonly Road[];
  /** Stations that no chain joins: drawn as points. */
  readonly points: readonly Segment[];
  readonly labels: readonly RoadLabel[];
}

/**
 * Stations further apart say nothing about the road between them: 3 miles, as PeMS's definition of
 * adjacent detectors has it.
 */
export const MAX_GAP_KM = 3 * 1.609344;

/** How far a stretch reaches towards a gap. */
const STUB_KM = 0.4;

/** Joins stations along their chains; HOV lanes only when asked for. */
export function roadsOf(segments: readonly Segment[], hov: boolean): RoadMap {
  const chains = new Map<string, Segment[]>();
  const points: Segment[] = [];
  for (const segment of segments) {
    if (segment.chain === null || segment.travel_km === null) points.push(segment);
    else if (hov || segment.lane_type !== 'hov') {
      const chain = chains.get(segment.chain);
      if (chain) chain.push(segment);
      else chains.set(segment.chain, [segment]);
    }
  }
  const roads: Road[] = [];
  for (const [chain, members] of chains) {
    members.sort((a, b) => (a.travel_km ?? 0) - (b.travel_km ?? 0));
    for (const run of unbroken(members)) {
      roads.push({ chain, hov: run[0]?.lane_type === 'hov', stretches: run.map((_, i) => stretch(run, i)) });
    }
  }
  return { roads, points, labels: labelsOf(chains) };
}

function unbroken(members: readonly Segment[]): Segment[][] {
  const runs: Segment[][] = [];
  let before: Segment | undefined;
  for (const segment of members) {
    if (before && distance(before, segment) <= MAX_GAP_KM) runs.at(-1)?.push(segment);
    else runs.push([segment]);
    before = segment;
  }
  return runs;
}

function distance(a: Segment, b: Segment): number {
  return Math.abs((b.travel_km ?? 0) - (a.travel_km ?? 0));
}

function stretch(run: readonly Segment[], i: number): Stretch {
  const segment = run[i] as Segment;
  const before = run[i - 1];
  const after = run[i + 1];
  const places: Place[] = [];
  if (before) places.push(between(before, segment, 0.5));
  else if (after)
    places.push(between(segment, after, -STUB_KM / Math.max(distance(segment, after), STUB_KM)));
  const station = places.length;
  places.push([segment.latitude, segment.longitude]);
  if (after) places.push(between(segment, after, 0.5));
  else if (before)
    places.push(between(before, segment, 1 + STUB_KM / Math.max(distance(before, segment), STUB_KM)));
  return { segment, places, station };
}

function between(a: Segment, b: Segment, share: number): Place {
  return [a.latitude + (b.latitude - a.latitude) * share, a.longitude + (b.longitude - a.longitude) * share];
}

/** One label per freeway, whichever of its directions has more stations. */
function labelsOf(chains: ReadonlyMap<string, readonly Segment[]>): RoadLabel[] {
  const longest = new Map<string, readonly Segment[]>();
  for (const members of chains.values()) {
    const first = members[0];
    if (!first || first.freeway === null || first.lane_type === 'hov') continue;
    if (members.length > (longest.get(first.freeway)?.length ?? 0)) longest.set(first.freeway, members);
  }
  return [...longest].map(([freeway, members]) => ({
    text: freewayName(freeway),
    places: [0.5, 0.35, 0.65, 0.2, 0.8, 0.05, 0.95].map((share): Place => {
      const at = members[Math.min(members.length - 1, Math.floor(share * members.length))] as Segment;
      return [at.latitude, at.longitude];
    }),
  }));
}

/** I-5 for I5: as signs have it. */
export function freewayName(freeway: string): string {
  return freeway.replace(/^([A-Za-z]+)[ -]?(\d+)/, '$1-$2');
}

const COMPASS: Readonly<Record<string, string>> = { N: 'north', S: 'south', E: 'east', W: 'west' };

/** A segment in words: SR-57 N at postmile 4.1, or its own name where there is no freeway. */
export function segmentTitle(segment: Segment, postmile: (km: number) => string): string {
  if (segment.freeway === null || segment.direction === null) return segment.name || segment.segment_id;
  const lane = segment.lane_type === 'hov' ? ' HOV' : '';
  const at = segment.postmile_km === null ? '' : ` at ${postmile(segment.postmile_km)}`;
  return `${freewayName(segment.freeway)} ${segment.direction}${lane}${at}`;
}

export function compass(direction: string | null): string {
  return direction === null ? '' : (COMPASS[direction] ?? direction);
}
