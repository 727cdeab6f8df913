import { useRef } from 'react';
import type { CorridorDay, CorridorDays, PlannerSummary, UsualDay } from '../api/types';
import type { Resource } from '../api/useResource';
import { useSettings } from '../shell/Settings';
import { Loading, Notice, Panel } from '../shell/States';
import { WEEKDAYS } from '../units/time';
import { lengthIn, lengthUnit, speedIn, speedUnit, type Units } from '../units/units';
import { Define } from './Define';
import { Segmented } from './Segmented';
import { QUANTITIES, type PlannerState, type Quantity } from './state';
import { TableBehind } from './TableBehind';
import { useWidth } from './useSize';
import { amount, dateWords, hourSpan, notAvailable } from './words';

const WORDS: Readonly<Record<Quantity, string>> = {
  speed: 'Speed',
  delay: 'Delay',
  congestion: 'Congested length',
};

/** A chosen day against the usual one of its weekday, hour by hour. */
export function UsualPanel({
  days,
  summary,
  day,
  state,
  change,
}: {
  days: Resource<CorridorDays>;
  summary: PlannerSummary;
  day: string | undefined;
  state: PlannerState;
  change: (next: Partial<PlannerState>) => void;
}) {
  return (
    <Panel
      className="usual-panel"
      title={
        <>
          This day against the usual one <Define what="usual" />
        </>
      }
    >
      <Segmented
        label="Quantity"
        options={QUANTITIES}
        chosen={state.quantity}
        words={(quantity) => WORDS[quantity]}
        choose={(quantity) => change({ quantity })}
      />
      <Body days={days} summary={summary} day={day} quantity={state.quantity} />
    </Panel>
  );
}

function Body({
  days,
  summary,
  day,
  quantity,
}: {
  days: Resource<CorridorDays>;
  summary: PlannerSummary;
  day: string | undefined;
  quantity: Quantity;
}) {
  const { units } = useSettings();
  if (days.loading) return <Loading lines={6} />;
  if (!days.data) {
    return (
      <Notice title="The days cannot be shown" kind="error">
        {days.error?.message}
      </Notice>
    );
  }
  const missing =
    quantity === 'congestion' ? undefined : notAvailable(summary, quantity === 'delay' ? 'delay' : 'travel');
  if (missing) return <Notice title={`No ${WORDS[quantity].toLowerCase()}`}>{missing}</Notice>;
  const chosen = days.data.days.find((one) => one.day === day);
  if (!chosen)
    return <Notice title="This day is not among the last 62">The map above still shows it.</Notice>;
  const usual = days.data.usual[chosen.day_of_week - 1];
  if (!usual) return null;
  const weekday = WEEKDAYS[chosen.day_of_week - 1] ?? '';
  const enough = usual.hours.days.some((n) => n >= (days.data?.min_days ?? 0));
  const series = seriesOf(chosen, usual, quantity, units);
  return (
    <>
      <p className="small muted">
        {DESCRIPTIONS[quantity](units)} by hour. Solid: {dateWords(chosen.day)}.{' '}
        {enough
          ? `Dashed: median of ${usual.days} observed ${weekday}s; band: their range.`
          : `No usual ${weekday}: it takes ${days.data.min_days} observed ones, there are ${usual.days}.`}
      </p>
      <HourChart series={series} label={`${WORDS[quantity]} on ${dateWords(chosen.day)} and usual by hour`} />
      <TableBehind
        summary="The same as a table"
        caption={`${WORDS[quantity]} by hour`}
        heads={['hour', 'this day', 'usual', 'least', 'most']}
        rows={() =>
          series.day.map((value, hour) => ({
            name: hourSpan(hour),
            cells: [value, series.median[hour], series.least[hour], series.greatest[hour]].map((n) =>
              n === null || n === undefined ? '–' : amount(n),
            ),
          }))
        }
      />
    </>
  );
}

const DESCRIPTIONS: Readonly<Record<Quantity, (units: Units) => string>> = {
  speed: (units) => `Corridor speed, ${speedUnit(units)},`,
  delay: () => 'Vehicle-hours of delay against 60 mph',
  congestion: (units) => `Length under 45 mph, ${lengthUnit(units)}-hours,`,
};

