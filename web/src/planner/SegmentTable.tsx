import type { PlannerSummary, ReliabilityRow } from '../api/types';
import { useResource } from '../api/useResource';
import { Link } from '../router/router';
import { useNetwork } from '../shell/NetworkProvider';
import { useSettings } from '../shell/Settings';
import { Loading, Notice, Panel } from '../shell/States';
import { speedText, speedUnit } from '../units/units';
import { Define } from './Define';
import { Scroll } from './Scroll';
import { PERIOD_WORDS, PERIODS, type PlannerState } from './state';
import { tables } from './tables';
import { percent, suppressed } from './words';

const SHOWN = 40;

/** What can be said where there are no corridors: the segments, most congested first. */
export function SegmentTable({
  summary,
  state,
  change,
}: {
  summary: PlannerSummary;
  state: PlannerState;
  change: (next: Partial<PlannerState>) => void;
}) {
  const { units } = useSettings();
  const { byId } = useNetwork();
  const segments = useResource('planner-segments', (signal) => tables.segments(signal));
  const reliability = useResource(`planner-reliability-${state.period}`, (signal) =>
    tables.reliability({ kind: 'segment', period: state.period }, signal),
  );
  if (segments.loading) return <Loading lines={10} />;
  if (!segments.data) {
    return (
      <Notice title="The segments cannot be shown" kind="error">
        {segments.error?.message}
      </Notice>
    );
  }
  const rows = [...segments.data.rows].sort((a, b) => (b.congested_share ?? -1) - (a.congested_share ?? -1));
  const indices = new Map<string, ReliabilityRow>();
  reliability.data?.rows.forEach((row) => indices.set(row.id, row));
  const figure = (value: number | null | undefined): string =>
    value === null || value === undefined ? '–' : value.toFixed(2);
  const anyWhy = suppressed(indices.get(rows[0]?.segment_id ?? ''));
  return (
    <Panel
      title="Segments, most congested first"
      aside={
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
      }
    >
      {anyWhy && reliability.data && (
        <p className="small muted">
          Indices: {anyWhy} (percentiles across fewer than {summary.min_days} days say nothing about days).
        </p>
      )}
      <Scroll label="Segments">
        <table className="corridor-table">
          <thead>
            <tr>
              <th scope="col">segment</th>
              <th scope="col" className="num">
                free flow, {speedUnit(units)}
              </th>
              <th scope="col" className="num">
                time congested
              </th>
              <th scope="col" className="num">
                TTI <Define what="tti" />
              </th>
              <th scope="col" className="num">
                PTI <Define what="pti" />
              </th>
              <th scope="col" className="num">
                buffer <Define what="buffer" />
              </th>
              <th scope="col" className="num">
                observed
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, SHOWN).map((row) => {
              const index = indices.get(row.segment_id);
              return (
                <tr key={row.segment_id}>
                  <th scope="row">
                    <Link to={`/predictions?segment=${encodeURIComponent(row.segment_id)}`}>
                      {byId.get(row.segment_id)?.name ?? row.segment_id}
                    </Link>
                  </th>
                  <td className="num">{speedText(units, row.free_flow_kmh)}</td>
                  <td className="num">{row.congested_share === null ? '–' : percent(row.congested_share)}</td>
                  <td className="num">{figure(index?.travel_time_index)}</td>
                  <td className="num">{figure(index?.planning_time_index)}</td>
                  <td className="num">{figure(index?.buffer_index)}</td>
                  <td className="num">
                    {row.expected_windows > 0 ? percent(row.observed_windows / row.expected_windows) : '–'}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scroll>
      {rows.length > SHOWN && (
        <p className="small muted">
          {SHOWN} of {rows.length}; all of them in the CSV.
        </p>
      )}
    </Panel>
  );
}
