import { useMemo, useState } from 'react';
import { api } from '../api/client';
import { HORIZONS, type Horizon, type Incident, type Segment } from '../api/types';
import { useResource } from '../api/useResource';
import { useLive } from '../live/LiveProvider';
import { segmentTitle } from '../map/roads';
import { newestOf, speedOf } from '../predictions/picture';
import { CategoryTag } from '../shell/CategoryTag';
import { useNetwork } from '../shell/NetworkProvider';
import { useSettings } from '../shell/Settings';
import { Loading, Notice, Panel } from '../shell/States';
import { clock, dayAndClock, full, roadSlot, WEEKDAYS } from '../units/time';
import { lengthText, speedText, speedUnit } from '../units/units';
import { seriesOf, WINDOW_MILLIS } from './series';
import { SpeedChart } from './SpeedChart';

const HOURS = 6;

/** What happens on one segment: past, forecast with its band, what is usual, how good we were here. */
export function SegmentPanel({
  segment,
  incidents,
  onSelect,
  onClose,
}: {
  segment: Segment;
  incidents: readonly Incident[];
  onSelect: (id: string) => void;
  onClose: () => void;
}) {
  const { units, palette } = useSettings();
  const { zone, calendar, byId, settings } = useNetwork();
  const live = useLive();
  const [compare, setCompare] = useState<Horizon>(30);
  const id = segment.segment_id;
  const forecasts = live.forecasts.get(id);
  const newest = newestOf(forecasts);
  const origin = live.newestOrigin ?? newest?.timestamp;
  const history = useResource(
    origin === undefined ? null : `history ${id}`,
    (signal) =>
      api.history(id, { from: (origin ?? 0) - HOURS * 3_600_000, to: (origin ?? 0) + WINDOW_MILLIS }, signal),
    { ...(origin === undefined ? {} : { revision: origin }) },
  );
  const profile = useResource(`profile ${id}`, (signal) => api.profile(id, signal));
  const outcomes = useResource(`outcomes ${id}`, (signal) => api.outcomes(id, signal), {
    ...(origin === undefined ? {} : { revision: origin }),
  });
  const series = useMemo(
    () =>
      origin === undefined
        ? undefined
        : seriesOf(
            origin,
            HOURS,
            calendar,
            history.data?.windows ?? [],
            forecasts,
            profile.data,
            outcomes.data,
            compare,
          ),
    [origin, calendar, history.data, forecasts, profile.data, outcomes.data, compare],
  );
  const now = speedOf(live, settings?.categories ?? [], id, 'now');
  const unit = speedUnit(units);
  const title = segmentTitle(segment, (km) => `postmile ${lengthText(units, km).split(' ')[0] ?? ''}`);
  const lastWindow = history.data?.windows.at(-1);
  const today = origin === undefined ? undefined : roadSlot(calendar, origin - WINDOW_MILLIS);
  const usual = today?.holiday ? 'Sunday, as on holidays' : (WEEKDAYS[(today?.dayOfWeek ?? 0) - 1] ?? 'day');

  return (
    <Panel
      id="segment"
      className="segment"
      title={title}
      aside={
        <button type="button" className="plain icon close" onClick={onClose} aria-label="Close the segment">
          ×
        </button>
      }
    >
      <p className="muted small">{subtitle(segment, lastWindow)}</p>
      <div className="segment-now">
        <span className="figure">
          {speedText(units, now.speed)} <span className="unit">{unit}</span>
        </span>
        <CategoryTag category={now.category} />
        <span className="muted small">{origin === undefined ? '' : `at ${clock(zone, origin)}`}</span>
        <Neighbours segment={segment} known={byId} onSelect={onSelect} />
      </div>
      {series && origin !== undefined ? (
        <>
          <SpeedChart
            series={series}
            origin={origin}
            zone={zone}
            units={units}
            palette={palette}
            label={`Speed on ${title}: the last ${HOURS} hours, and forecasts for the next. The table below has the forecasts.`}
          />
          <ChartKey usual={usual} compare={compare} onCompare={setCompare} />
        </>
      ) : history.error ? (
        <Notice kind="error" title="No history">
          {history.error.message}
        </Notice>
      ) : (
        <Loading lines={5} label="Loading the segment’s history" />
      )}
      {history.error && series && (
        <p className="small is-bad">Its history could not be read: {history.error.message}</p>
      )}
      <table className="forecasts">
        <caption className="visually-hidden">Forecasts for {title}, with 90 % intervals</caption>
        <tbody>
          {HORIZONS.map((horizon) => {
            const one = forecasts?.[horizon];
            return (
              <tr key={horizon}>
                <th scope="row">in {horizon} min</th>
                <td className="num">
                  {one ? (
                    <>
                      <strong>{speedText(units, one.predicted_speed)}</strong> {unit}{' '}
                      <span className="muted small">
                        {speedText(units, one.confidence_interval.lower)}–
                        {speedText(units, one.confidence_interval.upper)}
                      </span>
                    </>
                  ) : (
                    <span className="muted">none yet</span>
                  )}
                </td>
                <td className="num">
                  {one && (
                    <>
                      <span className="muted small" title="probability of this category">
                        {Math.round(one.confidence_score * 100)} %
                      </span>{' '}
                      <CategoryTag category={one.category} />
                    </>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <ErrorSoFar outcomes={outcomes} />
      {incidents.map((incident) => (
        <p key={incident.incident_id} className="small is-warn segment-incident">
          {incident.status === 'open' ? 'Incident' : 'Incident, over'}: {incident.severity}
          {incident.source !== 'detector' && incident.description && `, ${incident.description}`}, since{' '}
          {dayAndClock(zone, incident.onset)}
        </p>
      ))}
      <p className="muted small provenance">
        {newest ? (
          <>
            model {newest.model_version.split('/').at(-1)?.replace(/_/g, ' ')} of{' '}
            {newest.model_version.split('/')[0]} · forecast at {dayAndClock(zone, newest.timestamp)}
            {newest.provisional && ', from a window that is still open'}
          </>
        ) : (
          'no forecast for this segment yet'
        )}
        {lastWindow && <> · speed view to {clock(zone, lastWindow.start + WINDOW_MILLIS)}</>}
        {history.data?.watermark && <> · batch view to {full(zone, history.data.watermark)}</>}
        {profile.data && (
          <>
            {' '}
            · dotted: usual {usual}, learnt to {dayAndClock(zone, profile.data.fitted_through)}
          </>
        )}
        {profile.error && <> · no usual day: {profile.error.message}</>}
      </p>
    </Panel>
  );
}

function subtitle(
  segment: Segment,
  last: { observed_readings: number; imputed_readings: number } | undefined,
): string {
  const parts = [segment.name];
  if (segment.lane_type) parts.push(segment.lane_type === 'hov' ? 'carpool lane' : segment.lane_type);
  if (segment.lanes) parts.push(`${segment.lanes} ${segment.lanes === 1 ? 'lane' : 'lanes'}`);
  if (last) {
    const all = last.observed_readings + last.imputed_readings;
    if (all > 0)
      parts.push(`${Math.round((100 * last.observed_readings) / all)}\u00a0% of readings observed`);
  }
  parts.push(segment.segment_id);
  return [...new Set(parts.filter(Boolean))].join(' · ');
}

/** Along the road, from the keyboard as from the map. */
function Neighbours({
  segment,
  known,
  onSelect,
}: {
  segment: Segment;
  known: ReadonlyMap<string, Segment>;
  onSelect: (id: string) => void;
}) {
  const go = (ids: readonly string[], label: string, sign: string) => {
    const next = ids.find((id) => known.has(id));
    return (
      <button
        type="button"
        className="plain"
        disabled={!next}
        onClick={() => next && onSelect(next)}
        aria-label={label}
        title={label}
      >
        {sign}
      </button>
    );
  };
  if (!segment.upstream.length && !segment.downstream.length) return null;
  return (
    <span className="neighbours">
      {go(segment.upstream, 'up: next station upstream', '← up')}
      {go(segment.downstream, 'down: next station downstream', 'down →')}
      {segment.co_located.length > 0 &&
        go(
          segment.co_located,
          `${segment.lane_type === 'hov' ? 'mainline' : 'HOV'}: station of the other lanes here`,
          segment.lane_type === 'hov' ? 'mainline' : 'HOV',
        )}
    </span>
  );
}

function ChartKey({
  usual,
  compare,
  onCompare,
}: {
  usual: string;
  compare: Horizon;
  onCompare: (horizon: Horizon) => void;
}) {
  return (
    <div className="chart-key small muted">
      <span>
        <i className="key-line is-observed" /> observed
      </span>
      <span>
        <i className="key-line is-forecast" /> forecast, 90 % band
      </span>
      <span>
        <i className="key-line is-usual" /> usual {usual}
      </span>
      <label>
        <i className="key-line is-earlier" /> forecast{' '}
        <select
          value={compare}
          onChange={(event) => onCompare(Number(event.target.value) as Horizon)}
          aria-label="Forecasts shown beside what was observed: minutes ahead"
        >
          {HORIZONS.map((horizon) => (
            <option key={horizon} value={horizon}>
              {horizon} min
            </option>
          ))}
        </select>{' '}
        before
      </label>
    </div>
  );
}

function ErrorSoFar({
  outcomes,
}: {
  outcomes: ReturnType<typeof useResource<import('../api/types').Outcomes>>;
}) {
  const { units } = useSettings();
  if (outcomes.error && !outcomes.data) {
    return <p className="muted small">Error so far: {outcomes.error.message}</p>;
  }
  const scores = outcomes.data?.scores ?? [];
  if (!outcomes.data) return null;
  if (scores.length === 0) {
    return <p className="muted small">Error so far: no forecast for here has come due yet.</p>;
  }
  const unit = speedUnit(units);
  return (
    <p className="small error-so-far">
      <span className="muted">Mean error in the last day: </span>
      {scores.map((score) => (
        <span
          key={`${score.model_version} ${score.horizon_minutes}`}
          title={`${score.n} forecasts by ${score.model_version}`}
        >
          +{score.horizon_minutes} <strong>{speedText(units, score.compared_mae ?? score.mae, 1)}</strong>
          <span className="muted"> ({speedText(units, score.persistence_mae, 1)})</span>
        </span>
      ))}
      <span className="muted"> {unit}; in brackets: if nothing had changed</span>
    </p>
  );
}
