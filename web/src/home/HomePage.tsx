import { api } from '../api/client';
import { HORIZONS, type Accuracy, type Health } from '../api/types';
import { useResource, type Resource } from '../api/useResource';
import { isSettling, partState } from '../live/health';
import { useHealth } from '../live/HealthProvider';
import { useLive, useNow, useVerdict } from '../live/LiveProvider';
import { CategoryBar, currentScore } from '../predictions/SummaryPanel';
import { countCategories, meanSpeed, speedOf } from '../predictions/picture';
import { Link } from '../router/router';
import { useNetwork } from '../shell/NetworkProvider';
import { useSettings } from '../shell/Settings';
import { Loading, Notice, NotReady, Panel } from '../shell/States';
import { CATEGORIES, LOOKS } from '../theme/palette';
import { age, clock, full } from '../units/time';
import { speedText, speedUnit } from '../units/units';
import { counted } from '../units/words';
import { partName, partWords } from './parts';

/** /: what runs, how fresh it is, how good the forecasts are, and where to go. */
export function HomePage() {
  const { resource } = useNetwork();
  const health = useHealth();
  const network = resource.data;
  return (
    <div className="home">
      <div className="home-head">
        <h1>
          {network
            ? network.dataset === 'synthetic'
              ? 'Synthetic network'
              : network.dataset
            : 'Traffic prediction'}
        </h1>
        {network ? (
          <p className="muted">
            {network.total} road segments, forecast 15, 30 and 60 minutes ahead.
            {network.synthetic &&
              ' Synthetic data: every number comes from a traffic model, not from a road.'}
          </p>
        ) : (
          <p className="muted">
            {!resource.error
              ? 'Loading the road network'
              : isSettling(health.data)
                ? 'Its road network is being read.'
                : 'Its road network cannot be read yet.'}
          </p>
        )}
      </div>
      <div className="home-grid">
        <div className="home-column">
          <NetworkNow />
          <LiveAccuracy />
          <WhereTo />
        </div>
        <div className="home-column">
          <Freshness health={health} />
          <WhatRuns health={health} />
        </div>
      </div>
    </div>
  );
}

function NetworkNow() {
  const { segments, settings, resource } = useNetwork();
  const { units } = useSettings();
  const live = useLive();
  const { freshness } = useVerdict();
  const bands = settings?.categories ?? [];
  const mainline = segments.filter((s) => s.lane_type !== 'hov');
  const now = meanSpeed(mainline, (id) => speedOf(live, bands, id, 'now').speed);
  const counts = countCategories(mainline, (id) => speedOf(live, bands, id, 'now').category);
  const slow = counts.heavy_traffic + counts.severe_congestion;
  const unit = speedUnit(units);
  return (
    <Panel title="The network now" className={freshness === 'stale' ? 'is-faded' : ''}>
      {resource.error && !resource.data ? (
        <NotReady title="The road network cannot be read" error={resource.error} />
      ) : !live.begun || !resource.data ? (
        <Loading lines={3} />
      ) : (
        <>
          <div className="figures is-home">
            <div>
              <p className="figure">
                {speedText(units, now.mean)} <span className="unit">{unit}</span>
              </p>
              <p className="muted small">mean of {now.of} stations</p>
            </div>
            {HORIZONS.map((horizon) => {
              const then = meanSpeed(mainline, (id) => speedOf(live, bands, id, horizon).speed);
              return (
                <div key={horizon}>
                  <p className="figure">
                    {speedText(units, then.mean)}{' '}
                    <span className="unit">{then.mean === null ? '' : unit}</span>
                  </p>
                  <p className="muted small">in {horizon} min</p>
                </div>
              );
            })}
          </div>
          <CategoryBar counts={counts} />
          <ul className="counts small">
            {CATEGORIES.filter((c) => counts[c] > 0).map((c) => (
              <li key={c}>
                <i className={`swatch is-${c.replace(/_/g, '-')}`} /> {LOOKS[c].word}{' '}
                <strong>{counts[c]}</strong>
              </li>
            ))}
          </ul>
          <p className="small">
            {live.forecasts.size === 0
              ? 'No forecast has come yet. '
              : slow === 0
                ? 'No station is in heavy traffic. '
                : `${counted(slow, 'station is', 'stations are')} in heavy traffic or worse. `}
            <Link to="/predictions">See where</Link>
          </p>
        </>
      )}
    </Panel>
  );
}

