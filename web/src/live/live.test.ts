import { beforeEach, expect, it, vi } from 'vitest';
import type { Prediction, Stats, StreamMessage } from '../api/types';
import { judge, patience } from './freshness';
import { apply, EMPTY, lose } from './store';
import { LiveStream, type Source } from './stream';

function forecast(segment: string, origin: number, over: Partial<Prediction> = {}): Prediction {
  return {
    prediction_id: `${segment}-${origin}`,
    segment_id: segment,
    timestamp: origin,
    prediction_timestamp: origin + 900_000,
    current_speed: 100,
    current_volume: null,
    predicted_speed: 90,
    predicted_volume: null,
    prediction_horizon_minutes: 15,
    confidence_score: 0.9,
    confidence_interval: { lower: 80, upper: 100 },
    category: 'free_flow',
    coordinates: null,
    model_version: 'm',
    features_used: [],
    processing_time_ms: 1,
    provisional: false,
    revision: 1,
    created_at: null,
    ...over,
  };
}

function stats(over: Partial<Stats> = {}): StreamMessage {
  return {
    type: 'stats',
    data: {
      total: 0,
      average_predicted_speed: null,
      average_current_speed: null,
      categories: {},
      newest_origin: null,
      provisional: 0,
      newest_origin_at: null,
      real_time_factor: null,
      ...over,
    },
  };
}

it('keeps the newest forecast of a segment and horizon, whatever order they come in', () => {
  const later = apply(EMPTY, { type: 'batch', data: [forecast('A', 600_000)] }, 10);
  const both = apply(later, { type: 'batch', data: [forecast('A', 300_000), forecast('B', 300_000)] }, 11);

  expect(both.forecasts.get('A')?.[15]?.timestamp).toBe(600_000);
  expect(both.forecasts.size).toBe(2);
  expect(both.newestOrigin).toBe(600_000);
});

it('starts anew from a full picture', () => {
  const before = apply(EMPTY, { type: 'batch', data: [forecast('A', 600_000)] }, 10);
  const after = apply(before, { type: 'initial', data: [forecast('B', 300_000)] }, 20);

  expect([...after.forecasts.keys()]).toEqual(['B']);
  expect(after.newestOrigin).toBe(300_000);
});

it('turns late and then stale when windows stop, in step with how fast they came', () => {
  let state = apply(EMPTY, stats({ real_time_factor: 60 }), 0);
  for (let i = 1; i <= 6; i++) {
    state = apply(state, { type: 'batch', data: [forecast('A', i * 300_000)] }, i * 5_000);
  }
  const beat = (now: number) => apply(state, { type: 'heartbeat', data: { time: now } }, now);

  expect(patience(state)).toEqual({ late: 20_000, stale: 80_000 });
  expect(judge(beat(40_000), 40_000).freshness).toBe('live');
  expect(judge(beat(60_000), 60_000).freshness).toBe('late');
  expect(judge(beat(120_000), 120_000).freshness).toBe('stale');
});

it('is patient with windows that come every five minutes', () => {
  const state = apply(EMPTY, { type: 'initial', data: [forecast('A', 0, { created_at: 0 })] }, 1_000);
  const beat = (now: number) =>
    judge(apply(state, { type: 'heartbeat', data: { time: now } }, now), now).freshness;

  expect(beat(11 * 60_000)).toBe('live');
  expect(beat(14 * 60_000)).toBe('late');
});

it('keeps the last picture when the connection breaks, and says so', () => {
  const state = lose(apply(EMPTY, { type: 'initial', data: [forecast('A', 300_000)] }, 1_000), 2_000);

  expect(state.forecasts.size).toBe(1);
  expect(judge(state, 3_000)).toEqual({ freshness: 'late', words: 'reconnecting', why: '' });
  expect(judge(state, 60_000).freshness).toBe('stale');
});

const MARCH = Date.UTC(2025, 2, 13);
const TODAY = Date.UTC(2026, 10, 23, 12);

/** A page that is opened so long after the last window of a replay that brought one so often. */
function openedAfter(millis: number, factor: number | null, madeAgainAfter = 0) {
  const picture: StreamMessage = {
    type: 'initial',
    data: [forecast('A', MARCH, { created_at: TODAY + madeAgainAfter })],
  };
  const told = stats({ newest_origin: MARCH, newest_origin_at: TODAY, real_time_factor: factor });
  // Whichever comes first.
  return [
    [told, picture],
    [picture, told],
  ].map((messages) => {
    const now = TODAY + millis;
    return judge(
      messages.reduce((state, message) => apply(state, message, now), EMPTY),
      now,
    );
  });
}

it('knows at once, when it is opened, whether a replay goes on or has ended', () => {
  const freshness = (millis: number, factor: number | null) =>
    openedAfter(millis, factor).map((verdict) => verdict.freshness);

  expect(freshness(4_000, 60)).toEqual(['live', 'live']);
  expect(freshness(25_000, 60)).toEqual(['late', 'late']);
  expect(freshness(90_000, 60)).toEqual(['stale', 'stale']);
  // At twice the road's pace a window takes two and a half minutes.
  expect(freshness(90_000, 2)).toEqual(['live', 'live']);
});

