import type { LiveState } from './store';

/**
 * How far the picture can be trusted: {@code late} is amber, {@code stale} greys what it shows.
 */
export type Freshness = 'waiting' | 'live' | 'late' | 'stale';

export interface Verdict {
  readonly freshness: Freshness;
  /** In words, for people. */
  readonly words: string;
  /** What the server says about it; empty where it says nothing. */
  readonly why: string;
}

const WINDOW_MILLIS = 5 * 60_000;
const LEAST_PATIENCE_MILLIS = 20_000;
const LOST_GRACE_MILLIS = 30_000;
/** A window known so soon after it ended is of the present road, not of a replay. */
const PRESENT_MILLIS = 60 * 60_000;
const CLOCK_SKEW_MILLIS = 60_000;
/** Before the second window of a replay: even one no faster than the road would have brought it by then. */
const UNKNOWN_STALE_MILLIS = 6 * 60_000;

/** Why the picture is not live although the stream is open. */
export interface Trouble {
  readonly words: string;
  /** The server's own reason. */
  readonly why: string;
}

/**
 * How long to wait for the next window before calling it late, and before calling the picture stale:
 * windows of the present road come every five minutes, those of a replay as fast as the server has
 * measured. Undefined before the second window of a replay: nobody knows yet when the next one is due.
 */
export function patience(
  state: Pick<LiveState, 'newestOrigin' | 'newestOriginAt' | 'stats'>,
): { late: number; stale: number } | undefined {
  const { newestOrigin, newestOriginAt, stats } = state;
  const behind = (newestOriginAt ?? 0) - (newestOrigin ?? 0);
  const present = behind >= -CLOCK_SKEW_MILLIS && behind <= PRESENT_MILLIS;
  const factor = present ? 1 : stats?.real_time_factor;
  if (!factor) return undefined;
  const late = Math.max(LEAST_PATIENCE_MILLIS, (2.5 * WINDOW_MILLIS) / Math.max(1, factor));
  return { late, stale: 4 * late };
}

/** Judges the picture at a wall time; nothing is live while the server says what stands in the way. Pure. */
export function judge(state: LiveState, now: number, reported?: Trouble): Verdict {
  const trouble =
    reported ?? (state.complaint ? { words: 'no news arrive', why: state.complaint } : undefined);
  const silence = now - (state.heardAt ?? now);
  const connected = state.connection === 'open' && silence <= 3_000 * state.heartbeatSeconds;
  if (!state.begun) {
    const words = connected
      ? (trouble?.words ?? 'connected')
      : state.connection === 'lost'
        ? 'no connection'
        : 'connecting';
    return { freshness: 'waiting', words, why: trouble?.why ?? '' };
  }
  const data = judgeData(state, now, trouble);
  if (connected) return data;
  const gone = now - (state.lostAt ?? state.heardAt ?? now);
  const stale = gone > LOST_GRACE_MILLIS || data.freshness === 'stale';
  return { freshness: stale ? 'stale' : 'late', words: 'reconnecting', why: '' };
}

function judgeData(state: LiveState, now: number, trouble: Trouble | undefined): Verdict {
  const why = trouble?.why ?? '';
  if (state.newestOriginAt === undefined) {
    return { freshness: 'waiting', words: trouble?.words ?? 'no forecast yet', why };
  }
  const old = now - state.newestOriginAt;
  const due = patience(state);
  if (old > ((trouble ? due?.late : due?.stale) ?? UNKNOWN_STALE_MILLIS)) {
    return { freshness: 'stale', words: trouble?.words ?? 'readings stopped', why };
  }
  if (trouble) return { freshness: 'late', words: trouble.words, why };
  if (!due) {
    return state.stats
      ? { freshness: 'late', words: 'waiting for windows', why }
      : { freshness: 'waiting', words: 'connected', why };
  }
  if (old > due.late) return { freshness: 'late', words: 'no new window', why };
  return { freshness: 'live', words: 'live', why };
}
