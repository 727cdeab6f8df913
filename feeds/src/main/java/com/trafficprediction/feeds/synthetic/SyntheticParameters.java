package com.trafficprediction.feeds.synthetic;

import com.trafficprediction.core.window.Windows;
import com.trafficprediction.feeds.yaml.Key;
import java.time.LocalDate;

/**
 * What decides the synthetic readings, beside the data set's time zone and holidays. Equal
 * parameters give equal readings, to the last bit.
 *
 * <p>The seed, the number of freeways and the number of segments decide the network; the date of a
 * day and the seed decide what happens on it. So a longer run repeats the days of a shorter one and
 * adds new ones, and a day has the same traffic whatever interval is reported.
 *
 * @param seed any number
 * @param startDate first local day
 * @param days local days, 1 to 3,660
 * @param freeways freeways with two directions each, 1 to {@value #MAX_FREEWAYS}
 * @param segments detector stations of all freeways together, mainline and HOV; at least 4 per
 *     freeway, at most {@value #MAX_SEGMENTS}
 * @param intervalSeconds seconds a reading covers: 30, 60, 150 or 300
 * @param incidentsPerSegmentDay expected incidents per mainline station on a Wednesday, 0 to 1;
 *     other days have as many as their demand asks for
 * @param outagesPerDetectorDay chance that readings are missing for hours, per detector and day, 0
 *     to 1
 * @param stuckPerDetectorDay chance that a detector repeats one reading for hours, per detector and
 *     day, 0 to 1
 * @param imputedPerDetectorDay chance that readings are imputed (0 % observed) for hours, per
 *     detector and day, 0 to 1
 * @param lostReadingShare share of single 30-second readings that never arrive, 0 to 1
 * @param noise scale of the detector noise, 0 (exact detectors) to 3; 1 is like real loops
 * @param rainDayShare share of days with some hours of rain (slower, less capacity), 0 to 1
 */
public record SyntheticParameters(
    @Key(value = "decides everything that is random: any whole number", fallback = "42") long seed,
    @Key(value = "first local day", fallback = "2025-02-14") LocalDate startDate,
    @Key(value = "number of local days", fallback = "28") int days,
    @Key(value = "number of freeways, each with two directions: 1 to 6", fallback = "3")
        int freeways,
    @Key(value = "number of detector stations in all, at least 4 per freeway", fallback = "80")
        int segments,
    @Key(value = "seconds that a reading covers: 30, 60, 150 or 300", fallback = "30")
        int intervalSeconds,
    @Key(value = "expected incidents per mainline station on a Wednesday", fallback = "0.04")
        double incidentsPerSegmentDay,
    @Key(
            value = "chance per detector and day that readings are missing for hours",
            fallback = "0.02")
        double outagesPerDetectorDay,
    @Key(
            value = "chance per detector and day that one reading is repeated for hours",
            fallback = "0.004")
        double stuckPerDetectorDay,
    @Key(
            value = "chance per detector and day that readings are imputed for hours",
            fallback = "0.01")
        double imputedPerDetectorDay,
    @Key(value = "share of single 30-second readings that never arrive", fallback = "0.002")
        double lostReadingShare,
    @Key(value = "scale of the detector noise: 0 for none, 1 like real loops", fallback = "1.0")
        double noise,
    @Key(value = "share of days with some hours of rain", fallback = "0.07") double rainDayShare) {
  public static final int MAX_FREEWAYS = 6;
  public static final int MAX_SEGMENTS = 2_000;

  private static final int MIN_SEGMENTS_PER_FREEWAY = 4;
  private static final int MAX_DAYS = 3_660;
  private static final double MAX_NOISE = 3;

  /**
   * Four weeks, 80 stations on 3 freeways, 30-second readings: what a dataset file that says
   * nothing gets. In the United States these weeks hold a holiday (17 February) and a
   * daylight-saving change (9 March); they end with working days.
   */
  public static final SyntheticParameters DEFAULTS =
      new SyntheticParameters(
          42L, LocalDate.of(2025, 2, 14), 28, 3, 80, 30, 0.04, 0.02, 0.004, 0.01, 0.002, 1.0, 0.07);

  public SyntheticParameters {
    require(
        startDate.getYear() >= 1990 && startDate.getYear() < 2100,
        "start_date must lie in 1990 to 2099, was " + startDate);
    within("days", days, 1, MAX_DAYS);
    within("freeways", freeways, 1, MAX_FREEWAYS);
    within("segments", segments, freeways * MIN_SEGMENTS_PER_FREEWAY, MAX_SEGMENTS);
    require(
        intervalSeconds > 0
            && intervalSeconds % SyntheticDay.SAMPLE_SECONDS == 0
            && Windows.SECONDS % intervalSeconds == 0,
        "interval_seconds must be 30, 60, 150 or 300, was " + intervalSeconds);
    within("incidents_per_segment_day", incidentsPerSegmentDay, 0, 1);
    within("outages_per_detector_day", outagesPerDetectorDay, 0, 1);
    within("stuck_per_detector_day", stuckPerDetectorDay, 0, 1);
    within("imputed_per_detector_day", imputedPerDetectorDay, 0, 1);
    within("lost_reading_share", lostReadingShare, 0, 1);
    within("noise", noise, 0, MAX_NOISE);
    within("rain_day_share", rainDayShare, 0, 1);
  }

  /** The day after the last one. */
  public LocalDate endDate() {
    return startDate.plusDays(days);
  }

  /** The same with another seed: another network, and other days on it. */
  public SyntheticParameters withSeed(long other) {
    return new SyntheticParameters(
        other,
        startDate,
        days,
        freeways,
        segments,
        intervalSeconds,
        incidentsPerSegmentDay,
        outagesPerDetectorDay,
        stuckPerDetectorDay,
        imputedPerDetectorDay,
        lostReadingShare,
        noise,
        rainDayShare);
  }

  private static void within(String key, double value, double min, double max) {
    require(
        value >= min && value <= max,
        key + " must lie in " + plain(min) + " to " + plain(max) + ", was " + plain(value));
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException("synthetic feed: " + message);
    }
  }
}
