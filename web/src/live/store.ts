import type { Horizon, Incident, Prediction, Stats, StreamMessage } from '../api/types';

/** How the event stream stands. */
export type Connection = 'connecting' | 'open' | 'lost';

export type ByHorizon = Readonly<Partial<Record<Horizon, Prediction>>>;

/** Everything that came by the event stream, as one immutable picture. */
export interface LiveState {
  readonly connection: Connection;
  /** Wall time of the last sign of life; undefined before the first. */
  readonly heardAt: number | undefined;
  /** Wall time since which the connection is lost. */
  readonly lostAt: number | undefined;
  readonly heartbeatSeconds: number;
  /** False until the first full picture came. */
  readonly begun: boolean;
  readonly forecasts: ReadonlyMap<string, ByHorizon>;
  readonly incidents: ReadonlyMap<string, Incident>;
  readonly stats: Stats | undefined;
  /** End of the newest window behind any forecast, event time. */
  readonly newestOrigin: number | undefined;
  /** Wall time at which that origin was new, by the server's account where it has one. */
  readonly newestOriginAt: number | undefined;
  /** The forecasts that came last, newest first. */
  readonly recent: readonly Prediction[];
  /** What the server complained about last. */
  readonly complaint: string;
}

const RECENT = 40;

export const EMPTY: LiveState = {
  connection: 'connecting',
  heardAt: undefined,
  lostAt: undefined,
  heartbeatSeconds: 5,
  begun: false,
  forecasts: new Map(),
  incidents: new Map(),
  stats: undefined,
  newestOrigin: undefined,
  newestOriginAt: undefined,
  recent: [],
  complaint: '',
};

/** The picture after a message that came at a wall time. Pure. */
export function apply(state: LiveState, message: StreamMessage, now: number): LiveState {
  const heard: LiveState = { ...state, connection: 'open', heardAt: now, lostAt: undefined };
  switch (message.type) {
    case 'connected':
      return { ...heard, heartbeatSeconds: message.data.heartbeat_seconds, complaint: '' };
    case 'initial':
      return learn(
        {
          ...heard,
          begun: true,
          forecasts: new Map(),
          incidents: new Map(),
          recent: [],
          newestOrigin: undefined,
        },
        message.data,
        now,
      );
    case 'batch':
      return learn({ ...heard, begun: true }, message.data, now);
    case 'prediction':
      return learn({ ...heard, begun: true }, [message.data], now);
    case 'stats':
      return {
        ...heard,
        stats: message.data,
        newestOriginAt: knownAt(heard.newestOrigin, heard.newestOriginAt, message.data),
      };
    case 'incident':
      return { ...heard, incidents: withIncident(heard.incidents, message.data) };
    case 'error':
      return { ...heard, complaint: `${message.data.detail}. ${message.data.remedy}` };
    case 'heartbeat':
      return heard;
  }
}

function withIncident(
  before: ReadonlyMap<string, Incident>,
  incident: Incident,
): ReadonlyMap<string, Incident> {
  const known = before.get(incident.incident_id);
  if (known && known.revision > incident.revision) return before;
  return new Map(before).set(incident.incident_id, incident);
}

function learn(state: LiveState, news: readonly Prediction[], now: number): LiveState {
  if (news.length === 0) return state;
  const forecasts = new Map(state.forecasts);
  let origin = state.newestOrigin;
  let originAt = state.newestOriginAt;
  for (const one of news) {
    const known = forecasts.get(one.segment_id);
    const same = known?.[one.prediction_horizon_minutes];
    if (same && same.timestamp > one.timestamp) continue;
    forecasts.set(one.segment_id, { ...known, [one.prediction_horizon_minutes]: one });
    if (origin === undefined || one.timestamp > origin) {
      origin = one.timestamp;
      originAt = Math.min(one.created_at ?? now, now);
    }
  }
  const recent = [...news]
    .sort((a, b) => b.timestamp - a.timestamp || (b.created_at ?? 0) - (a.created_at ?? 0))
    .slice(0, RECENT)
    .concat(state.recent)
    .slice(0, RECENT);
  return {
    ...state,
    forecasts,
    newestOrigin: origin,
    newestOriginAt: knownAt(origin, originAt, state.stats),
    recent,
  };
}

/** When an origin was new: a server that was restarted makes forecasts of it again, and is no sooner for that. */
function knownAt(
  origin: number | undefined,
  madeAt: number | undefined,
  stats: Stats | undefined,
): number | undefined {
  if (madeAt === undefined || stats?.newest_origin !== origin) return madeAt;
  return Math.min(madeAt, stats?.newest_origin_at ?? madeAt);
}

/** The picture when the connection broke. */
export function lose(state: LiveState, now: number): LiveState {
  return { ...state, connection: 'lost', lostAt: state.lostAt ?? now };
}
