package com.trafficprediction.feeds.synthetic;

import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.units.SpeedUnit;

/** Errors of the two trivial forecasts over the last fifth of a run. */
final class Baselines {
  private static final double TRAINING_SHARE = 0.8;
  private static final int SLOTS = 288;

  private Baselines() {}

  /** Mean absolute error when the speed of now is the forecast. */
  static double persistenceMph(Speeds run, int steps) {
    double sum = 0;
    long n = 0;
    for (double[] speeds : run.speedKmh) {
      for (int w = split(run); w + steps < run.windows(); w++) {
        double error = Math.abs(speeds[w + steps] - speeds[w]);
        if (!Double.isNaN(error)) {
          sum += error;
          n++;
        }
      }
    }
    return SpeedUnit.MPH.fromKmh(sum / n);
  }

  /** Mean absolute error when the mean of the same time on like days is the forecast. */
  static double historicalAverageMph(Speeds run, int steps) {
    LocalCalendar calendar = run.network.calendar();
    int[] slots = new int[run.windows()];
    for (int w = 0; w < slots.length; w++) {
      long millis = run.millis(w);
      slots[w] = calendar.slot(millis) + (calendar.isWeekend(millis) ? SLOTS : 0);
    }
    double sum = 0;
    long n = 0;
    for (double[] speeds : run.speedKmh) {
      double[] mean = means(speeds, slots, split(run));
      for (int w = split(run) + steps; w < run.windows(); w++) {
        double error = Math.abs(speeds[w] - mean[slots[w]]);
        if (!Double.isNaN(error)) {
          sum += error;
          n++;
        }
      }
    }
    return SpeedUnit.MPH.fromKmh(sum / n);
  }

  private static double[] means(double[] speeds, int[] slots, int until) {
    double[] sum = new double[2 * SLOTS];
    int[] n = new int[2 * SLOTS];
    for (int w = 0; w < until; w++) {
      if (!Double.isNaN(speeds[w])) {
        sum[slots[w]] += speeds[w];
        n[slots[w]]++;
      }
    }
    for (int slot = 0; slot < sum.length; slot++) {
      sum[slot] /= n[slot];
    }
    return sum;
  }

  private static int split(Speeds run) {
    return (int) (run.windows() * TRAINING_SHARE);
  }
}
