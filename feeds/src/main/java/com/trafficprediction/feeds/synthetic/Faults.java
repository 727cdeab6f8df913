package com.trafficprediction.feeds.synthetic;

import java.util.Arrays;
import java.util.SplittableRandom;

/** What goes wrong at one detector on one service day. */
final class Faults {
  /** State of a detector during one reading. */
  enum Fault {
    NONE,
    /** Nothing arrives. */
    MISSING,
    /** The last good reading is repeated, and looks observed. */
    STUCK,
    /** The agency fills in what is usual, with 0 % observed. */
    IMPUTED
  }

  private static final double MIN_HOURS = 0.5;
  private static final double MAX_HOURS = 9;
  private static final double SAMPLES_PER_HOUR = 3600.0 / SyntheticDay.SAMPLE_SECONDS;

  private final Fault[] faults;

  Faults(SyntheticParameters parameters, SplittableRandom random, int samples) {
    faults = new Fault[samples];
    Arrays.fill(faults, Fault.NONE);
    episode(random, parameters.stuckPerDetectorDay(), Fault.STUCK);
    episode(random, parameters.imputedPerDetectorDay(), Fault.IMPUTED);
    episode(random, parameters.outagesPerDetectorDay(), Fault.MISSING);
    if (parameters.lostReadingShare() > 0) {
      for (int i = 0; i < samples; i++) {
        if (random.nextDouble() < parameters.lostReadingShare()) {
          faults[i] = Fault.MISSING;
        }
      }
    }
  }

  Fault at(int sample) {
    return faults[sample];
  }

  /** At most one a day; most last an hour or two, a few much longer. */
  private void episode(SplittableRandom random, double chance, Fault fault) {
    boolean happens = random.nextDouble() < chance;
    int start = random.nextInt(faults.length);
    double skew = random.nextDouble();
    double hours = MIN_HOURS + (MAX_HOURS - MIN_HOURS) * skew * skew * skew;
    if (happens) {
      int end = Math.min(faults.length, start + (int) (hours * SAMPLES_PER_HOUR));
      Arrays.fill(faults, start, end, fault);
    }
  }
}
