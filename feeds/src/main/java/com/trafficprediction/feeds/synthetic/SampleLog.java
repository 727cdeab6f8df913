package com.trafficprediction.feeds.synthetic;

import com.trafficprediction.core.units.Quantity;

/**
 * The 30-second readings of one station on one service day, quantised. Not thread-safe while being
 * written.
 */
final class SampleLog {
  private static final byte OBSERVED = 1;
  private static final byte IMPUTED = 2;

  private final int[] speedCenti;
  private final int[] vehicles;
  private final int[] occupancyCenti;
  private final byte[] state;
  private int lastGood = -1;

  SampleLog(int samples) {
    speedCenti = new int[samples];
    vehicles = new int[samples];
    occupancyCenti = new int[samples];
    state = new byte[samples];
  }

  void observed(int sample, int speed, int count, int occupancy) {
    write(sample, OBSERVED, speed, count, occupancy);
    lastGood = sample;
  }

  void imputed(int sample, int speed, int count, int occupancy) {
    write(sample, IMPUTED, speed, count, occupancy);
  }

  /** Repeats the last observed reading; nothing on a day that has none yet. */
  void repeat(int sample) {
    if (lastGood >= 0) {
      write(sample, OBSERVED, speedCenti[lastGood], vehicles[lastGood], occupancyCenti[lastGood]);
    }
  }

  private void write(int sample, byte how, int speed, int count, int occupancy) {
    state[sample] = how;
    speedCenti[sample] = speed;
    vehicles[sample] = count;
    occupancyCenti[sample] = occupancy;
  }

  /**
   * Adds up consecutive samples. Observed ones count alone; only where there are none do imputed
   * ones stand in.
   */
  Totals totals(int from, int count) {
    Totals observed = totals(from, count, OBSERVED);
    return observed.samples() > 0 ? observed : totals(from, count, IMPUTED);
  }

  private Totals totals(int from, int count, byte wanted) {
    int samples = 0;
    int counted = 0;
    long weighted = 0;
    int weight = 0;
    long occupied = 0;
    for (int i = from; i < from + count; i++) {
      if (state[i] == wanted) {
        samples++;
        counted += vehicles[i];
        occupied += occupancyCenti[i];
        if (speedCenti[i] != Quantity.ABSENT) {
          weighted += (long) speedCenti[i] * vehicles[i];
          weight += vehicles[i];
        }
      }
    }
    return new Totals(wanted == OBSERVED, samples, counted, weighted, weight, occupied);
  }

  /**
   * Sums over some samples.
   *
   * @param observed measured, not imputed
   * @param samples samples present; 0 when all are missing
   * @param vehicles vehicles counted
   * @param weightedSpeedCenti sum of speed times vehicles
   * @param weight vehicles with a speed
   * @param occupancyCenti sum of occupancies
   */
  record Totals(
      boolean observed,
      int samples,
      int vehicles,
      long weightedSpeedCenti,
      int weight,
      long occupancyCenti) {}
}
