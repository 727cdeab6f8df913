import { api } from '../api/client';
import type { TravelTime } from '../api/types';
import { useResource } from '../api/useResource';
import { useLive } from '../live/LiveProvider';
import { compass, freewayName } from '../map/roads';
import { useSettings } from '../shell/Settings';
import { Loading, Notice, NotReady, Panel } from '../shell/States';
import { lengthText } from '../units/units';
import { reasonAlone } from '../units/words';

/** How long each road takes now, and for whoever sets out now. */
export function CorridorsPanel() {
  const { units } = useSettings();
  const live = useLive();
  const corridors = useResource('corridors', (signal) => api.corridors(signal), { everyMillis: 60_000 });
  const ids = corridors.data?.corridors.map((c) => c.corridor) ?? [];
  // Every origin asks again, but not more often than a person reads: a replay makes one every few seconds.
  const turn = Math.floor((live.newestOriginAt ?? 0) / 10_000);
  const times = useResource(
    ids.length ? `travel times ${ids.join(',')}` : null,
    async (signal) => {
      const answers: TravelTime[] = [];
      for (const id of ids) answers.push(await api.travelTime(id, signal));
      return answers;
    },
    { everyMillis: 60_000, revision: turn },
  );
  const missing = corridors.data?.not_available;
  return (
    <Panel title="Travel times" aside="end to end, mainline">
      {missing ? (
        <Notice title="Not available">{reasonAlone(missing)}</Notice>
      ) : corridors.error && !corridors.data ? (
        <NotReady title="No corridors" error={corridors.error} />
      ) : times.data ? (
        <table className="compact">
          <thead>
            <tr>
              <th scope="col">road</th>
              <th scope="col" className="num">
                now
              </th>
              <th scope="col" className="num">
                forecast
              </th>
              <th scope="col" className="num">
                free
              </th>
            </tr>
          </thead>
          <tbody>
            {times.data.map((time) => {
              const corridor = corridors.data?.corridors.find((c) => c.corridor === time.corridor);
              return (
                <tr key={time.corridor}>
                  <th scope="row" className="strong" title={coverage(time)}>
                    {corridor
                      ? `${freewayName(corridor.freeway)} ${compass(corridor.direction)}`
                      : time.corridor}{' '}
                    <span className="muted small block">
                      {lengthText(units, time.total_km)}
                      {time.forecast.covered_share < 0.995 &&
                        `, ${Math.round(time.forecast.covered_share * 100)} % covered`}
                    </span>
                  </th>
                  <td className="num">{minutes(time.now.minutes)}</td>
                  <td className="num" title={time.state}>
                    <strong>{minutes(time.forecast.minutes)}</strong>{' '}
                    <span className="muted small">
                      {time.lower_minutes !== null &&
                        time.upper_minutes !== null &&
                        range(time.lower_minutes, time.upper_minutes)}
                    </span>
                  </td>
                  <td className="num muted">{minutes(time.free_flow_minutes)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      ) : times.error ? (
        <NotReady title="No travel times" error={times.error} />
      ) : (
        <Loading lines={4} label="Loading travel times" />
      )}
      {times.data && (
        <p className="muted small">
          Minutes. Forecast: of a car that sets out now, by the speeds it will meet; the range is where every
          interval’s end leads.
        </p>
      )}
    </Panel>
  );
}

function minutes(value: number | null): string {
  return value === null ? '–' : value.toFixed(1);
}

function range(lower: number, upper: number): string {
  const digits = upper - lower < 2 ? 1 : 0;
  return `${lower.toFixed(digits)}–${upper.toFixed(digits)}`;
}

function coverage(time: TravelTime): string {
  const gaps = time.forecast.gaps.length;
  return gaps
    ? `${gaps} stations without a speed are in no time: ${time.forecast.gaps.join(', ')}`
    : 'every station has a speed';
}
