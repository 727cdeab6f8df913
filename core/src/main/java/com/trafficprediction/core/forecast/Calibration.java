package com.trafficprediction.core.forecast;

import java.util.List;

/**
 * The residuals that one horizon's intervals are made of, as stored in a bundle.
 *
 * @param horizon minutes ahead
 * @param model family of the model whose residuals these are
 * @param strata how forecasts are grouped
 * @param policy how misses are shared out
 * @param counts residuals per stratum
 */
public record Calibration(
    int horizon,
    String model,
    ResidualStrata strata,
    IntervalPolicy policy,
    List<ResidualCounts.StratumCounts> counts) {

  /** The distribution that these residuals make. */
  public ResidualDistribution distribution() {
    ResidualCounts sums = new ResidualCounts(strata);
    counts.forEach(sums::addState);
    return ResidualDistribution.of(sums, policy);
  }
}
