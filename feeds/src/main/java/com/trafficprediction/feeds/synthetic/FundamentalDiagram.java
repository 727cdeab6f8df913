package com.trafficprediction.feeds.synthetic;

/**
 * Flow against density for one lane: the triangular diagram of Daganzo (1994), its free branch bent
 * a little, since drivers slow down by a few km/h before a freeway reaches capacity (the speed-flow
 * curves of the Highway Capacity Manual's basic segments).
 *
 * <p>Free branch: q = k·v·(1 - {@value #BEND}·(k/kc)²) up to the critical density kc, where q is
 * the capacity. Congested branch: q = w·(kj - k), a straight line from there to jam density kj. The
 * wave speed w follows: {@code capacity / (kj - kc)}, about 20 km/h.
 */
final class FundamentalDiagram {
  /** Capacity of one lane, vehicles per hour: between HCM's 2,300 and what PeMS sees sustained. */
  static final double CAPACITY_VPH = 2_050;

  /** Density at which nothing moves, vehicles per km and lane. */
  static final double JAM_DENSITY = 125;

  /** Share of the free speed that is lost when the flow reaches capacity. */
  static final double BEND = 0.07;

  private FundamentalDiagram() {}

  /** Critical density of a lane with this free speed, vehicles per km. */
  static double criticalDensity(double freeSpeedKmh) {
    return CAPACITY_VPH / (freeSpeedKmh * (1 - BEND));
  }

  /** Speed of the congested branch's waves, km/h, positive. */
  static double waveSpeedKmh(double freeSpeedKmh) {
    return CAPACITY_VPH / (JAM_DENSITY - criticalDensity(freeSpeedKmh));
  }

  /** Speed on the free branch that carries a flow, km/h; by fixed-point iteration. */
  static double freeBranchSpeedKmh(double freeSpeedKmh, double flowVphPerLane) {
    double critical = criticalDensity(freeSpeedKmh);
    double flow = Math.min(flowVphPerLane, CAPACITY_VPH);
    double speed = freeSpeedKmh;
    for (int i = 0; i < 8; i++) {
      double share = Math.min(1, flow / speed / critical);
      speed = freeSpeedKmh * (1 - BEND * share * share);
    }
    return speed;
  }
}