it('is not taken in by a server that made the last forecasts again when it was restarted', () => {
  expect(openedAfter(610_000, 60, 600_000).map((verdict) => verdict.freshness)).toEqual(['stale', 'stale']);
});

it('calls nothing live before anybody knows when the next window is due', () => {
  expect(openedAfter(1_000, null)).toEqual([
    { freshness: 'late', words: 'waiting for windows', why: '' },
    { freshness: 'late', words: 'waiting for windows', why: '' },
  ]);
  expect(openedAfter(7 * 60_000, null)[0]?.freshness).toBe('stale');

  const untold = apply(
    EMPTY,
    { type: 'initial', data: [forecast('A', MARCH, { created_at: TODAY })] },
    TODAY,
  );
  expect(judge(untold, TODAY + 90)).toEqual({ freshness: 'waiting', words: 'connected', why: '' });
});

it('calls nothing live that the server or the stream says is not', () => {
  const state = apply(EMPTY, { type: 'initial', data: [forecast('A', TODAY, { created_at: TODAY })] }, TODAY);
  const trouble = { words: 'Kafka is down', why: 'no broker' };

  expect(judge(state, TODAY + 1_000).freshness).toBe('live');
  expect(judge(state, TODAY + 1_000, trouble)).toEqual({ freshness: 'late', ...trouble });
  const told = apply(
    state,
    {
      type: 'error',
      data: {
        type: 'kafka-down',
        title: '',
        status: 503,
        detail: 'No news arrive',
        instance: '',
        remedy: 'Wait',
      },
    },
    TODAY,
  );
  expect(judge(told, TODAY + 1_000)).toEqual({
    freshness: 'late',
    words: 'no news arrive',
    why: 'No news arrive. Wait',
  });
  const back = apply(
    told,
    { type: 'connected', data: { time: TODAY, resumed: true, heartbeat_seconds: 5 } },
    TODAY,
  );
  expect(judge(back, TODAY + 1_000).freshness).toBe('live');
});

class Fake {
  now = 0;
  readonly opened: { url: string; source: Source; closed: boolean }[] = [];
  private readonly timers: { at: number; callback: () => void }[] = [];

  open = (url: string): Source => {
    const one = { url, closed: false, source: {} as Source };
    one.source = { onmessage: null, onerror: null, close: () => (one.closed = true) };
    this.opened.push(one);
    return one.source;
  };

  after = (millis: number, callback: () => void): (() => void) => {
    const timer = { at: this.now + millis, callback };
    this.timers.push(timer);
    return () => {
      const at = this.timers.indexOf(timer);
      if (at >= 0) this.timers.splice(at, 1);
    };
  };

  /** Lets time pass. */
  pass(millis: number): void {
    const end = this.now + millis;
    for (;;) {
      const next = this.timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.timers.splice(this.timers.indexOf(next), 1);
      this.now = next.at;
      next.callback();
    }
    this.now = end;
  }

  say(message: StreamMessage, lastEventId = ''): void {
    this.opened.at(-1)?.source.onmessage?.({ data: JSON.stringify(message), lastEventId });
  }
}

beforeEach(() => {
  vi.stubGlobal('window', { sessionStorage: { getItem: () => null } });
});

function connected(fake: Fake): LiveStream {
  const stream = new LiveStream({ open: fake.open, now: () => fake.now, after: fake.after });
  stream.start();
  fake.say({ type: 'connected', data: { time: 0, resumed: false, heartbeat_seconds: 5 } });
  fake.say({ type: 'initial', data: [forecast('A', 300_000)] }, '0:7');
  fake.pass(100);
  return stream;
}

it('connects again from the last event it saw', () => {
  const fake = new Fake();
  const stream = connected(fake);
  fake.opened[0]?.source.onerror?.();
  expect(stream.snapshot().connection).toBe('lost');

  fake.pass(1_000);

  expect(fake.opened).toHaveLength(2);
  expect(fake.opened[0]?.closed).toBe(true);
  expect(new URLSearchParams(fake.opened[1]?.url.split('?')[1]).get('last_event_id')).toBe('0:7');
  expect(stream.snapshot().forecasts.size).toBe(1);
});

it('takes silence for a broken connection', () => {
  const fake = new Fake();
  const stream = connected(fake);

  fake.pass(16_000);

  expect(fake.opened.length).toBeGreaterThan(1);
  expect(stream.snapshot().lostAt).toBeDefined();
});

it('does not give up, and does not hurry', () => {
  const fake = new Fake();
  connected(fake);
  for (let i = 0; i < 12; i++) {
    fake.opened.at(-1)?.source.onerror?.();
    fake.pass(15_000);
  }
  expect(fake.opened).toHaveLength(13);
});
