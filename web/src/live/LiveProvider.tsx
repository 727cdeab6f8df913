import { createContext, useContext, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';
import { judge, type Verdict } from './freshness';
import { useTrouble } from './HealthProvider';
import type { LiveState } from './store';
import { browserStream, type LiveStream } from './stream';

const Context = createContext<LiveStream | undefined>(undefined);

/** Opens the event stream of the whole dashboard. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const [stream] = useState(browserStream);
  useEffect(() => {
    stream.start();
    return () => stream.stop();
  }, [stream]);
  return <Context value={stream}>{children}</Context>;
}

/** The stream itself. */
export function useStream(): LiveStream {
  const stream = useContext(Context);
  if (!stream) throw new Error('useStream needs a LiveProvider around it');
  return stream;
}

/** What the event stream has told so far. */
export function useLive(): LiveState {
  const stream = useStream();
  return useSyncExternalStore(stream.subscribe, stream.snapshot);
}

/** Wall time, read anew every second. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), 1_000);
    return () => window.clearInterval(timer);
  }, []);
  return now;
}

/** How far the picture can be trusted now. */
export function useVerdict(): Verdict {
  const stream = useStream();
  const trouble = useTrouble();
  const [verdict, setVerdict] = useState(() => judge(stream.snapshot(), Date.now(), trouble));
  useEffect(() => {
    // Looked at every second, but a page is drawn anew only when the answer is another.
    const look = (): void => {
      const next = judge(stream.snapshot(), Date.now(), trouble);
      setVerdict((before) =>
        before.freshness === next.freshness && before.words === next.words && before.why === next.why
          ? before
          : next,
      );
    };
    look();
    const timer = window.setInterval(look, 1_000);
    const forget = stream.subscribe(look);
    return () => {
      window.clearInterval(timer);
      forget();
    };
  }, [stream, trouble]);
  return verdict;
}
