import { expect, it } from 'vitest';
import { age, clock, dayAndClock, localSlot, zoneName } from './time';
import { lengthText, speedText } from './units';

const ZONE = 'America/Los_Angeles';

it('converts by the exact mile', () => {
  expect(speedText('mph', 80.4672)).toBe('50');
  expect(speedText('kmh', 80.4672, 1)).toBe('80.5');
  expect(lengthText('mph', 1.609344)).toBe('1.0 mi');
});

it('says nothing where there is nothing', () => {
  expect(speedText('kmh', null)).toBe('–');
  expect(lengthText('kmh', undefined)).toBe('–');
});

it('shows the time of the road, not of the browser', () => {
  const summer = Date.UTC(2022, 6, 5, 0, 25);
  expect(clock(ZONE, summer)).toBe('17:25');
  expect(dayAndClock(ZONE, summer)).toBe('Mon 4 Jul 17:25');
  expect(zoneName(ZONE, summer)).toBe('PDT');
});

it('finds the slot of the week on both sides of a change of the clock', () => {
  const before = Date.UTC(2022, 2, 13, 9, 55); // 01:55 PST
  const after = before + 5 * 60_000; // 03:00 PDT
  expect(localSlot(ZONE, before)).toEqual({ dayOfWeek: 7, minute: 115 });
  expect(localSlot(ZONE, after)).toEqual({ dayOfWeek: 7, minute: 180 });
  expect(localSlot(ZONE, Date.UTC(2022, 0, 10, 8, 0))).toEqual({ dayOfWeek: 1, minute: 0 });
});

it('rounds ages to what one would say', () => {
  expect(age(12_400)).toBe('12 s');
  expect(age(240_000)).toBe('4 min');
  expect(age(3 * 3600_000)).toBe('3 h');
  expect(age(5 * 86_400_000)).toBe('5 days');
});
