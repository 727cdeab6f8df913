package com.trafficprediction.core.evaluation;

import com.trafficprediction.core.forecast.TrafficCategory;
import java.util.EnumSet;
import java.util.Set;

/** The groups of test rows that tables show on their own. */
public enum Slice {
  /** Every scored row. */
  OVERALL("overall"),
  /** Observed speed at the target below 45 mph. */
  CONGESTED("congested"),
  /** Not congested when last observed, congested at the target. */
  ONSET("onset"),
  /** Congested when last observed, no longer at the target. */
  CLEARING("clearing"),
  /** The segment's own window at the origin was missing: the forecast rests on older input. */
  OUTAGE("outage");

  private final String key;

  Slice(String key) {
    this.key = key;
  }

  /** The name in files and reports. */
  public String key() {
    return key;
  }

  /**
   * The slices that a scored row belongs to.
   *
   * @param lastObservedKmh last observed speed at the origin; NaN when there is none to carry
   * @param ageMinutes age of that observation, 0 when the window at the origin was observed
   * @param observedKmh observed speed at the target
   */
  public static Set<Slice> of(double lastObservedKmh, int ageMinutes, double observedKmh) {
    EnumSet<Slice> slices = EnumSet.of(OVERALL);
    boolean congested = observedKmh < TrafficCategory.CONGESTED_BELOW_KMH;
    if (congested) {
      slices.add(CONGESTED);
    }
    boolean known = !Double.isNaN(lastObservedKmh);
    boolean before = lastObservedKmh < TrafficCategory.CONGESTED_BELOW_KMH;
    if (known && before != congested) {
      slices.add(congested ? ONSET : CLEARING);
    }
    if (!known || ageMinutes > 0) {
      slices.add(OUTAGE);
    }
    return slices;
  }
}
