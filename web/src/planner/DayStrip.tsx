import type { CorridorDays } from '../api/types';
import { lengthIn, lengthUnit } from '../units/units';
import { useSettings } from '../shell/Settings';
import { Define } from './Define';
import { amount, dateWords, percent } from './words';

/** A bar per day: which days were bad, which were not observed; clicking one chooses it. */
export function DayStrip({
  days,
  chosen,
  choose,
}: {
  days: CorridorDays;
  chosen: string | undefined;
  choose: (day: string) => void;
}) {
  const { units } = useSettings();
  const byDelay = days.days.some((day) => day.delay_vehicle_hours !== null);
  const value = (day: CorridorDays['days'][number]): number | null =>
    byDelay ? day.delay_vehicle_hours : day.congested_km_hours;
  const most = Math.max(1, ...days.days.map((day) => value(day) ?? 0));
  const words = (day: CorridorDays['days'][number]): string => {
    const known = value(day);
    const measure =
      known === null
        ? 'not observed'
        : byDelay
          ? `${amount(known)} vehicle-hours of delay`
          : `${amount(lengthIn(units, known))} ${lengthUnit(units)}-hours congested`;
    const share = day.observed_share === null ? '' : `, ${percent(day.observed_share)} observed`;
    return `${dateWords(day.day)}: ${measure}${share}${day.complete ? '' : ', part of the day'}`;
  };
  return (
    <div className="day-strip">
      <p className="small muted">
        {byDelay
          ? `Delay by day, vehicle-hours against ${days.reference_mph} mph`
          : 'Congested length by day'}{' '}
        <Define what={byDelay ? 'delay' : 'congestion'} /> · most: {amount(most)}
      </p>
      <div className="day-bars">
        {days.days.map((day) => {
          const known = value(day);
          const weekend = day.day_of_week >= 6;
          return (
            <button
              key={day.day}
              type="button"
              className={`day-bar${weekend ? ' is-weekend' : ''}${day.observed_share === 0 ? ' is-unobserved' : ''}`}
              aria-label={words(day)}
              aria-pressed={day.day === chosen}
              title={words(day)}
              onClick={() => choose(day.day)}
            >
              <span style={{ height: `${known === null ? 0 : Math.max(3, (known / most) * 100)}%` }} />
            </button>
          );
        })}
      </div>
      <div className="day-strip-ends small muted" aria-hidden="true">
        <span>{days.days[0] && dateWords(days.days[0].day, false)}</span>
        <span>{days.days.length > 0 && dateWords(days.days[days.days.length - 1]?.day ?? '', false)}</span>
      </div>
    </div>
  );
}
