import type { QueryChange } from '../router/router';

/** What the page shows is in its address, so that it can be shared. */
export const VIEWS = ['speed', 'usual', 'difference'] as const;
export type View = (typeof VIEWS)[number];

export const PERIODS = [
  'weekday_6_10',
  'weekday_10_16',
  'weekday_16_20',
  'weekend_6_20',
  'overnight_20_6',
] as const;
export type PeriodKey = (typeof PERIODS)[number];

export const PERIOD_WORDS: Readonly<Record<PeriodKey, string>> = {
  weekday_6_10: 'weekdays 6–10 h',
  weekday_10_16: 'weekdays 10–16 h',
  weekday_16_20: 'weekdays 16–20 h',
  weekend_6_20: 'weekends 6–20 h',
  overnight_20_6: 'every night 20–6 h',
};

export const SHIFTS = ['am', 'noon', 'pm'] as const;
export type Shift = (typeof SHIFTS)[number];

/** As the API defines them: first hour, and the one after the last. */
export const SHIFT_HOURS: Readonly<Record<Shift, readonly [number, number]>> = {
  am: [5, 10],
  noon: [10, 15],
  pm: [15, 20],
};

/** Reference speeds of delay, mph. */
export const REFERENCES = [35, 40, 45, 50, 55, 60] as const;
export type Reference = (typeof REFERENCES)[number];

export const QUANTITIES = ['speed', 'delay', 'congestion'] as const;
export type Quantity = (typeof QUANTITIES)[number];

export interface PlannerState {
  /** Undefined: the corridor with the greatest delay. */
  readonly corridor: string | undefined;
  /** Local date; undefined: the last whole day. */
  readonly day: string | undefined;
  readonly view: View;
  readonly period: PeriodKey;
  readonly shift: Shift | undefined;
  readonly reference: Reference;
  readonly quantity: Quantity;
  /** Head of the chosen bottleneck. */
  readonly bottleneck: { readonly segment: string; readonly shift: Shift } | undefined;
}

const DEFAULTS = { view: 'speed', period: 'weekday_16_20', reference: 60, quantity: 'speed' } as const;

/** The state in an address; what it does not know is as if it were not there. */
export function readState(query: URLSearchParams): PlannerState {
  const reference = Number(query.get('vt'));
  const day = query.get('day') ?? '';
  return {
    corridor: query.get('corridor') ?? undefined,
    day: isDay(day) ? day : undefined,
    view: oneOf(VIEWS, query.get('view')) ?? DEFAULTS.view,
    period: oneOf(PERIODS, query.get('period')) ?? DEFAULTS.period,
    shift: oneOf(SHIFTS, query.get('shift')),
    reference: REFERENCES.find((one) => one === reference) ?? DEFAULTS.reference,
    quantity: oneOf(QUANTITIES, query.get('quantity')) ?? DEFAULTS.quantity,
    bottleneck: readBottleneck(query.get('bottleneck')),
  };
}

/** The change to the address that makes a state; defaults are left out of it. */
export function writeState(change: Partial<PlannerState>): QueryChange {
  const query: Record<string, string | null> = {};
  if ('corridor' in change) query['corridor'] = change.corridor ?? null;
  if ('day' in change) query['day'] = change.day ?? null;
  if (change.view) query['view'] = unless(DEFAULTS.view, change.view);
  if (change.period) query['period'] = unless(DEFAULTS.period, change.period);
  if ('shift' in change) query['shift'] = change.shift ?? null;
  if (change.reference) query['vt'] = unless(DEFAULTS.reference, change.reference);
  if (change.quantity) query['quantity'] = unless(DEFAULTS.quantity, change.quantity);
  if ('bottleneck' in change) {
    const at = change.bottleneck;
    query['bottleneck'] = at ? `${at.segment},${at.shift}` : null;
  }
  return query;
}

function unless(usual: string | number, value: string | number): string | null {
  return value === usual ? null : String(value);
}

function oneOf<T extends string>(all: readonly T[], text: string | null): T | undefined {
  return all.find((one) => one === text);
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}

function readBottleneck(text: string | null): PlannerState['bottleneck'] {
  const comma = text?.lastIndexOf(',') ?? -1;
  const shift = oneOf(SHIFTS, text?.slice(comma + 1) ?? null);
  const segment = text?.slice(0, comma) ?? '';
  return comma > 0 && shift ? { segment, shift } : undefined;
}