/** Event time says how far the view knows the road, wall time how long ago it learnt that. */
function Freshness({ health }: { health: Resource<Health> }) {
  const { zone, zoneNote } = useNetwork();
  const live = useLive();
  const now = useNow();
  const { freshness, words } = useVerdict();
  const batch = health.data?.components['batch_view'];
  const model = health.data?.components['model'];
  const batchState = batch && partState('batch_view', batch, health.data);
  const modelState = model && partState('model', model, health.data);
  const watermark = number(batch?.details['watermark']);
  const published = number(batch?.details['published_at']);
  const skew = health.data && health.at !== undefined ? health.data.time - health.at : 0;
  return (
    <Panel title="How fresh" aside="observed to, the road’s time · since, on the clock">
      <table>
        <tbody>
          <FreshnessRow
            name="Event stream"
            state={
              freshness === 'live'
                ? 'up'
                : freshness === 'stale'
                  ? 'down'
                  : live.begun
                    ? 'warming'
                    : 'unknown'
            }
            until={words}
            since={live.heardAt === undefined ? '' : `heard ${age(now - live.heardAt)} ago`}
          />
          <FreshnessRow
            name="Speed view and forecasts"
            state={windowState(live.newestOrigin !== undefined, live.begun, freshness)}
            until={
              live.newestOrigin !== undefined
                ? full(zone, live.newestOrigin) + zoneNote
                : live.begun
                  ? 'no window yet'
                  : '–'
            }
            since={live.newestOriginAt === undefined ? '' : `${age(now - live.newestOriginAt)} ago`}
          />
          <FreshnessRow
            name="Batch view"
            state={health.error ? 'unknown' : (batchState?.state ?? 'unknown')}
            until={watermark === undefined ? (batchState?.reason ?? '–') : full(zone, watermark) + zoneNote}
            since={published === undefined ? '' : `published ${age(now + skew - published)} ago`}
          />
          <FreshnessRow
            name="Model"
            state={health.error ? 'unknown' : (modelState?.state ?? 'unknown')}
            until={models(model?.details) || (modelState?.reason ?? '–')}
            since={text(model?.details['run'])}
          />
        </tbody>
      </table>
    </Panel>
  );
}

function windowState(known: boolean, begun: boolean, freshness: string): string {
  if (!known) return begun ? 'warming' : 'unknown';
  return { live: 'up', late: 'warming', waiting: 'unknown' }[freshness] ?? 'down';
}

function FreshnessRow({
  name,
  state,
  until,
  since,
}: {
  name: string;
  state: string;
  until: string;
  since: string;
}) {
  return (
    <tr>
      <th scope="row" className="strong">
        <StateDot state={state} /> {name}
      </th>
      <td className="num wrap">
        {until}
        <br />
        <span className="muted small">{since || '\u00a0'}</span>
      </td>
    </tr>
  );
}

