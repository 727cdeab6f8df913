package com.trafficprediction.batch.evaluating;

import com.trafficprediction.core.forecast.Calibration;
import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.forecast.ModelFamily;
import java.util.List;
import java.util.Map;

/**
 * The model chosen for each horizon, and how sure its forecasts are.
 *
 * @param families chosen family by horizon key
 * @param reasons why, by horizon key
 * @param calibrations residuals of the chosen models
 */
public record Selection(
    Map<String, ModelFamily> families,
    Map<String, String> reasons,
    List<Calibration> calibrations) {
  public Selection {
    families = Map.copyOf(families);
    reasons = Map.copyOf(reasons);
    calibrations = List.copyOf(calibrations);
  }

  /** The family chosen for a horizon. */
  public ModelFamily family(Horizon horizon) {
    ModelFamily family = families.get(horizon.key());
    if (family == null) {
      throw new IllegalStateException("no model was selected for " + horizon);
    }
    return family;
  }

  /** The residuals of a horizon's chosen model. */
  public Calibration calibration(Horizon horizon) {
    return calibrations.stream()
        .filter(c -> c.horizon() == horizon.minutes())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no calibration for " + horizon));
  }
}
