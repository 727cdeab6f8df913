import type {
  Accuracy,
  CorridorDays,
  Corridors,
  Detectors,
  Health,
  History,
  Incident,
  Incidents,
  Models,
  Outcomes,
  Planner,
  Predictions,
  Problem,
  Profile,
  Segment,
  Segments,
  SpeedMap,
  Settings,
  TravelTime,
} from './types';

/** An answer that is not what was asked for, with the server's own words where it had any. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly status: number,
    readonly detail: string,
    readonly remedy: string,
  ) {
    super(remedy ? `${detail}. ${remedy}` : detail);
  }
}

/** A reason that begins with the words before it is said once. */
export function saidOnce(text: string): string {
  return text.replace(/^(.+?): \1(?![a-z])/i, '$1');
}

/** A problem document, or the next best words for a failed request. */
export function errorOf(status: number, body: unknown): ApiError {
  const problem = (typeof body === 'object' && body !== null ? body : {}) as Partial<Problem>;
  return new ApiError(
    status,
    saidOnce(problem.detail ?? `The server answered ${status}`),
    problem.remedy ?? '',
  );
}

const TOKEN = 'traffic.token';

/** The bearer token that this browser tab was given, if any. */
export function token(): string {
  return window.sessionStorage.getItem(TOKEN) ?? '';
}

/** Keeps a token for this tab alone. */
export function rememberToken(value: string): void {
  if (value) window.sessionStorage.setItem(TOKEN, value);
  else window.sessionStorage.removeItem(TOKEN);
}

async function ask(path: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers);
  if (token()) headers.set('Authorization', `Bearer ${token()}`);
  let response: Response;
  try {
    response = await fetch(path, { ...init, headers });
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new ApiError(
      0,
      'The server does not answer',
      'The page keeps trying; is bin/traffic serve running?',
    );
  }
  if (!response.ok) {
    throw errorOf(response.status, await response.json().catch(() => null));
  }
  return response;
}

async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await ask(path, {
    headers: { Accept: 'application/json' },
    ...(signal ? { signal } : {}),
  });
  return (await response.json()) as T;
}

function query(parameters: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== '');
  return given.length ? `?${new URLSearchParams(given.map(([k, v]) => [k, String(v)])).toString()}` : '';
}

const id = encodeURIComponent;

/** Every request that the dashboard makes. */
export const api = {
  health: (signal?: AbortSignal) => get<Health>('/api/health', signal),
  settings: (signal?: AbortSignal) => get<Settings>('/api/settings', signal),
  segments: (signal?: AbortSignal) => get<Segments>('/api/segments', signal),
  segment: (segment: string, signal?: AbortSignal) => get<Segment>(`/api/segments/${id(segment)}`, signal),
  history: (segment: string, range: { from?: number; to?: number }, signal?: AbortSignal) =>
    get<History>(`/api/segments/${id(segment)}/history${query(range)}`, signal),
  profile: (segment: string, signal?: AbortSignal) =>
    get<Profile>(`/api/segments/${id(segment)}/profile`, signal),
  outcomes: (segment: string, signal?: AbortSignal) =>
    get<Outcomes>(`/api/segments/${id(segment)}/outcomes`, signal),
  predictions: (signal?: AbortSignal) => get<Predictions>('/api/predictions', signal),
  /** How forecasting stands, without the forecasts. */
  forecastState: async (signal?: AbortSignal) =>
    (await get<Predictions>('/api/predictions?horizon=15&category=severe_congestion', signal)).state,
  detectors: (signal?: AbortSignal) => get<Detectors>('/api/detectors', signal),
  incidents: (signal?: AbortSignal) => get<Incidents>('/api/incidents', signal),
  accuracy: (signal?: AbortSignal) => get<Accuracy>('/api/accuracy', signal),
  corridors: (signal?: AbortSignal) => get<Corridors>('/api/corridors', signal),
  travelTime: (corridor: string, signal?: AbortSignal) =>
    get<TravelTime>(`/api/corridors/${id(corridor)}/travel-time`, signal),
  corridorSpeeds: (corridor: string, day: string | undefined, signal?: AbortSignal) =>
    get<SpeedMap>(`/api/corridors/${id(corridor)}/speeds${query({ day })}`, signal),
  corridorDays: (corridor: string, signal?: AbortSignal) =>
    get<CorridorDays>(`/api/corridors/${id(corridor)}/days`, signal),
  models: (signal?: AbortSignal) => get<Models>('/api/models', signal),
  planner: (
    measure: string,
    parameters: Readonly<Record<string, string | number | undefined>> = {},
    signal?: AbortSignal,
  ) => get<Planner>(`/api/planner/${id(measure)}${query(parameters)}`, signal),
} as const;

/** Address of a table as CSV is fetched with an Accept header, so a link cannot: this downloads it. */
export async function downloadCsv(path: string, fileName: string): Promise<void> {
  const response = await ask(path, { headers: { Accept: 'text/csv' } });
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}

/**
 * Says that an operator has seen an incident.
 *
 * @returns the incident as it is then, where the server tells
 */
export async function acknowledge(incident: string, by: string): Promise<Incident | undefined> {
  try {
    const response = await ask(`/api/incidents/${id(incident)}/acknowledge`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ by }),
    });
    const body: unknown = await response.json().catch(() => null);
    return typeof body === 'object' && body !== null && 'incident_id' in body
      ? (body as Incident)
      : undefined;
  } catch (error) {
    if (error instanceof ApiError && (error.status === 404 || error.status === 405)) {
      throw new ApiError(error.status, 'This server cannot acknowledge incidents', '');
    }
    throw error;
  }
}
