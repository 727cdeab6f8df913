/** Event times are shown in the zone of the road, ages in wall time. */

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = zone + JSON.stringify(options);
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options });
    formats.set(key, found);
  }
  return found;
}

/** 17:25 */
export function clock(zone: string, millis: number): string {
  return format(zone, { hour: '2-digit', minute: '2-digit' }).format(millis);
}

/** Tue 11 Jan 17:25 */
export function dayAndClock(zone: string, millis: number): string {
  return `${day(zone, millis)} ${clock(zone, millis)}`;
}

/** Tue 11 Jan */
export function day(zone: string, millis: number): string {
  return format(zone, { weekday: 'short', day: 'numeric', month: 'short' }).format(millis).replace(',', '');
}

/** Tue 11 Jan 2022 17:25 */
export function full(zone: string, millis: number): string {
  const date = format(zone, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }).format(
    millis,
  );
  return `${date.replace(',', '')} ${clock(zone, millis)}`;
}

/** PDT, or GMT+1 where there is no short name */
export function zoneName(zone: string, millis: number): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'short' }).formatToParts(
    millis,
  );
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone;
}

/** 1 Monday to 7 Sunday, and the minute of the local day. */
export function localSlot(zone: string, millis: number): { dayOfWeek: number; minute: number } {
  const parts = format(zone, {
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(millis);
  const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? '0';
  return {
    dayOfWeek: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(of('weekday')) + 1,
    minute: Number(of('hour')) * 60 + Number(of('minute')),
  };
}

/** The days that a road lives by. */
export interface RoadCalendar {
  readonly zone: string;
  /** Local dates that count as Sundays: 2025-02-17. */
  readonly holidays: readonly string[];
}

/** The day of the week that the road takes it for, and the minute of the local day. */
export function roadSlot(
  { zone, holidays }: RoadCalendar,
  millis: number,
): { dayOfWeek: number; minute: number; holiday: boolean } {
  const slot = localSlot(zone, millis);
  const holiday = holidays.includes(localDate(zone, millis));
  return { ...slot, dayOfWeek: holiday ? 7 : slot.dayOfWeek, holiday };
}

/** 2022-01-11 */
function localDate(zone: string, millis: number): string {
  const parts = format(zone, { year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(millis);
  const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  return `${of('year')}-${of('month')}-${of('day')}`;
}

/** 12 s, 4 min, 3 h, 5 days: an age in wall time. */
export function age(millis: number): string {
  const seconds = Math.max(0, Math.round(millis / 1000));
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 100) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}

export const WEEKDAYS = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;
