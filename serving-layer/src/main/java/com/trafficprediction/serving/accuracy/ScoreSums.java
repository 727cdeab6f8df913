package com.trafficprediction.serving.accuracy;

import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.forecast.PredictionInterval;
import com.trafficprediction.core.forecast.TrafficCategory;
import java.util.ArrayList;
import java.util.List;

/** Adds up how one model did at one horizon. Not thread-safe. */
final class ScoreSums {
  private static final int BINS = 10;

  private long n;
  private double absolute;
  private double squared;
  private double signed;
  private long compared;
  private double comparedAbsolute;
  private double persistenceAbsolute;
  private long covered;
  private double width;
  private long congested;
  private long congestedCovered;
  private double congestedAbsolute;
  private long hits;
  private double brier;
  private final long[] binCount = new long[BINS];
  private final long[] binHits = new long[BINS];
  private final double[] binConfidence = new double[BINS];

  void add(
      double predicted,
      double current,
      PredictionInterval interval,
      TrafficCategory category,
      double confidence,
      double observed) {
    double error = predicted - observed;
    n++;
    absolute += Math.abs(error);
    squared += error * error;
    signed += error;
    if (!Double.isNaN(current)) {
      compared++;
      comparedAbsolute += Math.abs(error);
      persistenceAbsolute += Math.abs(current - observed);
    }
    boolean inside = interval.contains(observed);
    covered += inside ? 1 : 0;
    width += interval.widthKmh();
    if (observed < TrafficCategory.CONGESTED_BELOW_KMH) {
      congested++;
      congestedCovered += inside ? 1 : 0;
      congestedAbsolute += Math.abs(error);
    }
    addCategory(TrafficCategory.of(observed) == category, confidence);
  }

  private void addCategory(boolean hit, double confidence) {
    hits += hit ? 1 : 0;
    brier += Math.pow(confidence - (hit ? 1 : 0), 2);
    int bin = Math.min(BINS - 1, (int) (confidence * BINS));
    binCount[bin]++;
    binHits[bin] += hit ? 1 : 0;
    binConfidence[bin] += confidence;
  }

  Score score(String model, Horizon horizon) {
    return new Score(
        model,
        horizon.minutes(),
        n,
        ratio(absolute, n),
        Math.sqrt(ratio(squared, n)),
        ratio(signed, n),
        compared,
        ratio(comparedAbsolute, compared),
        ratio(persistenceAbsolute, compared),
        ratio((double) covered, n),
        ratio(width, n),
        new Score.Congested(
            congested,
            ratio(congestedAbsolute, congested),
            ratio((double) congestedCovered, congested)),
        new Score.Category(ratio((double) hits, n), ratio(brier, n), bins()));
  }

  private List<Score.Bin> bins() {
    List<Score.Bin> bins = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      if (binCount[bin] > 0) {
        bins.add(
            new Score.Bin(
                binCount[bin],
                binConfidence[bin] / binCount[bin],
                (double) binHits[bin] / binCount[bin]));
      }
    }
    return bins;
  }

  private static double ratio(double sum, long count) {
    return count == 0 ? Double.NaN : sum / count;
  }
}
