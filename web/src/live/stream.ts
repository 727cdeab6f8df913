import { token } from '../api/client';
import type { StreamMessage } from '../api/types';
import { apply, EMPTY, lose, type LiveState } from './store';

/** The part of EventSource that is needed; tests put their own in its place. */
export interface Source {
  onmessage: ((event: { data: string; lastEventId: string }) => void) | null;
  onerror: (() => void) | null;
  close(): void;
}

export interface Surroundings {
  open(url: string): Source;
  now(): number;
  /** Calls back after some milliseconds; the answer cancels that. */
  after(millis: number, callback: () => void): () => void;
}

const FIRST_RETRY_MILLIS = 1_000;
const LAST_RETRY_MILLIS = 15_000;
/** Messages that come together change the picture once. */
const GATHER_MILLIS = 80;

/**
 * Keeps one event stream open: connects again where it broke, from the last event seen, and takes
 * silence for a broken connection. What it hears is one immutable picture that listeners are told of.
 */
export class LiveStream {
  private state: LiveState = EMPTY;
  private pending: StreamMessage[] = [];
  private readonly listeners = new Set<() => void>();
  private source: Source | undefined;
  private lastEventId = '';
  private failures = 0;
  private cancelRetry: (() => void) | undefined;
  private cancelWatch: (() => void) | undefined;
  private cancelGather: (() => void) | undefined;

  constructor(private readonly around: Surroundings) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): LiveState => this.state;

  start(): void {
    if (!this.source) this.connect();
  }

  stop(): void {
    this.source?.close();
    this.source = undefined;
    this.cancelRetry?.();
    this.cancelWatch?.();
    this.cancelGather?.();
    this.cancelGather = undefined;
  }

  /** Takes in an incident that came by another way than the stream. */
  learn(message: StreamMessage): void {
    this.tell(apply(this.state, message, this.around.now()));
  }

  private connect(): void {
    const query = new URLSearchParams({ batch: 'true' });
    if (this.lastEventId) query.set('last_event_id', this.lastEventId);
    if (token()) query.set('access_token', token());
    const source = this.around.open(`/api/predictions/stream?${query.toString()}`);
    this.source = source;
    source.onmessage = (event) => {
      if (this.source !== source) return;
      this.failures = 0;
      if (event.lastEventId) this.lastEventId = event.lastEventId;
      this.hear(JSON.parse(event.data) as StreamMessage);
    };
    source.onerror = () => {
      if (this.source === source) this.reconnect();
    };
    this.watch();
  }

  private hear(message: StreamMessage): void {
    this.watch();
    this.pending.push(message);
    this.cancelGather ??= this.around.after(GATHER_MILLIS, () => {
      this.cancelGather = undefined;
      this.flush();
    });
  }

  private flush(): void {
    const now = this.around.now();
    const messages = this.pending;
    this.pending = [];
    this.tell(messages.reduce((state, message) => apply(state, message, now), this.state));
  }

  private watch(): void {
    this.cancelWatch?.();
    this.cancelWatch = this.around.after(3_000 * this.state.heartbeatSeconds, () => this.reconnect());
  }

  private reconnect(): void {
    this.source?.close();
    this.source = undefined;
    this.cancelWatch?.();
    this.flush();
    this.tell(lose(this.state, this.around.now()));
    const wait = Math.min(LAST_RETRY_MILLIS, FIRST_RETRY_MILLIS * 2 ** this.failures);
    this.failures++;
    this.cancelRetry = this.around.after(wait, () => this.connect());
  }

  private tell(state: LiveState): void {
    if (state === this.state) return;
    this.state = state;
    this.listeners.forEach((listener) => listener());
  }
}

/** The stream of a browser. */
export function browserStream(): LiveStream {
  return new LiveStream({
    open: (url) => new EventSource(url) as Source,
    now: () => Date.now(),
    after: (millis, callback) => {
      const timer = window.setTimeout(callback, millis);
      return () => window.clearTimeout(timer);
    },
  });
}
