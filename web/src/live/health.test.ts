import { expect, it } from 'vitest';
import type { Health } from '../api/types';
import { isSettling, partState, troubleOf } from './health';

type Part = Health['components'][string];

const NOW = 1_000_000;

function part(state: Part['state'], over: Partial<Part> = {}): Part {
  return { state, required: false, reason: state === 'up' ? '' : 'the reason', details: {}, ...over };
}

function health(ready: boolean, components: Record<string, Part>): Health {
  return { status: 'degraded', ready, instance: '1', version: '1', time: NOW, components };
}

// The description of the API leaves open what the details are.
const SINCE = (millis: number) => ({ details: { since: NOW - millis } as unknown as Part['details'] });

function starting(since: number): Health {
  return health(false, {
    hbase: part('down', { reason: 'this server has just begun to ask', ...SINCE(since) }),
    hdfs: part('down', SINCE(since)),
    network: part('missing', { required: true, reason: 'No network: bin/traffic import' }),
    kafka: part('up'),
  });
}

it('says of a server that has just started that it reads, not that nothing was imported', () => {
  const young = starting(5_000);

  expect(isSettling(young)).toBe(true);
  expect(troubleOf(young)?.words).toBe('server is starting');
  expect(partState('network', part('missing'), young).reason).toMatch(/^Being read/);
  expect(partState('hbase', part('down'), young).state).toBe('warming');
});

it('names the store that does not answer, once that is certain', () => {
  const old = starting(300_000);

  expect(isSettling(old)).toBe(false);
  expect(troubleOf(old)).toEqual({ words: 'server not ready', why: 'Not known: HBase does not answer' });
  expect(partState('hbase', part('down'), old).reason).toBe('the reason');
});

it('repeats what is missing where the stores have answered for a while', () => {
  const empty = health(false, {
    hbase: part('up', SINCE(300_000)),
    hdfs: part('up', SINCE(300_000)),
    network: part('missing', { required: true, reason: 'No network: bin/traffic import' }),
  });

  expect(troubleOf(empty)?.why).toBe('No network: bin/traffic import');
});

it('finds trouble where Kafka is down, and none where only a store is', () => {
  const up = { network: part('up'), kafka: part('up'), predictions: part('up') };

  expect(troubleOf(health(true, { ...up, kafka: part('down') }))?.words).toBe('Kafka is down');
  expect(troubleOf(health(true, { ...up, hbase: part('down') }))).toBeUndefined();
  expect(troubleOf(undefined)).toBeUndefined();
});
