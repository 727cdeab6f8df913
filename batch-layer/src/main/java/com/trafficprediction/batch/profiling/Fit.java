package com.trafficprediction.batch.profiling;

import com.trafficprediction.batch.plan.RunPlan;
import com.trafficprediction.core.window.Windows;
import java.util.Locale;

/** Which part of the data a profile is fitted on. */
public enum Fit {
  /** The training split alone: the only one that evaluation may see. */
  EVALUATION,
  /** All data up to the watermark: what serving uses. */
  SERVING;

  /** End of the data that the fit covers, epoch milliseconds, exclusive. */
  public long through(RunPlan plan) {
    return this == SERVING
        ? plan.untilMillis()
        : Windows.startOf(
            plan.fromMillis()
                + (plan.untilMillis() - plan.fromMillis()) * plan.trainPercent() / 100);
  }

  /** Sub-directory of the profiles. */
  public String directory() {
    return "fit=" + name().toLowerCase(Locale.ROOT);
  }
}
