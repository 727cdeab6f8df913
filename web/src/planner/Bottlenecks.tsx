import { useState } from 'react';
import type { BottleneckRow, PlannerSummary, Segment } from '../api/types';
import type { Resource } from '../api/useResource';
import { useSettings } from '../shell/Settings';
import { Loading, Notice, Panel } from '../shell/States';
import { lengthIn, lengthUnit } from '../units/units';
import { reasonAlone } from '../units/words';
import { Define } from './Define';
import { Segmented } from './Segmented';
import { SHIFT_HOURS, SHIFTS, type PlannerState } from './state';
import type { Table } from './tables';
import { amount, corridorNameOf, daysCovered, notAvailable, postmile } from './words';

const SHOWN = 8;

/** Where traffic breaks down, worst first; choosing one chooses what the map shows. */
export function Bottlenecks({
  table,
  segments,
  state,
  choose,
  change,
}: {
  table: Resource<Table<BottleneckRow>>;
  segments: ReadonlyMap<string, Segment>;
  state: PlannerState;
  choose: (row: BottleneckRow) => void;
  change: (next: Partial<PlannerState>) => void;
}) {
  return (
    <Panel
      className="bottlenecks"
      title={
        <>
          Bottlenecks <Define what="bottleneck" />
        </>
      }
    >
      <Segmented
        label="Time of day"
        options={[undefined, ...SHIFTS]}
        chosen={state.shift}
        words={(shift) => (shift ? `${SHIFT_HOURS[shift][0]}–${SHIFT_HOURS[shift][1]} h` : 'All')}
        choose={(shift) => change({ shift })}
      />
      <Rows table={table} segments={segments} state={state} choose={choose} />
    </Panel>
  );
}

function Rows({
  table,
  segments,
  state,
  choose,
}: {
  table: Resource<Table<BottleneckRow>>;
  segments: ReadonlyMap<string, Segment>;
  state: PlannerState;
  choose: (row: BottleneckRow) => void;
}) {
  const { units } = useSettings();
  const [whole, setWhole] = useState(false);
  if (table.loading) return <Loading lines={8} />;
  if (!table.data) {
    return (
      <Notice title="The ranking cannot be shown" kind="error">
        {table.error?.message}
      </Notice>
    );
  }
  const summary: PlannerSummary | null = table.data.summary;
  const missing = notAvailable(summary, 'bottlenecks');
  if (missing) return <Notice title="No ranking">{reasonAlone(missing)}</Notice>;
  const rows = table.data.rows.filter((row) => state.shift === undefined || row.shift === state.shift);
  if (rows.length === 0) {
    return (
      <Notice title="No bottleneck found">
        No place met the definition{state.shift ? ' at this time of day' : ''} in the days covered.
      </Notice>
    );
  }
  const byDelay = rows.some((row) => row.total_delay_vehicle_hours !== null);
  const days = summary ? Math.round(daysCovered(summary)) : undefined;
  return (
    <>
      <p className="small muted">
        {byDelay
          ? 'Ranked by delay in the queue against 60 mph, all days.'
          : `Ranked by queue length over time: ${notAvailable(summary, 'delay') ?? 'no delay known'}.`}
      </p>
      <ol className="ranking">
        {rows.slice(0, whole ? rows.length : SHOWN).map((row) => {
          const chosen = state.bottleneck?.segment === row.segment_id && state.bottleneck.shift === row.shift;
          const at = segments.get(row.segment_id);
          const place =
            at?.postmile_km === null || at === undefined ? row.segment_id : postmile(units, at.postmile_km);
          return (
            <li key={`${row.segment_id}/${row.shift}`}>
              <button type="button" className="rank" aria-pressed={chosen} onClick={() => choose(row)}>
                <span className="rank-place">
                  <strong>
                    {corridorNameOf(row.corridor)} at {place}
                  </strong>
                  <span className="small muted">
                    {SHIFT_HOURS[row.shift][0]}–{SHIFT_HOURS[row.shift][1]} h ·{' '}
                    {(row.mean_active_minutes / 60).toFixed(1)} h a day, queue{' '}
                    {lengthIn(units, row.mean_extent_km).toFixed(1)} {lengthUnit(units)}, at most{' '}
                    {lengthIn(units, row.max_extent_km).toFixed(1)}
                  </span>
                </span>
                <span className="num rank-amount">
                  {row.total_delay_vehicle_hours !== null
                    ? amount(row.total_delay_vehicle_hours)
                    : amount(lengthIn(units, row.total_queue_km_hours))}
                  <span className="small muted">
                    {row.total_delay_vehicle_hours !== null ? 'veh-h' : `${lengthUnit(units)}-h`} ·{' '}
                    {row.active_days}
                    {days === undefined ? '' : `/${days}`} days
                  </span>
                </span>
              </button>
            </li>
          );
        })}
      </ol>
      {rows.length > SHOWN && (
        <button type="button" className="plain-link small" onClick={() => setWhole(!whole)}>
          {whole ? `The worst ${SHOWN}` : `All ${rows.length}`}
        </button>
      )}
    </>
  );
}
