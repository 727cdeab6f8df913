import type { CorridorRow, PlannerSummary, ReliabilityRow } from '../api/types';
import { useSettings } from '../shell/Settings';
import { Loading, Panel } from '../shell/States';
import { lengthText, speedText, speedUnit } from '../units/units';
import { Define } from './Define';
import { Scroll } from './Scroll';
import { PERIOD_WORDS, type PlannerState } from './state';
import { amount, corridorName, daysCovered, notAvailable, percent, suppressed } from './words';

/** Every corridor beside the others; choosing one chooses what the page shows. */
export function CorridorTable({
  rows,
  reliability,
  failed,
  summary,
  state,
  chosen,
  choose,
}: {
  rows: readonly CorridorRow[];
  /** Undefined until it is known: nothing is claimed to be missing before. */
  reliability: readonly ReliabilityRow[] | undefined;
  failed: boolean;
  summary: PlannerSummary;
  state: PlannerState;
  chosen: string | undefined;
  choose: (corridor: string) => void;
}) {
  const { units } = useSettings();
  const days = daysCovered(summary);
  const delay = (row: CorridorRow): number => row.travel.delay_vehicle_hours[String(state.reference)] ?? -1;
  const of = (row: CorridorRow): ReliabilityRow | undefined =>
    reliability?.find((one) => one.id === row.corridor && one.period === state.period);
  const figure = (value: number | null | undefined): string =>
    value === null || value === undefined ? '–' : value.toFixed(2);
  return (
    <Panel
      className="corridor-panel"
      title="Corridors side by side"
      aside={`indices: ${PERIOD_WORDS[state.period]}; delay against ${speedText(units, state.reference * 1.609344)} ${speedUnit(units)}`}
    >
      <Scroll label="Corridors side by side">
        <table className="corridor-table">
          <thead>
            <tr>
              <th scope="col">corridor</th>
              <th scope="col" className="num">
                length
              </th>
              <th scope="col" className="num">
                delay, veh-h a day <Define what="delay" />
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
                LOTTR <Define what="lottr" />
              </th>
              <th scope="col" className="num">
                observed
              </th>
            </tr>
          </thead>
          <tbody>
            {[...rows]
              .sort((a, b) => delay(b) - delay(a))
              .map((row) => {
                const index = of(row);
                const why = notAvailable(summary, 'corridors') ?? (reliability && suppressed(index));
                return (
                  <tr key={row.corridor} className={row.corridor === chosen ? 'is-chosen' : undefined}>
                    <th scope="row">
                      <button
                        type="button"
                        className="plain-link"
                        aria-pressed={row.corridor === chosen}
                        onClick={() => choose(row.corridor)}
                      >
                        {corridorName(row.freeway, row.direction)}
                      </button>
                    </th>
                    <td className="num">{lengthText(units, row.length_km)}</td>
                    <td className="num">{delay(row) < 0 ? '–' : amount(delay(row) / days)}</td>
                    <td className="num">
                      {row.congested_share === null ? '–' : percent(row.congested_share)}
                    </td>
                    {why ? (
                      <td colSpan={4} className="num muted small">
                        {why}
                      </td>
                    ) : !reliability && !failed ? (
                      <td colSpan={4}>
                        <Loading lines={1} label="Loading the indices" />
                      </td>
                    ) : (
                      <>
                        <td className="num">{figure(index?.travel_time_index)}</td>
                        <td className="num">{figure(index?.planning_time_index)}</td>
                        <td className="num">{figure(index?.buffer_index)}</td>
                        <td className="num">{figure(index?.lottr)}</td>
                      </>
                    )}
                    <td className="num">{row.covered_share === null ? '–' : percent(row.covered_share)}</td>
                  </tr>
                );
              })}
          </tbody>
        </table>
      </Scroll>
    </Panel>
  );
}
