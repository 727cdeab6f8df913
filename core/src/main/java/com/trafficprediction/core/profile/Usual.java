package com.trafficprediction.core.profile;

/**
 * What is usual at one time: mean and standard deviation across days. Both NaN when nothing is
 * known.
 */
public record Usual(double mean, double std) {
  public static final Usual UNKNOWN = new Usual(Double.NaN, Double.NaN);

  public boolean known() {
    return !Double.isNaN(mean);
  }
}
