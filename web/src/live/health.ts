import type { Health } from '../api/types';
import type { Trouble } from './freshness';

type Part = Health['components'][string];

/** How long a server that has begun to ask, or has just found its stores, is given to read what is live. */
const SETTLING_MILLIS = 60_000;

/** What comes out of the stores: unknown, and not missing, while they do not answer. */
const READ_FROM_STORES = ['network', 'batch_view', 'model', 'forecasts'];
const STORES = ['hbase', 'hdfs'];
const STORE_NAMES: Readonly<Record<string, string>> = { hbase: 'HBase', hdfs: 'HDFS' };

/** Whether the server just has not read yet what is live. Pure. */
export function isSettling(health: Health | undefined): boolean {
  if (!health || health.components['network']?.state !== 'missing') return false;
  const changes = STORES.map((name): unknown => health.components[name]?.details['since']).filter(
    (since) => typeof since === 'number',
  );
  return changes.length > 0 && health.time - Math.max(...changes) < SETTLING_MILLIS;
}

/** Why nothing can be live by the server's own account; undefined when nothing stands in the way. Pure. */
export function troubleOf(health: Health | undefined): Trouble | undefined {
  if (!health) return undefined;
  if (!health.ready) {
    const part = Object.entries(health.components).find(([, one]) => one.required && one.state !== 'up');
    return {
      words: isSettling(health) ? 'server is starting' : 'server not ready',
      why: part ? partState(part[0], part[1], health).reason : '',
    };
  }
  for (const name of ['kafka', 'predictions']) {
    const part = health.components[name];
    if (part?.state === 'down') return { words: 'Kafka is down', why: part.reason };
  }
  return undefined;
}

/** State and reason of a part, with nothing called missing that could not be looked for yet. Pure. */
export function partState(
  name: string,
  part: Pick<Part, 'state' | 'reason'>,
  health: Health,
): { readonly state: string; readonly reason: string } {
  if (part.state === 'up') return part;
  const fromStores = READ_FROM_STORES.includes(name) && health.components['network']?.state === 'missing';
  if (isSettling(health)) {
    if (STORES.includes(name))
      return { state: 'warming', reason: 'Being asked: this server has just started' };
    if (fromStores) return { state: 'warming', reason: 'Being read: this server has just started' };
  }
  const down = STORES.find((store) => health.components[store]?.state === 'down');
  if (fromStores && down) {
    return { state: part.state, reason: `Not known: ${STORE_NAMES[down] ?? down} does not answer` };
  }
  return part;
}
