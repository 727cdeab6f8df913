import type { ReactNode } from 'react';
import type { CorridorDays, CorridorRow, PeakRow, PlannerSummary, ReliabilityRow } from '../api/types';
import { useSettings } from '../shell/Settings';
import { WEEKDAYS } from '../units/time';
import { speedText, speedUnit } from '../units/units';
import { Define } from './Define';
import type { DefinitionKey } from './definitions';
import { PERIOD_WORDS, PERIODS, REFERENCES, type PlannerState } from './state';
import { amount, daysCovered, hourSpan, notAvailable, percent, suppressed } from './words';

/** The corridor in six numbers, each with its period and definition. */
export function Figures({
  summary,
  corridor,
  reliability,
  peaks,
  day,
  state,
  change,
}: {
  summary: PlannerSummary;
  corridor: CorridorRow | undefined;
  /** Undefined until it is known: nothing is claimed to be missing before. */
  reliability: readonly ReliabilityRow[] | undefined;
  peaks: readonly PeakRow[] | undefined;
  day: CorridorDays['days'][number] | undefined;
  state: PlannerState;
  change: (next: Partial<PlannerState>) => void;
}) {
  const { units } = useSettings();
  const days = daysCovered(summary);
  const delay = corridor?.travel.delay_vehicle_hours[String(state.reference)];
  const row = reliability?.find((one) => one.id === corridor?.corridor && one.period === state.period);
  const none = notAvailable(summary, 'corridors') ?? (reliability ? suppressed(row) : undefined);
  const period = PERIOD_WORDS[state.period];
  const index = (value: number | null | undefined): string | undefined =>
    none !== undefined || value === null || value === undefined ? undefined : value.toFixed(2);
  const peak = slowest(peaks, day?.day_of_week);
  return (
    <div className="measures">
      <Figure
        what="delay"
        value={delay === undefined ? undefined : amount(delay / days)}
        missing={notAvailable(summary, 'delay')}
        label={
          <>
            vehicle-hours of delay a day, mean of {days.toFixed(0)} days, against{' '}
            <select
              className="inline-select"
              aria-label="Reference speed of delay"
              value={state.reference}
              onChange={(event) => {
                const chosen = REFERENCES.find((one) => one === Number(event.target.value));
                if (chosen) change({ reference: chosen });
              }}
            >
              {REFERENCES.map((mph) => (
                <option key={mph} value={mph}>
                  {speedText(units, mph * 1.609344)} {speedUnit(units)}
                </option>
              ))}
            </select>
          </>
        }
      />
      <Figure
        what="tti"
        value={index(row?.travel_time_index)}
        missing={none}
        label={
          <>
            travel time index,{' '}
            <select
              className="inline-select"
              aria-label="Period of the indices"
              value={state.period}
              onChange={(event) => {
                const chosen = PERIODS.find((one) => one === event.target.value);
                if (chosen) change({ period: chosen });
              }}
            >
              {PERIODS.map((one) => (
                <option key={one} value={one}>
                  {PERIOD_WORDS[one]}
                </option>
              ))}
            </select>
          </>
        }
      />
      <Figure
        what="pti"
        value={index(row?.planning_time_index)}
        missing={none}
        label={`planning time index, ${period}`}
      />
      <Figure
        what="buffer"
        value={index(row?.buffer_index)}
        missing={none}
        label={`buffer index, ${period}`}
      />
      <Figure
        what="peak"
        value={peak ? hourSpan(peak.slowest_hour ?? 0) : undefined}
        missing={
          notAvailable(summary, 'corridors') ??
          (peaks && day ? `under ${summary.min_peak_days} days of this weekday` : undefined)
        }
        label={
          peak && day
            ? `slowest hour of a usual ${WEEKDAYS[day.day_of_week - 1] ?? ''}, ${speedText(units, peak.slowest_speed_kmh)} ${speedUnit(units)}`
            : 'slowest hour'
        }
      />
      <Figure
        what="observed"
        value={
          day?.observed_share === null || day?.observed_share === undefined
            ? undefined
            : percent(day.observed_share)
        }
        missing={day && 'nothing was expected on this day'}
        label="observed on the chosen day"
      />
    </div>
  );
}

/** The slower of the two peaks of a weekday. */
export function slowest(
  peaks: readonly PeakRow[] | undefined,
  dayOfWeek: number | undefined,
): PeakRow | undefined {
  return (peaks ?? [])
    .filter((row) => row.day_of_week === dayOfWeek && row.slowest_hour !== null)
    .sort((a, b) => (a.slowest_speed_kmh ?? 0) - (b.slowest_speed_kmh ?? 0))[0];
}

function Figure({
  what,
  value,
  missing,
  label,
}: {
  what: DefinitionKey;
  value: string | undefined;
  missing: string | undefined;
  label: ReactNode;
}) {
  return (
    <div className="measure panel">
      <p className="measure-value">
        {value ?? <span className="muted">–</span>}
        <Define what={what} />
      </p>
      <div className="small muted">{label}</div>
      {value === undefined && missing !== undefined && <p className="small measure-missing">{missing}</p>}
    </div>
  );
}
