import { expect, it } from 'vitest';
import type { Segment } from '../api/types';
import { distanceTo, offset } from './offset';
import { roadsOf, segmentTitle } from './roads';

function station(id: string, over: Partial<Segment> = {}): Segment {
  return {
    segment_id: id,
    name: id,
    latitude: 33,
    longitude: -117,
    freeway: 'SR57',
    direction: 'N',
    lane_type: 'mainline',
    chain: 'SR57-N',
    postmile_km: 0,
    travel_km: 0,
    length_km: null,
    lanes: null,
    upstream: [],
    downstream: [],
    co_located: [],
    ...over,
  };
}

it('joins stations in the order of travel, half-way to half-way', () => {
  const { roads } = roadsOf(
    [
      station('B', { travel_km: 1, latitude: 33.01 }),
      station('A', { travel_km: 0, latitude: 33 }),
      station('C', { travel_km: 2, latitude: 33.02 }),
    ],
    false,
  );

  expect(roads).toHaveLength(1);
  expect(roads[0]?.stretches.map((s) => s.segment.segment_id)).toEqual(['A', 'B', 'C']);
  const middle = roads[0]?.stretches[1];
  expect(middle?.places[0]?.[0]).toBeCloseTo(33.005);
  expect(middle?.places[2]?.[0]).toBeCloseTo(33.015);
});

it('does not bridge what no detector covers', () => {
  const { roads } = roadsOf(
    [station('A', { travel_km: 0 }), station('B', { travel_km: 4.8 }), station('C', { travel_km: 9.7 })],
    false,
  );
  expect(roads.map((road) => road.stretches.length)).toEqual([2, 1]);
});

it('shows carpool lanes on request, and keeps directions apart', () => {
  const all = [
    station('A'),
    station('B', { chain: 'SR57-S', direction: 'S' }),
    station('H', { chain: 'SR57-N HOV', lane_type: 'hov' }),
  ];
  expect(roadsOf(all, false).roads.map((road) => road.chain)).toEqual(['SR57-N', 'SR57-S']);
  expect(roadsOf(all, true).roads.filter((road) => road.hov)).toHaveLength(1);
});

it('falls back to points where there are no chains', () => {
  const lone = station('P', { chain: null, freeway: null, direction: null, travel_km: null });
  const map = roadsOf([lone], false);
  expect(map.points).toEqual([lone]);
  expect(map.roads).toEqual([]);
});

it('names places as signs do', () => {
  expect(segmentTitle(station('A', { freeway: 'I5', postmile_km: 10 }), (km) => `km ${km}`)).toBe(
    'I-5 N at km 10',
  );
});

it('moves a line to the right of its direction', () => {
  const east = offset(
    [
      { x: 0, y: 0 },
      { x: 10, y: 0 },
      { x: 10, y: 10 },
    ],
    2,
  );
  expect(east[0]).toEqual({ x: 0, y: 2 });
  // The corner keeps its distance from both sides.
  expect(east[1]?.x).toBeCloseTo(8);
  expect(east[1]?.y).toBeCloseTo(2);
  expect(east[2]?.x).toBeCloseTo(8);
});

it('copes with stations at one place', () => {
  const moved = offset(
    [
      { x: 5, y: 5 },
      { x: 5, y: 5 },
      { x: 5, y: 9 },
    ],
    1,
  );
  expect(moved.every((p) => Number.isFinite(p.x) && Number.isFinite(p.y))).toBe(true);
  expect(offset([{ x: 1, y: 1 }], 3)).toEqual([{ x: 1, y: 1 }]);
});

it('measures the distance to the nearest part of a line', () => {
  const line = [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
  ];
  expect(distanceTo(line, { x: 5, y: 3 })).toBe(3);
  expect(distanceTo(line, { x: 13, y: 4 })).toBe(5);
  expect(distanceTo([{ x: 0, y: 0 }], { x: 0, y: 2 })).toBe(2);
});
