package com.trafficprediction.batch.training;

import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.forecast.ModelFamily;

/**
 * Which model: its family, what it forecasts, and how far ahead.
 *
 * @param family model family
 * @param quantity speed or volume
 * @param horizon how far ahead
 */
public record ModelName(ModelFamily family, Quantity quantity, Horizon horizon) {

  /** File in a bundle: {@code gradient_boosted_trees/speed_15.model}. */
  public String file() {
    return family.key() + "/" + fileName();
  }

  /** File in the directory of its family: {@code speed_15.model}. */
  String fileName() {
    return quantity.key() + "_" + horizon.key() + ".model";
  }
}
