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
/** Of a replay whose pace is not known: most are faster than a window a minute. */
const UNKNOWN_LATE_MILLIS = 60_000;
/** Even a replay no faster than the road would have brought a window by then. */
const UNKNOWN_STALE_MILLIS = 6 * 60_000;

/** Why the picture is not live although the stream is open. */
export interface Trouble {
  readonly words: string;
  /** The server's own reason. */
  readonly why: string;
}

/**
 * How long to wait for the next window before calling it late, and before calling the picture stale:
 * windows of the present road come every five minutes, those of a replay at the pace seen of late.
 */
export function patience(state: Pick<LiveState, 'newestOrigin' | 'newestOriginAt' | 'pace'>): {
  late: number;
  stale: number;
} {
  const { newestOrigin, newestOriginAt, pace } = state;
  const behind = (newestOriginAt ?? 0) - (newestOrigin ?? 0);
  const present = behind >= -CLOCK_SKEW_MILLIS && behind <= PRESENT_MILLIS;
  const usual = [...pace].sort((a, b) => a - b)[Math.floor(pace.length / 2)];
  if (!present && usual === undefined) return { late: UNKNOWN_LATE_MILLIS, stale: UNKNOWN_STALE_MILLIS };
  const gap = present ? WINDOW_MILLIS : Math.min(usual ?? WINDOW_MILLIS, WINDOW_MILLIS);
  const late = Math.max(LEAST_PATIENCE_MILLIS, 2.5 * gap);
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
  const { late, stale } = patience(state);
  if (old > (trouble ? late : stale)) {
    return { freshness: 'stale', words: trouble?.words ?? 'readings stopped', why };
  }
  if (trouble) return { freshness: 'late', words: trouble.words, why };
  if (old > late) return { freshness: 'late', words: 'no new window', why };
  return { freshness: 'live', words: 'live', why };
}
