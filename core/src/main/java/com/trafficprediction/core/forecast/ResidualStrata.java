package com.trafficprediction.core.forecast;

import java.util.List;

/**
 * Cuts forecasts into groups whose errors are alike: by predicted speed, and by how much speeds at
 * that time of the week usually vary at the segment (the spread of its profile at the target). A
 * spread that is not known has a bin of its own.
 *
 * @param speedEdgesKmh ascending; n edges make n + 1 half-open bins
 * @param spreadEdgesKmh ascending; n edges make n + 1 half-open bins, then the one for NaN
 */
public record ResidualStrata(List<Double> speedEdgesKmh, List<Double> spreadEdgesKmh) {
  /** The bins in use. Finest where categories change and where free flow lies. */
  public static final ResidualStrata DEFAULT =
      new ResidualStrata(
          List.of(20.0, 32.0, 45.0, 56.0, 64.0, 72.0, 80.0, 88.0, 96.0, 102.0, 108.0, 114.0),
          List.of(2.0, 4.0, 7.0, 11.0, 16.0));

  public ResidualStrata {
    speedEdgesKmh = List.copyOf(speedEdgesKmh);
    spreadEdgesKmh = List.copyOf(spreadEdgesKmh);
    requireAscending(speedEdgesKmh);
    requireAscending(spreadEdgesKmh);
  }

  private static void requireAscending(List<Double> edges) {
    for (int i = 1; i < edges.size(); i++) {
      if (!(edges.get(i - 1) < edges.get(i))) {
        throw new IllegalArgumentException("edges of strata must ascend, got " + edges);
      }
    }
  }

  /** Number of strata. */
  public int count() {
    return speedBins() * spreadBins();
  }

  int speedBins() {
    return speedEdgesKmh.size() + 1;
  }

  int spreadBins() {
    return spreadEdgesKmh.size() + 2;
  }

  /**
   * The stratum of a forecast, 0 to {@link #count} - 1; strata of one speed bin are adjacent.
   *
   * @param predictedKmh predicted speed, not NaN
   * @param spreadKmh spread of the profile at the target, or NaN when unknown
   */
  public int indexOf(double predictedKmh, double spreadKmh) {
    if (Double.isNaN(predictedKmh)) {
      throw new IllegalArgumentException("a forecast without a speed has no stratum");
    }
    int spread = Double.isNaN(spreadKmh) ? spreadBins() - 1 : binOf(spreadEdgesKmh, spreadKmh);
    return binOf(speedEdgesKmh, predictedKmh) * spreadBins() + spread;
  }

  private static int binOf(List<Double> edges, double value) {
    int bin = 0;
    while (bin < edges.size() && value >= edges.get(bin)) {
      bin++;
    }
    return bin;
  }
}
