import type { PeakRow, PlannerSummary } from '../api/types';
import type { Resource } from '../api/useResource';
import { useSettings } from '../shell/Settings';
import { Loading, Notice, Panel } from '../shell/States';
import { WEEKDAYS } from '../units/time';
import { speedText, speedUnit } from '../units/units';
import { Define } from './Define';
import { Scroll } from './Scroll';
import type { Table } from './tables';
import { amount, hourSpan, notAvailable } from './words';

const HALVES = ['morning', 'evening'] as const;

/** When the corridor is slowest and busiest, by weekday. */
export function Peaks({ table, summary }: { table: Resource<Table<PeakRow>>; summary: PlannerSummary }) {
  return (
    <Panel
      className="peaks"
      title={
        <>
          Peak hours by weekday <Define what="peak" />
        </>
      }
    >
      <Body table={table} summary={summary} />
    </Panel>
  );
}

function Body({ table, summary }: { table: Resource<Table<PeakRow>>; summary: PlannerSummary }) {
  const { units } = useSettings();
  if (table.loading) return <Loading lines={7} />;
  if (!table.data) {
    return (
      <Notice title="Peak hours cannot be shown" kind="error">
        {table.error?.message}
      </Notice>
    );
  }
  const rows = table.data.rows;
  if (rows.length === 0) {
    return (
      <Notice title="No peak hours">
        {notAvailable(summary, 'corridors') ??
          `It takes ${summary.min_peak_days} observed days of a weekday to call an hour typical.`}
      </Notice>
    );
  }
  const busy = notAvailable(summary, 'busiest_hours');
  const at = (day: number, half: string): PeakRow | undefined =>
    rows.find((row) => row.day_of_week === day && row.half === half);
  return (
    <>
      <Scroll label="Peak hours by weekday">
        <table className="peak-table">
          <thead>
            <tr>
              <th rowSpan={2} scope="col">
                <span className="visually-hidden">Weekday</span>
              </th>
              {HALVES.map((half) => (
                <th key={half} colSpan={busy ? 1 : 2} scope="colgroup">
                  {half === 'morning' ? 'before noon' : 'after noon'}
                </th>
              ))}
            </tr>
            <tr>
              {HALVES.map((half) => [
                <th key={`${half}-slow`} scope="col">
                  slowest ({speedUnit(units)})
                </th>,
                !busy && (
                  <th key={`${half}-busy`} scope="col">
                    busiest (veh/h)
                  </th>
                ),
              ])}
            </tr>
          </thead>
          <tbody>
            {WEEKDAYS.map((name, i) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {HALVES.map((half) => {
                  const row = at(i + 1, half);
                  return [
                    <Hour
                      key={`${half}-slow`}
                      hour={row?.slowest_hour}
                      value={speedText(units, row?.slowest_speed_kmh)}
                    />,
                    !busy && (
                      <Hour
                        key={`${half}-busy`}
                        hour={row?.busiest_hour}
                        value={row?.busiest_volume_vph ? amount(row.busiest_volume_vph) : '–'}
                      />
                    ),
                  ];
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {busy && <p className="small muted">Busiest hours: {busy}.</p>}
    </>
  );
}

function Hour({ hour, value }: { hour: number | null | undefined; value: string }) {
  if (hour === null || hour === undefined) return <td className="muted">–</td>;
  return (
    <td>
      {hourSpan(hour)} <span className="muted small">{value}</span>
    </td>
  );
}
