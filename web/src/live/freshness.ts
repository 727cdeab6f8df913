import type { LiveState } from './store';

/**
 * How far the picture can be trusted: {@code late} is amber, {@code stale} greys what it shows.
 */
export type Freshness = 'waiting' | 'live' | 'late' | 'stale';

export interface Verdict {
  readonly freshness: Freshness;
  /** In words, for people. */
  readonly words: string;
}

const WINDOW_MILLIS = 5 * 60_000;
const LEAST_PATIENCE_MILLIS = 20_000;
const LOST_GRACE_MILLIS = 30_000;

/**
 * How long to wait for the next window before calling it late: live windows come every five minutes,
 * those of a replay faster. Two and a half times the usual gap of late, at most that of live ones.
 */
export function patience(pace: readonly number[]): number {
  const usual = [...pace].sort((a, b) => a - b)[Math.floor(pace.length / 2)];
  const gap = pace.length < 3 || usual === undefined ? WINDOW_MILLIS : Math.min(usual, WINDOW_MILLIS);
  return Math.max(LEAST_PATIENCE_MILLIS, 2.5 * gap);
}

/** Judges the picture at a wall time. Pure. */
export function judge(state: LiveState, now: number): Verdict {
  const silence = now - (state.heardAt ?? now);
  const connected = state.connection === 'open' && silence <= 3_000 * state.heartbeatSeconds;
  if (!state.begun) {
    const words = connected ? 'connected' : state.connection === 'lost' ? 'no connection' : 'connecting';
    return { freshness: 'waiting', words };
  }
  const data = judgeData(state, now);
  if (connected) return data;
  const gone = now - (state.lostAt ?? state.heardAt ?? now);
  const stale = gone > LOST_GRACE_MILLIS || data.freshness === 'stale';
  return { freshness: stale ? 'stale' : 'late', words: 'reconnecting' };
}

function judgeData(state: LiveState, now: number): Verdict {
  if (state.newestOriginAt === undefined) return { freshness: 'waiting', words: 'no forecast yet' };
  const old = now - state.newestOriginAt;
  const wait = patience(state.pace);
  if (old > 4 * wait) return { freshness: 'stale', words: 'readings stopped' };
  if (old > wait) return { freshness: 'late', words: 'no new window' };
  return { freshness: 'live', words: 'live' };
}