export interface HourSeries {
  readonly day: readonly (number | null)[];
  readonly median: readonly (number | null)[];
  readonly least: readonly (number | null)[];
  readonly greatest: readonly (number | null)[];
}

/** What the chart draws, in the units people chose. */
export function seriesOf(day: CorridorDay, usual: UsualDay, quantity: Quantity, units: Units): HourSeries {
  const convert = (values: readonly (number | null)[]): (number | null)[] =>
    values.map((value) => {
      if (value === null || quantity === 'delay') return value;
      return quantity === 'speed' ? speedIn(units, value) : lengthIn(units, value);
    });
  const key = (
    { speed: 'speed_kmh', delay: 'delay_vehicle_hours', congestion: 'congested_km_hours' } as const
  )[quantity];
  const spread = usual.hours[key];
  return {
    day: convert(day.hours[key]),
    median: convert(spread.median),
    least: convert(spread.least),
    greatest: convert(spread.greatest),
  };
}

const HEIGHT = 220;
const PAD = { left: 44, right: 8, top: 10, bottom: 24 };

/** Lines over 24 hours, a gap where nothing is known. */
function HourChart({ series, label }: { series: HourSeries; label: string }) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const known = [...series.day, ...series.greatest].filter((v): v is number => v !== null);
  const top = niceTop(Math.max(1, ...known));
  const x = (hour: number): number => PAD.left + ((width - PAD.left - PAD.right) * (hour + 0.5)) / 24;
  const y = (value: number): number => HEIGHT - PAD.bottom - ((HEIGHT - PAD.top - PAD.bottom) * value) / top;
  return (
    <div ref={frame} className="hour-chart">
      {width > 0 && (
        <svg width={width} height={HEIGHT} role="img" aria-label={label}>
          {[0, 0.25, 0.5, 0.75, 1].map((share) => (
            <g key={share}>
              <line
                x1={PAD.left}
                x2={width - PAD.right}
                y1={y(top * share)}
                y2={y(top * share)}
                className="grid-line"
              />
              <text x={PAD.left - 8} y={y(top * share) + 4} textAnchor="end">
                {amount(top * share)}
              </text>
            </g>
          ))}
          {[0, 6, 12, 18, 24].map((hour) => (
            <text
              key={hour}
              x={PAD.left + ((width - PAD.left - PAD.right) * hour) / 24}
              y={HEIGHT - 6}
              textAnchor={hour === 0 ? 'start' : hour === 24 ? 'end' : 'middle'}
            >
              {String(hour).padStart(2, '0')}:00
            </text>
          ))}
          <path className="usual-band" d={bandPath(series.least, series.greatest, x, y)} />
          <path className="usual-line" d={linePath(series.median, x, y)} />
          <path className="day-line" d={linePath(series.day, x, y)} />
        </svg>
      )}
    </div>
  );
}

type Place = (value: number) => number;

/** A path through what is known, begun anew after each gap. */
export function linePath(values: readonly (number | null)[], x: Place, y: Place): string {
  let drawing = false;
  return values
    .map((value, hour) => {
      if (value === null) {
        drawing = false;
        return '';
      }
      const command = drawing ? 'L' : 'M';
      drawing = true;
      return `${command}${x(hour).toFixed(1)} ${y(value).toFixed(1)}`;
    })
    .join('');
}

function bandPath(
  least: readonly (number | null)[],
  greatest: readonly (number | null)[],
  x: Place,
  y: Place,
): string {
  const both = (hour: number): boolean => (least[hour] ?? null) !== null && (greatest[hour] ?? null) !== null;
  let path = '';
  for (let from = 0; from < least.length; from++) {
    if (!both(from)) continue;
    let until = from;
    while (until < least.length && both(until)) until++;
    const hours = Array.from({ length: until - from }, (_, i) => from + i);
    const upper = hours.map((hour) => `${x(hour).toFixed(1)} ${y(greatest[hour] ?? 0).toFixed(1)}`);
    const lower = hours.reverse().map((hour) => `${x(hour).toFixed(1)} ${y(least[hour] ?? 0).toFixed(1)}`);
    path += `M${[...upper, ...lower].join('L')}Z`;
    from = until;
  }
  return path;
}

/** The next round number that divides into four. */
export function niceTop(value: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(value));
  const steps = [1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10];
  return magnitude * (steps.find((step) => value <= step * magnitude) ?? 10);
}
