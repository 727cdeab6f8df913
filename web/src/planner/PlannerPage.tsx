import '../theme/planner.css';
import { useCallback } from 'react';
import { api } from '../api/client';
import type { BottleneckRow, CorridorRow, PlannerSummary } from '../api/types';
import { useResource } from '../api/useResource';
import { useQuery } from '../router/router';
import { useNetwork } from '../shell/NetworkProvider';
import { Loading, Notice, NotReady, Panel } from '../shell/States';
import { full } from '../units/time';
import { reasonAlone } from '../units/words';
import { Bottlenecks } from './Bottlenecks';
import { CorridorTable } from './CorridorTable';
import { DEFINITIONS } from './definitions';
import { Exports } from './Exports';
import { Figures } from './Figures';
import { MapPanel } from './MapPanel';
import { Peaks } from './Peaks';
import { SegmentTable } from './SegmentTable';
import { readState, writeState, type PlannerState } from './state';
import { tables } from './tables';
import { UsualPanel } from './UsualPanel';
import { corridorName, dateWords, daysCovered, notAvailable } from './words';

/** A new batch run is noticed so late at most. */
const REFRESH_MILLIS = 60_000;

/** /city-planner: congestion by place and time, reliability, bottlenecks. */
export function PlannerPage() {
  const [query, changeQuery] = useQuery();
  const state = readState(query);
  const change = useCallback((next: Partial<PlannerState>) => changeQuery(writeState(next)), [changeQuery]);
  const corridors = useResource('planner-corridors', (signal) => tables.corridors(signal), {
    everyMillis: REFRESH_MILLIS,
  });
  if (corridors.loading) return <Frame />;
  const table = corridors.data;
  if (!table?.summary) {
    return (
      <div className="narrow">
        <h1>City planner</h1>
        <Panel>
          {corridors.error ? (
            <NotReady title="The planner’s tables cannot be read" error={corridors.error} />
          ) : (
            <Notice title="There is nothing to plan with yet" kind="warming">
              The live run has no planner tables. Run bin/traffic batch, which makes them.
            </Notice>
          )}
        </Panel>
      </div>
    );
  }
  const chosen = chooseCorridor(table.rows, state);
  return (
    <div className="planner">
      <Heading rows={table.rows} summary={table.summary} chosen={chosen} day={state.day} change={change} />
      {corridors.error && (
        <Notice title="These are the last good answers" kind="error">
          {corridors.error.message}
        </Notice>
      )}
      {chosen ? (
        <CorridorPage
          key={table.run}
          rows={table.rows}
          summary={table.summary}
          run={table.run}
          chosen={chosen}
          state={state}
          change={change}
        />
      ) : (
        <>
          <Panel>
            <Notice
              title={
                state.corridor && table.rows.length > 0
                  ? `There is no corridor ${state.corridor}`
                  : 'No corridors in this data set'
              }
            >
              {table.rows.length > 0
                ? 'Choose one above.'
                : `${reasonAlone(notAvailable(table.summary, 'corridors', 'bottlenecks') ?? 'no station is on a mainline')}. Without a road to follow there is no time-space map, no bottleneck and no corridor index; what is known of single segments is below.`}
            </Notice>
          </Panel>
          <SegmentTable summary={table.summary} state={state} change={change} />
        </>
      )}
      <Sources />
    </div>
  );
}

/** The corridor of the address, else the one with the greatest delay. */
export function chooseCorridor(
  rows: readonly CorridorRow[],
  state: Pick<PlannerState, 'corridor'>,
): CorridorRow | undefined {
  if (state.corridor) return rows.find((row) => row.corridor === state.corridor);
  const delay = (row: CorridorRow): number => row.travel.delay_vehicle_hours['60'] ?? 0;
  return [...rows].sort((a, b) => delay(b) - delay(a))[0];
}