function StateDot({ state }: { state: string }) {
  return (
    <>
      <span className={`state-dot is-${state}`} aria-hidden="true" />
      <span className="visually-hidden">{state}: </span>
    </>
  );
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The families behind the horizons, each once. */
function models(details: Readonly<Record<string, unknown>> | undefined): string {
  const families = HORIZONS.map(
    (h) => text(details?.[`model_${h}`]).split('/').at(-1)?.replace(/_/g, ' ') ?? '',
  );
  return [...new Set(families.filter(Boolean))].join(', ');
}

function LiveAccuracy() {
  const { units } = useSettings();
  const { zone, zoneNote } = useNetwork();
  const live = useLive();
  const accuracy = useResource('accuracy', (signal) => api.accuracy(signal), { everyMillis: 15_000 });
  const unit = speedUnit(units);
  const scores = HORIZONS.flatMap((horizon) => {
    const model = live.recent.find((p) => p.prediction_horizon_minutes === horizon)?.model_version;
    const score = currentScore(accuracy.data, model, horizon);
    return score ? [score] : [];
  });
  const worst = Math.max(...scores.flatMap((s) => [s.compared_mae ?? 0, s.persistence_mae ?? 0]), 1e-9);
  return (
    <Panel title="How good" aside={until(accuracy.data, zone, zoneNote)}>
      {scores.length === 0 ? (
        accuracy.error ? (
          <Notice kind="error" title="No scores">
            {accuracy.error.message}
          </Notice>
        ) : accuracy.data ? (
          <Notice title="Nothing to score yet">
            {accuracy.data.state || 'no forecast came due'}. A forecast is scored when the window it named has
            been observed: the first after 15 minutes of the road’s time.
          </Notice>
        ) : (
          <Loading lines={4} />
        )
      ) : (
        <>
          <table className="accuracy">
            <thead>
              <tr>
                <th scope="col">ahead</th>
                <th scope="col">mean error, and if nothing changed</th>
                <th scope="col" className="num">
                  inside 90 %
                </th>
              </tr>
            </thead>
            <tbody>
              {scores.map((score) => (
                <tr key={score.horizon_minutes}>
                  <th scope="row" className="strong">
                    {score.horizon_minutes} min
                  </th>
                  <td>
                    <Bar
                      value={score.compared_mae ?? score.mae}
                      most={worst}
                      text={`${speedText(units, score.compared_mae ?? score.mae, 1)} ${unit}`}
                      main
                    />
                    <Bar
                      value={score.persistence_mae}
                      most={worst}
                      text={speedText(units, score.persistence_mae, 1)}
                    />
                  </td>
                  <td className="num">
                    {score.coverage === null ? '–' : `${Math.round(score.coverage * 100)} %`}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="muted small">
            Live forecasts joined to what came, over the last {accuracy.data?.hours} h of the road’s time;{' '}
            {scores.reduce((sum, s) => sum + s.n, 0).toLocaleString('en')} forecasts.{' '}
            <a href="/api/models/current/report">The model’s report</a>
          </p>
        </>
      )}
    </Panel>
  );
}

function until(accuracy: Accuracy | undefined, zone: string, zoneNote: string): string | undefined {
  return accuracy?.until == null ? undefined : `to ${clock(zone, accuracy.until)}${zoneNote}`;
}

function Bar({
  value,
  most,
  text: words,
  main,
}: {
  value: number | null;
  most: number;
  text: string;
  main?: boolean;
}) {
  return (
    <span className="bar-row">
      <span className={`bar ${main ? 'is-main' : ''}`} style={{ width: `${(70 * (value ?? 0)) / most}%` }} />
      <span className={main ? 'strong-number' : 'muted small'}>{words}</span>
    </span>
  );
}

function WhatRuns({ health }: { health: Resource<Health> }) {
  if (!health.data) {
    return (
      <Panel title="What runs">
        {health.error ? (
          <Notice kind="error" title="The server does not answer">
            {health.error.message}
          </Notice>
        ) : (
          <Loading lines={6} />
        )}
      </Panel>
    );
  }
  const report = health.data;
  const { status, version, instance, components } = report;
  return (
    <Panel title="What runs" aside={`${status} · instance ${instance} · ${version}`}>
      {health.error && (
        <Notice kind="error" title="The server does not answer any more">
          What follows is its last word.
        </Notice>
      )}
      <table className={health.error ? 'is-faded' : ''}>
        <tbody>
          {Object.entries(components)
            .map(([name, part]) => ({ name, part, ...partState(name, part, report) }))
            .map(({ name, part, state, reason }) => (
              <tr key={name}>
                <th scope="row" className="strong no-wrap">
                  <StateDot state={state} /> {partName(name)}
                </th>
                <td className="wrap small">
                  {reason ? (
                    <span className={state === 'down' ? 'is-bad' : 'is-warn'}>{reason}</span>
                  ) : (
                    <span className="muted">{partWords(name, part.details)}</span>
                  )}
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </Panel>
  );
}

function WhereTo() {
  return (
    <Panel title="Where to go">
      <ul className="where">
        <li>
          <Link to="/predictions">Predictions</Link>
          <span className="muted small">
            the live map, each segment’s past and next hour, incidents, travel times
          </span>
        </li>
        <li>
          <Link to="/city-planner">City planner</Link>
          <span className="muted small">where and when roads break down, reliability, typical days, CSV</span>
        </li>
        <li>
          <a href="/api/models/current/report">Model report</a>
          <span className="muted small">error by horizon and hour, coverage, against the baselines</span>
        </li>
        <li>
          <a href="/openapi.json">API</a>
          <span className="muted small">everything here by REST and events, with units</span>
        </li>
      </ul>
    </Panel>
  );
}
