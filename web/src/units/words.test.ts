import { expect, it } from 'vitest';
import { saidOnce } from '../api/client';
import { overWords } from '../predictions/IncidentsPanel';
import { counted, listed, reasonAlone } from './words';

it('counts one as one', () => {
  expect(counted(1, 'station is', 'stations are')).toBe('1 station is');
  expect(counted(2, 'station is', 'stations are')).toBe('2 stations are');
});

it('lists what is missing with one and', () => {
  expect(listed('this data set has no volume and no lengths and no freeways')).toBe(
    'this data set has no volume, no lengths and no freeways',
  );
  expect(reasonAlone('not available: this data set has no freeways')).toBe('This data set has no freeways');
});

it('says a reason once', () => {
  expect(saidOnce('HBase does not answer: HBase does not answer (is it up?)')).toBe(
    'HBase does not answer (is it up?)',
  );
  expect(saidOnce('HBase does not answer: no route')).toBe('HBase does not answer: no route');
});

it('says of an incident that is over how long it was', () => {
  expect(overWords({ onset: 0, cleared_at: 25 * 60_000 })).toBe('over after 25 min');
  expect(overWords({ onset: 0, cleared_at: null })).toBe('over');
});
