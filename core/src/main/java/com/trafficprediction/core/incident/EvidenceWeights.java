package com.trafficprediction.core.incident;

/**
 * How much each sign counts for an incident between two stations; {@link PairEvidence} says what
 * the signs are. Sums above {@code drift} accumulate from window to window, sums below it wear off.
 *
 * @param flowLoss per share of the usual flow that is missing downstream
 * @param flowStep per share of the upstream flow that does not arrive downstream
 * @param speedStep per share of the downstream speed that is missing upstream, beyond the usual
 * @param slowness per 60 km/h that the upstream station is slower than usual
 * @param downstreamQueue taken off when the downstream station itself stands in a queue
 * @param drift taken off in every window
 */
public record EvidenceWeights(
    double flowLoss,
    double flowStep,
    double speedStep,
    double slowness,
    double downstreamQueue,
    double drift) {
  public EvidenceWeights {
    if (!(flowLoss >= 0
        && flowStep >= 0
        && speedStep >= 0
        && slowness >= 0
        && downstreamQueue >= 0
        && drift > 0)) {
      throw new IllegalArgumentException(
          "weights must not be negative, and the drift must be positive");
    }
  }
}
