package com.trafficprediction.core.planner;

import com.trafficprediction.core.units.Quantity;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Observed speeds of one place in one part of the week, over many days: exact counts per 0.1 km/h,
 * so percentiles and means come out the same in any order.
 *
 * <p>Mutable and not thread-safe.
 */
public final class SpeedSample {
  private static final double PER_KMH = 10.0;
  private static final long CENTI_MILLIS = 360_000_000L;

  private final TreeMap<Integer, Long> countByTenth = new TreeMap<>();
  private final Set<Long> days = new TreeSet<>();
  private long n;
  private long sumMillisPerKm;

  /**
   * Adds one observed speed.
   *
   * @param localDay the local day it belongs to
   * @param speedKmh observed speed; NaN is not observed and adds nothing
   */
  public void add(long localDay, double speedKmh) {
    if (Double.isNaN(speedKmh)) {
      return;
    }
    double speed = Math.max(TravelSums.MIN_SPEED_KMH, speedKmh);
    countByTenth.merge((int) Math.round(speed * PER_KMH), 1L, Long::sum);
    days.add(localDay);
    n++;
    sumMillisPerKm += Math.round((double) CENTI_MILLIS / Quantity.centi(speed));
  }

  /** Takes over another sample of the same place. */
  public void merge(SpeedSample other) {
    other.countByTenth.forEach((tenth, count) -> countByTenth.merge(tenth, count, Long::sum));
    days.addAll(other.days);
    n += other.n;
    sumMillisPerKm += other.sumMillisPerKm;
  }

  /** Speeds added. */
  public long n() {
    return n;
  }

  /** Local days with at least one of them. */
  public int days() {
    return days.size();
  }

  /** Mean travel time of one kilometre in seconds; NaN without a speed. */
  public double meanSecondsPerKm() {
    return n == 0 ? Double.NaN : sumMillisPerKm / 1000.0 / n;
  }

  /**
   * A percentile of the speeds in km/h, by nearest rank: the least speed that at least so many per
   * cent do not exceed. NaN without a speed.
   *
   * @param percent over 0 up to 100
   */
  public double speedPercentileKmh(double percent) {
    if (!(percent > 0 && percent <= 100)) {
      throw new IllegalArgumentException("a percentile lies in (0, 100], got " + percent);
    }
    long rank = Math.max(1, (long) Math.ceil(percent / 100 * n));
    return n == 0 ? Double.NaN : speedAt(rank);
  }

  /**
   * A percentile of the travel time of one kilometre in seconds, by nearest rank; NaN without a
   * speed. The slow days are the high percentiles.
   */
  public double secondsPerKmPercentile(double percent) {
    if (!(percent > 0 && percent <= 100)) {
      throw new IllegalArgumentException("a percentile lies in (0, 100], got " + percent);
    }
    long rank = Math.max(1, (long) Math.ceil(percent / 100 * n));
    // Times rank the other way round than speeds.
    return n == 0 ? Double.NaN : 3600 / speedAt(n - rank + 1);
  }

  private double speedAt(long rank) {
    long seen = 0;
    for (var entry : countByTenth.entrySet()) {
      seen += entry.getValue();
      if (seen >= rank) {
        return entry.getKey() / PER_KMH;
      }
    }
    throw new IllegalStateException("rank " + rank + " of " + n + " speeds");
  }
}
