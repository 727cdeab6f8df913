package com.trafficprediction.core.profile;

import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.units.Quantity;
import com.trafficprediction.core.window.Windows;

/**
 * What is usual on one segment, fitted on windows that ended at or before {@link #fittedThrough()}.
 *
 * <p>The estimate of a slot is a mean over +-15 minutes (triangular weights), shrunk: slot of the
 * week towards its day type by two pseudo-days, day type towards all days by one (an
 * empirical-Bayes mean with a fixed prior weight). Immutable, thread-safe. Speeds are km/h, volumes
 * vehicles per hour.
 */
public final class SegmentProfile {
  /**
   * How far before and after a time asked for windows are left out: the smoothing's 15 minutes, and
   * an hour more on the day on which the clock repeats one.
   */
  public static final long LEAVE_OUT_REACH_MILLIS = SlotKernel.REACH * Windows.MILLIS + 3_600_000L;

  private static final double CENTI = 100.0;

  private final String segmentId;
  private final long fittedThrough;
  private final LocalCalendar calendar;
  private final SlotTable speed;
  private final SlotTable volume;
  private final SegmentStatistics statistics;

  /**
   * @param fittedThrough end of the last window folded, epoch milliseconds, exclusive
   * @param sums exact sums; not modified later
   */
  public SegmentProfile(
      String segmentId, long fittedThrough, ProfileSums sums, LocalCalendar calendar) {
    this.segmentId = segmentId;
    this.fittedThrough = fittedThrough;
    this.calendar = calendar;
    this.speed = new SlotTable(sums.speed());
    this.volume = new SlotTable(sums.volume());
    this.statistics = SegmentStatistics.of(sums, freeFlowKmh());
  }

  public String segmentId() {
    return segmentId;
  }

  public long fittedThrough() {
    return fittedThrough;
  }

  /** Statistics over all time, for features and reports. */
  public SegmentStatistics statistics() {
    return statistics;
  }

  /**
   * The profile as a forecast at an origin may use it.
   *
   * @throws FittedLaterException when the profile was fitted on data after the origin
   */
  public ProfileLookup at(long originMillis) {
    if (originMillis < fittedThrough) {
      throw new FittedLaterException(segmentId, fittedThrough, originMillis);
    }
    return new Fitted();
  }

  /**
   * The profile with the local day of whatever time is asked for left out, equal to the last bit to
   * one fitted without that day: for training rows, which lie inside the data that the profile was
   * fitted on.
   *
   * @param ownDay the observed windows around the times that will be asked for: {@link
   *     #LEAVE_OUT_REACH_MILLIS} before and after. What it does not hold is not left out.
   */
  public ProfileLookup leavingDayOut(ObservedValues ownDay) {
    return new LeaveDayOut(ownDay);
  }

  /** Observed values of the segment, as they were folded into the profile. */
  public interface ObservedValues {
    /** Speed of a window in 0.01 km/h, or {@code Quantity.ABSENT} when none was folded. */
    int speedCenti(long startMillis);

    /** Volume of a window in vehicles per hour, or {@code Quantity.ABSENT}. */
    int volumeVph(long startMillis);
  }

  /** Highest usual speed of any slot over all days: what free flow is on this segment. */
  private double freeFlowKmh() {
    double best = Double.NaN;
    for (int slot = 0; slot < Windows.PER_DAY; slot++) {
      double mean = speed.meanOfAllDays(slot) / CENTI;
      best = Double.isNaN(best) || mean > best ? mean : best;
    }
    return best;
  }

  private static Usual scaled(Usual usual) {
    return usual.known() ? new Usual(usual.mean() / CENTI, usual.std() / CENTI) : usual;
  }

  private final class Fitted implements ProfileLookup {
    @Override
    public Usual speed(long startMillis) {
      return scaled(
          speed.usual(calendar.dayOfWeek(startMillis), calendar.slot(startMillis), 0, 0, 0));
    }

    @Override
    public Usual volume(long startMillis) {
      return volume.usual(calendar.dayOfWeek(startMillis), calendar.slot(startMillis), 0, 0, 0);
    }
  }

  private final class LeaveDayOut implements ProfileLookup {
    private final ObservedValues ownDay;

    LeaveDayOut(ObservedValues ownDay) {
      this.ownDay = ownDay;
    }

    @Override
    public Usual speed(long startMillis) {
      return scaled(without(speed, startMillis, true));
    }

    @Override
    public Usual volume(long startMillis) {
      return without(volume, startMillis, false);
    }

    private Usual without(SlotTable table, long startMillis, boolean ofSpeed) {
      int slot = calendar.slot(startMillis);
      long day = calendar.localDay(startMillis);
      boolean steady = calendar.isSteadyAround(startMillis);
      int first = Math.max(0, slot - SlotKernel.REACH);
      int last = Math.min(Windows.PER_DAY - 1, slot + SlotKernel.REACH);
      LeftOut left = new LeftOut();
      for (int near = first; near <= last; near++) {
        int weight = SlotKernel.weight(near - slot);
        if (steady) {
          left.add(weight, folded(startMillis + (near - slot) * Windows.MILLIS, ofSpeed));
        } else {
          for (long start : calendar.windowStarts(day, near)) {
            left.add(weight, folded(start, ofSpeed));
          }
        }
      }
      return table.usual(
          calendar.dayOfWeekOfDay(day), slot, left.weight, left.sum, left.sumSquares);
    }

    /** The value that was folded for a window; absent after the end of what was fitted. */
    private int folded(long startMillis, boolean ofSpeed) {
      if (startMillis + Windows.MILLIS > fittedThrough) {
        return Quantity.ABSENT;
      }
      return ofSpeed ? ownDay.speedCenti(startMillis) : ownDay.volumeVph(startMillis);
    }
  }

  /** What one day added to a smoothed cell. */
  private static final class LeftOut {
    private long weight;
    private long sum;
    private long sumSquares;

    void add(int w, long value) {
      if (value != Quantity.ABSENT) {
        weight += w;
        sum += w * value;
        sumSquares += w * value * value;
      }
    }
  }
}
