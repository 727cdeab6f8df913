import type { PlannerSummary, ReliabilityRow } from '../api/types';
import { freewayName } from '../map/roads';
import { KM_PER_MILE, type Units } from '../units/units';
import { day } from '../units/time';
import { listed } from '../units/words';

/** How the planner says things. */

const DIRECTIONS: Readonly<Record<string, string>> = { N: 'north', S: 'south', E: 'east', W: 'west' };

/** I-5 north */
export function corridorName(freeway: string, direction: string): string {
  return `${freewayName(freeway)} ${DIRECTIONS[direction] ?? direction}`;
}

/** The same of an id such as I5-N, which is all that a row of a table may have. */
export function corridorNameOf(id: string): string {
  const dash = id.lastIndexOf('-');
  return dash > 0 ? corridorName(id.slice(0, dash), id.slice(dash + 1)) : id;
}

/** Place along the freeway in the units of its signs: 12.4. */
export function postmile(units: Units, km: number): string {
  return (units === 'kmh' ? km : km / KM_PER_MILE).toFixed(1);
}

/** Tue 11 Jan 2022, of a local date such as 2022-01-11. */
export function dateWords(date: string, withYear = true): string {
  const millis = Date.parse(`${date}T12:00:00Z`);
  return withYear ? `${day('UTC', millis)} ${date.slice(0, 4)}` : day('UTC', millis);
}

/** The date so many days later. */
export function shiftDay(date: string, days: number): string {
  return new Date(Date.parse(`${date}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** 17–18 h */
export function hourSpan(hour: number): string {
  return `${String(hour).padStart(2, '0')}–${String(hour + 1).padStart(2, '0')} h`;
}

/** 1,234 or 12.3: what a reader can take in. */
export function amount(value: number): string {
  return value.toLocaleString('en-US', {
    maximumFractionDigits: Math.abs(value) < 9.95 ? 1 : 0,
  });
}

export function percent(share: number): string {
  const value = share * 100;
  return value > 99 && value < 100 ? '>99 %' : `${value.toFixed(0)} %`;
}

const DAY_MILLIS = 86_400_000;

/** Days that the planner tables cover, parts of days included. */
export function daysCovered(summary: Pick<PlannerSummary, 'from' | 'until'>): number {
  return (summary.until - summary.from) / DAY_MILLIS;
}

/** Why a measure is not there, in the data set's own words; undefined when the data set has what it takes. */
export function notAvailable(
  summary: PlannerSummary | null | undefined,
  ...measures: string[]
): string | undefined {
  const reason = measures.map((measure) => summary?.not_available[measure]).find((one) => one !== undefined);
  return reason === undefined ? undefined : listed(reason);
}

/** Why a row of reliability has no figures; undefined when it has. */
export function suppressed(row: ReliabilityRow | undefined): string | undefined {
  if (!row) return 'not observed in this period';
  if (row.needed_days === null) return undefined;
  return row.needed_days === 0
    ? 'free-flow speed not known'
    : `needs ${row.needed_days} days, has ${row.days}`;
}
