package com.trafficprediction.benchmarks.training;

import java.util.List;

/**
 * All models of one horizon, on the same test rows.
 *
 * @param horizonMinutes how far ahead
 * @param testRows rows scored, those with an observed origin
 * @param boosted our boosted trees, which the targets are about
 * @param peer XGBoost
 * @param others what else there is: our other families, MLlib's
 */
record Comparison(
    int horizonMinutes, long testRows, Contender boosted, Contender peer, List<Contender> others) {

  Comparison {
    others = List.copyOf(others);
  }

  double maeRatio() {
    return boosted.mae() / peer.mae();
  }

  double congestedRatio() {
    return boosted.congestedMae() / peer.congestedMae();
  }

  double cpuRatio() {
    return boosted.cost().cpuSeconds() / peer.cost().cpuSeconds();
  }
}
