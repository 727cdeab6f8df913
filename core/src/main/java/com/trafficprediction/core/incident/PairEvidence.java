package com.trafficprediction.core.incident;

import java.util.Locale;

/**
 * What one window says about an incident between two adjacent stations.
 *
 * <p>The signs are those of the California algorithms (Payne and Tignor 1978, Freeway
 * Incident-Detection Algorithms Based on Decision Trees with States): traffic is slow upstream and
 * fast downstream (their relative spatial difference), and the downstream station is emptier than
 * before (#7: its occupancy is low, #8: it fell). Each is measured against what is usual there and
 * then, so that a recurrent bottleneck, slow upstream and fast downstream every day, is none: it
 * discharges its usual flow. Flows are averaged over two stations on each side where there are.
 *
 * @param sum the signs weighted and added up, the drift taken off; {@link #NOTHING} where no
 *     incident is possible or nothing can be said
 * @param flowLoss share of the usual flow missing downstream, NaN without volume
 * @param speedStep share of the downstream speed missing upstream
 * @param speedKmh speed upstream
 * @param usualSpeedKmh usual speed upstream, NaN when not known
 */
record PairEvidence(
    double sum, double flowLoss, double speedStep, double speedKmh, double usualSpeedKmh) {
  private static final double NOTHING = -1;
  private static final double MOST_FLOW = 0.4;
  private static final double LEAST_FLOW = -0.1;
  private static final double MOST_STEP = 0.8;
  private static final double LEAST_STEP = -0.2;
  private static final double SLOWNESS_KMH = 60;
  private static final double LEAST_SLOWNESS = -0.3;

  static final PairEvidence NONE =
      new PairEvidence(NOTHING, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  /**
   * The evidence of a pair.
   *
   * @param upstreamFlow flow upstream over what is usual on such a day, NaN when not known
   * @param downstreamFlow the same downstream
   */
  static PairEvidence of(
      StationWindow up,
      StationWindow down,
      double upstreamFlow,
      double downstreamFlow,
      IncidentParameters parameters) {
    if (Double.isNaN(up.speedKmh()) || Double.isNaN(down.speedKmh())) {
      return NONE;
    }
    boolean withFlow = !Double.isNaN(upstreamFlow) && !Double.isNaN(downstreamFlow);
    double loss = withFlow ? 1 - downstreamFlow : Double.NaN;
    double step = 1 - up.speedKmh() / down.speedKmh();
    // Little traffic makes no queue; with the usual flow downstream it is a usual bottleneck.
    boolean possible =
        !(down.usualVolumeVph() < parameters.leastPairVolumeVph())
            && !(loss < parameters.leastFlowLoss());
    double sum = NOTHING;
    if (possible) {
      EvidenceWeights weights = withFlow ? parameters.withFlow() : parameters.speedOnly();
      sum =
          speedSigns(up, down, step, weights, parameters)
              + (withFlow ? flowSigns(loss, 1 - downstreamFlow / upstreamFlow, weights) : 0)
              - weights.drift();
    }
    return new PairEvidence(sum, loss, step, up.speedKmh(), up.usualSpeedKmh());
  }

  private static double flowSigns(double loss, double step, EvidenceWeights weights) {
    return weights.flowLoss() * clip(loss, LEAST_FLOW, MOST_FLOW)
        + weights.flowStep() * clip(step, LEAST_FLOW, MOST_FLOW);
  }

  private static double speedSigns(
      StationWindow up,
      StationWindow down,
      double step,
      EvidenceWeights weights,
      IncidentParameters parameters) {
    double usualStep = 1 - up.usualSpeedKmh() / down.usualSpeedKmh();
    double slower = (up.usualSpeedKmh() - up.speedKmh()) / SLOWNESS_KMH;
    return weights.speedStep()
            * clip(step - Math.max(0, zeroIfNaN(usualStep)), LEAST_STEP, MOST_STEP)
        + weights.slowness() * clip(zeroIfNaN(slower), LEAST_SLOWNESS, 1)
        - weights.downstreamQueue() * queueShare(down, parameters);
  }

  /** 0 when the downstream station is free, 1 when it stands in a queue of its own. */
  private static double queueShare(StationWindow down, IncidentParameters p) {
    double share =
        Double.isNaN(down.occupancyPercent())
            ? (p.freeSpeedKmh() - down.speedKmh()) / (p.freeSpeedKmh() - p.queueSpeedKmh())
            : (down.occupancyPercent() - p.freeOccupancyPercent())
                / (p.queueOccupancyPercent() - p.freeOccupancyPercent());
    return clip(share, 0, 1);
  }

  private static double clip(double value, double least, double most) {
    return Math.max(least, Math.min(most, value));
  }

  private static double zeroIfNaN(double value) {
    return Double.isNaN(value) ? 0 : value;
  }

  /** The signs in words. */
  String words() {
    String speed =
        Double.isNaN(usualSpeedKmh)
            ? String.format(Locale.ROOT, "%.0f km/h upstream", speedKmh)
            : String.format(
                Locale.ROOT, "%.0f km/h upstream where %.0f is usual", speedKmh, usualSpeedKmh);
    String flow =
        Double.isNaN(flowLoss)
            ? ""
            : String.format(
                Locale.ROOT, ", %.0f %% of the flow missing downstream", 100 * flowLoss);
    return speed + flow;
  }
}
