import { api } from '../api/client';
import type { Accuracy, Horizon, Score, Segment } from '../api/types';
import { useResource } from '../api/useResource';
import { useLive } from '../live/LiveProvider';
import { useSettings } from '../shell/Settings';
import { Panel } from '../shell/States';
import { CATEGORIES, LOOKS, type Category } from '../theme/palette';
import { speedText, speedUnit } from '../units/units';
import { meanSpeed } from './picture';

/** The score of the model that forecasts now, at a horizon. */
export function currentScore(
  accuracy: Accuracy | undefined,
  model: string | undefined,
  horizon: Horizon,
): Score | undefined {
  const at = accuracy?.scores.filter((score) => score.horizon_minutes === horizon) ?? [];
  return at.find((score) => score.model_version === model) ?? at.at(-1);
}

/** How the network is, and how good we are. */
export function SummaryPanel({
  segments,
  horizon,
  counts,
  speedNow,
  speedThen,
}: {
  segments: readonly Segment[];
  horizon: Horizon;
  counts: Readonly<Record<Category, number>>;
  speedNow: (id: string) => number | null;
  speedThen: (id: string) => number | null;
}) {
  const { units } = useSettings();
  const live = useLive();
  const accuracy = useResource('accuracy', (signal) => api.accuracy(signal), { everyMillis: 15_000 });
  const now = meanSpeed(segments, speedNow);
  const then = meanSpeed(segments, speedThen);
  const model = live.recent.find((p) => p.prediction_horizon_minutes === horizon)?.model_version;
  const score = currentScore(accuracy.data, model, horizon);
  const unit = speedUnit(units);
  return (
    <Panel className="summary">
      <h2 className="visually-hidden">The network now</h2>
      <div className="figures">
        <Figure
          value={speedText(units, now.mean)}
          unit={unit}
          label="network now"
          title={`mean of ${now.of} segments`}
        />
        <Figure
          value={speedText(units, then.mean)}
          unit={unit}
          label={`in ${horizon} min`}
          title={`mean of ${then.of} segments`}
        />
        <Figure
          value={speedText(units, score?.compared_mae ?? score?.mae, 1)}
          unit={unit}
          label={
            score
              ? `error at +${horizon}, 24 h; no change: ${speedText(units, score.persistence_mae, 1)}`
              : accuracy.data?.state || accuracy.error?.message || `error at +${horizon}`
          }
          title={score ? `mean absolute error of ${score.n} forecasts` : ''}
        />
      </div>
      <CategoryBar counts={counts} />
      {counts.no_data > 0 && now.of > 0 && (
        <p className="muted small summary-note">
          {counts.no_data} of {segments.length} segments had no reading in the last half hour.
        </p>
      )}
    </Panel>
  );
}

function Figure({
  value,
  unit,
  label,
  title,
}: {
  value: string;
  unit: string;
  label: string;
  title: string;
}) {
  return (
    <div title={title}>
      <p className="figure">
        {value} <span className="unit">{value === '–' ? '' : unit}</span>
      </p>
      <p className="muted small">{label}</p>
    </div>
  );
}

/** Shares of the categories; the legend has the numbers. */
export function CategoryBar({ counts }: { counts: Readonly<Record<Category, number>> }) {
  const total = CATEGORIES.reduce((sum, c) => sum + counts[c], 0);
  const words = CATEGORIES.map((c) => `${counts[c]} ${LOOKS[c].word.toLowerCase()}`).join(', ');
  return (
    <div className="category-bar" role="img" aria-label={`Segments: ${words}`}>
      {total > 0 &&
        CATEGORIES.filter((c) => counts[c] > 0).map((c) => (
          <span
            key={c}
            className={`is-${c.replace(/_/g, '-')}`}
            style={{ flexGrow: counts[c] }}
            title={`${LOOKS[c].word}: ${counts[c]}`}
          />
        ))}
    </div>
  );
}
