import { useCallback, useEffect, useRef, useState } from 'react';

export interface Resource<T> {
  /** The last good answer, also while a later one failed. */
  readonly data: T | undefined;
  /** Why the last request failed; undefined when it did not. */
  readonly error: Error | undefined;
  readonly loading: boolean;
  /** Wall time of the last good answer. */
  readonly at: number | undefined;
  readonly reload: () => void;
}

interface State<T> {
  key: string | null;
  data: T | undefined;
  error: Error | undefined;
  at: number | undefined;
}

const LAST_RETRY_MILLIS = 10_000;

/**
 * Asks for something and keeps the answer, asking again when the key changes, every
 * {@code everyMillis}, or when told to. While a failed request is retried the last good answer stays.
 *
 * @param key says what is asked for; null asks for nothing. A new key starts from nothing, a new
 *   revision keeps what was known until the answer is there
 */
export function useResource<T>(
  key: string | null,
  ask: (signal: AbortSignal) => Promise<T>,
  options: { everyMillis?: number; revision?: string | number } = {},
): Resource<T> {
  const { everyMillis, revision } = options;
  const [state, setState] = useState<State<T>>({ key, data: undefined, error: undefined, at: undefined });
  const [turn, setTurn] = useState(0);
  const latest = useRef(ask);
  useEffect(() => {
    latest.current = ask;
  });
  useEffect(() => {
    if (key === null) return;
    const abort = new AbortController();
    let timer: number | undefined;
    let failures = 0;
    const again = (millis: number | undefined): void => {
      if (millis !== undefined) timer = window.setTimeout(run, millis);
    };
    const run = (): void => {
      latest.current(abort.signal).then(
        (data) => {
          if (abort.signal.aborted) return;
          failures = 0;
          setState({ key, data, error: undefined, at: Date.now() });
          again(everyMillis);
        },
        (error: unknown) => {
          if (abort.signal.aborted) return;
          const shown = error instanceof Error ? error : new Error(String(error));
          setState((before) =>
            before.key === key
              ? { ...before, error: shown }
              : { key, data: undefined, error: shown, at: undefined },
          );
          // Soon at first: a server that starts is ready in seconds.
          again(Math.min(everyMillis ?? LAST_RETRY_MILLIS, LAST_RETRY_MILLIS, 1_000 * 2 ** failures++));
        },
      );
    };
    run();
    return () => {
      abort.abort();
      window.clearTimeout(timer);
    };
  }, [key, everyMillis, revision, turn]);
  const reload = useCallback(() => setTurn((t) => t + 1), []);
  const known = state.key === key && key !== null;
  return {
    data: known ? state.data : undefined,
    error: known ? state.error : undefined,
    loading: key !== null && (!known || (state.data === undefined && state.error === undefined)),
    at: known ? state.at : undefined,
    reload,
  };
}
