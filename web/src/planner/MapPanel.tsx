import type { CorridorDays, SpeedMap } from '../api/types';
import type { Resource } from '../api/useResource';
import { useSettings } from '../shell/Settings';
import { Loading, Notice, Panel } from '../shell/States';
import { clock } from '../units/time';
import { speedIn, speedText, speedUnit } from '../units/units';
import { Define } from './Define';
import { DayStrip } from './DayStrip';
import { CONGESTED_BELOW_KMH } from './grid';
import { differenceRamp, speedRamp } from './ramp';
import { Segmented } from './Segmented';
import { SpeedMapView } from './SpeedMapView';
import { VIEWS, type PlannerState, type View } from './state';
import { TableBehind } from './TableBehind';
import { corridorName, dateWords, percent, postmile, shiftDay } from './words';

const VIEW_WORDS: Readonly<Record<View, string>> = {
  speed: 'This day',
  usual: 'Usual day',
  difference: 'Difference',
};

/** The centre of the page: a corridor by place and time on one day. */
export function MapPanel({
  map,
  days,
  state,
  change,
}: {
  map: Resource<SpeedMap>;
  days: CorridorDays | undefined;
  state: PlannerState;
  change: (next: Partial<PlannerState>) => void;
}) {
  const shown = map.data;
  return (
    <Panel
      className="map-panel"
      title={
        <>
          {shown
            ? `${corridorName(shown.freeway, shown.direction)} by place and time`
            : 'Speed by place and time'}{' '}
          <Define what="map" />
        </>
      }
      aside={
        shown && shown.observed_share !== null
          ? `${percent(shown.observed_share)} of the cells observed`
          : undefined
      }
    >
      <div className="map-controls">
        <DayPicker map={shown} days={days} change={change} />
        <Segmented
          label="What the map shows"
          options={VIEWS}
          chosen={state.view}
          words={(view) => VIEW_WORDS[view]}
          choose={(view) => change({ view })}
        />
      </div>
      <MapBody map={map} state={state} />
      {days && <DayStrip days={days} chosen={shown?.day} choose={(day) => change({ day })} />}
    </Panel>
  );
}

function DayPicker({
  map,
  days,
  change,
}: {
  map: SpeedMap | undefined;
  days: CorridorDays | undefined;
  change: (next: Partial<PlannerState>) => void;
}) {
  const first = days?.first_day;
  const last = days?.days[days.days.length - 1]?.day;
  const day = map?.day ?? '';
  const go = (by: number): void => change({ day: shiftDay(day, by) });
  return (
    <div className="day-picker">
      <button
        type="button"
        className="button"
        aria-label="The day before"
        disabled={!day || (first !== undefined && day <= first)}
        onClick={() => go(-1)}
      >
        ‹
      </button>
      <label>
        <span className="visually-hidden">Day</span>
        <input
          type="date"
          className="field"
          value={day}
          {...(first ? { min: first } : {})}
          {...(last ? { max: last } : {})}
          onChange={(event) => {
            if (event.target.value) change({ day: event.target.value });
          }}
        />
      </label>
      <button
        type="button"
        className="button"
        aria-label="The day after"
        disabled={!day || (last !== undefined && day >= last)}
        onClick={() => go(1)}
      >
        ›
      </button>
      {day && <strong className="day-words">{dateWords(day)}</strong>}
    </div>
  );
}

function MapBody({ map, state }: { map: Resource<SpeedMap>; state: PlannerState }) {
  if (map.loading) {
    return (
      <div className="stmap-loading">
        <Loading lines={8} label="Loading the map" />
      </div>
    );
  }
  if (!map.data) {
    return (
      <Notice title="The map cannot be shown" kind="error">
        {map.error?.message}
      </Notice>
    );
  }
  const shown = map.data;
  const flows = `Traffic flows up the page (${directionWords(shown.direction)}), so queues grow down and to the right.`;
  return (
    <>
      {map.error && (
        <Notice title="This is the last good answer" kind="error">
          {map.error.message}
        </Notice>
      )}
      {shown.observed_share === 0 && state.view !== 'usual' && (
        <Notice title="Nothing was observed on this day">
          Choose another; the bars below show which have readings.
        </Notice>
      )}
      <SpeedMapView map={shown} view={state.view} bottleneck={state.bottleneck} />
      <Legend view={state.view} />
      <p className="small muted">
        {flows} Postmile against the time of the road.{' '}
        {shown.step_reason && <strong className="step-reason">Coarser here: {shown.step_reason}.</strong>}
      </p>
      <MapTable map={shown} view={state.view} />
    </>
  );
}

function directionWords(direction: string): string {
  return { N: 'north', S: 'south', E: 'east', W: 'west' }[direction] ?? direction;
}

/** What the colours mean, painted with the very ramp of the map. */
function Legend({ view }: { view: View }) {
  const { units, palette } = useSettings();
  const difference = view === 'difference';
  const marks = difference
    ? [-30, -15, 0, 15].map((mph) => mph * 1.609344)
    : [10, 20, 35, 50, 65].map((mph) => mph * 1.609344);
  const colour = difference ? differenceRamp(palette) : speedRamp(palette);
  const low = difference ? -56 : 10;
  const high = difference ? 36 : 110;
  const stops = Array.from({ length: 25 }, (_, i) => colour(low + ((high - low) * i) / 24));
  return (
    <div className="stmap-legend">
      <span className="stmap-scale">
        <span className="stmap-ramp" style={{ background: `linear-gradient(90deg, ${stops.join(',')})` }} />
        {marks.map((kmh) => (
          <span key={kmh} className="stmap-mark" style={{ left: `${((kmh - low) / (high - low)) * 100}%` }}>
            {difference && kmh > 0 ? '+' : ''}
            {speedIn(units, kmh).toFixed(0)}
          </span>
        ))}
      </span>
      <span>{difference ? `${speedUnit(units)} against the usual day` : speedUnit(units)}</span>
      <span className="stmap-key">
        <span className="key-swatch is-unobserved" /> not observed
      </span>
      {!difference && (
        <span className="stmap-key">
          <span className="key-swatch is-outlined" /> congested: under {speedText(units, CONGESTED_BELOW_KMH)}{' '}
          {speedUnit(units)}
        </span>
      )}
    </div>
  );
}

/** The map for those who read tables: hourly means, which the server has. */
function MapTable({ map, view }: { map: SpeedMap; view: View }) {
  const { units } = useSettings();
  const hours = map.stations[0]?.hourly_kmh.length ?? 0;
  return (
    <TableBehind
      summary={`${view === 'speed' ? 'The same as a table' : 'This day as a table'}, by hour`}
      caption={`Mean observed speed in ${speedUnit(units)} by station and hour; downstream first`}
      heads={[
        'postmile',
        ...Array.from({ length: hours }, (_, hour) => clock(map.zone, map.start + hour * 3_600_000)),
      ]}
      rows={() =>
        [...map.stations].reverse().map((station) => ({
          name: postmile(units, station.postmile_km),
          title: station.name,
          cells: station.hourly_kmh.map((speed) => speedText(units, speed)),
        }))
      }
    />
  );
}
