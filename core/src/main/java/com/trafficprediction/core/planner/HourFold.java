package com.trafficprediction.core.planner;

import com.trafficprediction.core.forecast.TrafficCategory;
import com.trafficprediction.core.window.WindowSums;

/**
 * Folds the windows of one segment and one hour into what the planner pages add up. Each window
 * once.
 *
 * <p>Mutable and not thread-safe; one fold per segment and hour.
 */
public final class HourFold {
  private final double lengthKm;
  private WindowSums windows = WindowSums.EMPTY;
  private TravelSums travel = TravelSums.EMPTY;
  private int observed;
  private int congested;
  private double least = Double.POSITIVE_INFINITY;
  private double greatest = Double.NEGATIVE_INFINITY;
  private long sumCenti;
  private long sumSquaredCenti;

  /**
   * @param lengthKm length of the segment, NaN when unknown
   */
  public HourFold(double lengthKm) {
    this.lengthKm = lengthKm;
  }

  /** Adds one window. */
  public void add(WindowSums window) {
    windows = windows.merge(window);
    travel = travel.merge(TravelSums.of(window, lengthKm));
    double speed = window.speedKmh();
    if (Double.isNaN(speed)) {
      return;
    }
    observed++;
    congested += speed < TrafficCategory.CONGESTED_BELOW_KMH ? 1 : 0;
    least = Math.min(least, speed);
    greatest = Math.max(greatest, speed);
    long centi = Math.round(speed * 100);
    sumCenti += centi;
    sumSquaredCenti += centi * centi;
  }

  /** Everything in the hour's readings; its {@code speedKmh()} is the hour's mean speed. */
  public WindowSums windows() {
    return windows;
  }

  /** The hour's travel; empty without volume or length. */
  public TravelSums travel() {
    return travel;
  }

  /** Windows with an observed speed. */
  public int observedWindows() {
    return observed;
  }

  /** Share of the observed windows under 45 mph; NaN without one. */
  public double congestedShare() {
    return observed == 0 ? Double.NaN : (double) congested / observed;
  }

  /** Least window mean in km/h; NaN without an observed window. */
  public double minSpeedKmh() {
    return observed == 0 ? Double.NaN : least;
  }

  /** Greatest window mean in km/h; NaN without an observed window. */
  public double maxSpeedKmh() {
    return observed == 0 ? Double.NaN : greatest;
  }

  /** Sample standard deviation of the window means in km/h; NaN under two of them. */
  public double stdSpeedKmh() {
    if (observed < 2) {
      return Double.NaN;
    }
    double n = observed;
    double variance = (sumSquaredCenti - sumCenti / n * sumCenti) / (n - 1);
    return Math.sqrt(Math.max(0, variance)) / 100;
  }
}
