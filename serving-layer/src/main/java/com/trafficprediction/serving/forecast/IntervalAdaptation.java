package com.trafficprediction.serving.forecast;

import com.trafficprediction.core.forecast.AdaptiveConformal;
import com.trafficprediction.core.forecast.AdaptiveLoop;
import com.trafficprediction.core.forecast.Horizon;
import java.util.EnumMap;
import java.util.Map;

/**
 * The adaptive conformal loops of all horizons while serving. Segments reach an origin at different
 * times: what comes for an origin that was passed is made with the present state. Not thread-safe.
 */
public final class IntervalAdaptation {
  private final Map<Horizon, AdaptiveLoop> loops = new EnumMap<>(Horizon.class);
  private final Map<Horizon, Long> newest = new EnumMap<>(Horizon.class);

  public IntervalAdaptation(ServedModels models) {
    for (Horizon horizon : Horizon.values()) {
      loops.put(
          horizon,
          new AdaptiveLoop(horizon, AdaptiveConformal.start(models.residuals(horizon).policy())));
    }
  }

  /** The share of misses to aim at. */
  public double alphaAt(Horizon horizon, long originMillis) {
    AdaptiveLoop loop = loop(horizon);
    if (originMillis < newest.getOrDefault(horizon, Long.MIN_VALUE)) {
      return loop.state().alpha();
    }
    newest.put(horizon, originMillis);
    return loop.alphaAt(originMillis);
  }

  /** Tells how an interval did. */
  public void outcome(Horizon horizon, long originMillis, boolean covered) {
    loop(horizon).outcome(originMillis, covered);
  }

  private AdaptiveLoop loop(Horizon horizon) {
    AdaptiveLoop loop = loops.get(horizon);
    if (loop == null) {
      throw new IllegalStateException("every horizon has a loop");
    }
    return loop;
  }
}