function Heading({
  rows,
  summary,
  chosen,
  day,
  change,
}: {
  rows: readonly CorridorRow[];
  summary: PlannerSummary;
  chosen: CorridorRow | undefined;
  day: string | undefined;
  change: (next: Partial<PlannerState>) => void;
}) {
  return (
    <div className="planner-head">
      <h1>City planner</h1>
      {rows.length > 0 && (
        <label className="corridor-choice">
          <span className="visually-hidden">Corridor</span>
          <select
            className="field"
            value={chosen?.corridor ?? ''}
            onChange={(event) => change({ corridor: event.target.value, bottleneck: undefined })}
          >
            {!chosen && <option value="">choose a corridor</option>}
            {rows.map((row) => (
              <option key={row.corridor} value={row.corridor}>
                {corridorName(row.freeway, row.direction)}
              </option>
            ))}
          </select>
        </label>
      )}
      <p className="planner-source small muted">
        {summary.dataset}
        {summary.synthetic && !summary.dataset.includes('synthetic') && (
          <strong className="tag">synthetic</strong>
        )}{' '}
        · batch view, {daysCovered(summary).toFixed(0)} days up to {full(summary.zone, summary.until)}
      </p>
      <Exports corridor={chosen?.corridor} day={day} />
    </div>
  );
}

function CorridorPage({
  rows,
  summary,
  run,
  chosen,
  state,
  change,
}: {
  rows: readonly CorridorRow[];
  summary: PlannerSummary;
  run: string;
  chosen: CorridorRow;
  state: PlannerState;
  change: (next: Partial<PlannerState>) => void;
}) {
  const { byId } = useNetwork();
  const id = chosen.corridor;
  const map = useResource(
    `speeds ${id} ${state.day ?? ''}`,
    (signal) => api.corridorSpeeds(id, state.day, signal),
    { revision: run },
  );
  const days = useResource(`days ${id}`, (signal) => api.corridorDays(id, signal), { revision: run });
  const reliability = useResource(
    'reliability',
    (signal) => tables.reliability({ kind: 'corridor' }, signal),
    {
      revision: run,
    },
  );
  const peaks = useResource(`peaks ${id}`, (signal) => tables.peaks({ kind: 'corridor', id }, signal), {
    revision: run,
  });
  const bottlenecks = useResource('bottlenecks', (signal) => tables.bottlenecks(signal), { revision: run });
  const day = state.day ?? map.data?.day;
  const choose = (row: BottleneckRow): void =>
    change({
      corridor: row.corridor,
      bottleneck: { segment: row.segment_id, shift: row.shift },
      view: state.view === 'difference' ? 'speed' : state.view,
    });
  return (
    <>
      <Figures
        summary={summary}
        corridor={chosen}
        reliability={reliability.data?.rows}
        peaks={peaks.data?.rows}
        day={days.data?.days.find((one) => one.day === day)}
        state={state}
        change={change}
      />
      <div className="planner-main">
        <MapPanel map={map} days={days.data} state={state} change={change} />
        <Bottlenecks table={bottlenecks} segments={byId} state={state} choose={choose} change={change} />
      </div>
      <div className="planner-pair">
        <UsualPanel days={days} summary={summary} day={day} state={state} change={change} />
        <Peaks table={peaks} summary={summary} />
      </div>
      <CorridorTable
        rows={rows}
        reliability={reliability.data?.rows}
        failed={reliability.error !== undefined}
        summary={summary}
        state={state}
        chosen={id}
        choose={(corridor) => change({ corridor, bottleneck: undefined })}
      />
      {day && <p className="visually-hidden" role="status">{`${id}, ${dateWords(day)}`}</p>}
    </>
  );
}

/** Every definition in one place, for whoever prints or cites the page. */
function Sources() {
  return (
    <details className="panel sources">
      <summary>Definitions and sources</summary>
      <dl>
        {Object.values(DEFINITIONS).map(({ name, text, source, link }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {text}{' '}
              <span className="muted">
                {link ? (
                  <a href={link} target="_blank" rel="noreferrer">
                    {source}
                  </a>
                ) : (
                  source
                )}
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** The frame of what will come. */
function Frame() {
  return (
    <div className="planner">
      <div className="planner-head">
        <h1>City planner</h1>
      </div>
      <div className="measures">
        {Array.from({ length: 6 }, (_, i) => (
          <div key={i} className="measure panel">
            <Loading lines={2} />
          </div>
        ))}
      </div>
      <div className="planner-main">
        <Panel className="map-panel">
          <Loading lines={12} />
        </Panel>
        <Panel className="bottlenecks">
          <Loading lines={8} />
        </Panel>
      </div>
    </div>
  );
}
