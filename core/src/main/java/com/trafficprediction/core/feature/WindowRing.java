package com.trafficprediction.core.feature;

import com.trafficprediction.core.profile.ProfileFold;
import com.trafficprediction.core.profile.SegmentProfile;
import com.trafficprediction.core.units.Quantity;
import com.trafficprediction.core.window.WindowSums;
import com.trafficprediction.core.window.Windows;
import java.util.Arrays;

/**
 * The recent windows of one segment in a ring of fixed size: a window put in evicts the one that is
 * a whole ring older. Windows may arrive in any order within the ring's span; one may be replaced
 * by an amended version. Mutable, not thread-safe.
 */
public final class WindowRing implements SegmentProfile.ObservedValues {
  private static final long EMPTY = Long.MIN_VALUE;

  private final long[] starts;
  private final int[] speedCenti;
  private final int[] volumeVph;
  private final int[] occupancyCenti;

  /** A ring that holds so many windows. */
  public WindowRing(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("a ring needs room for a window, got " + capacity);
    }
    starts = new long[capacity];
    speedCenti = new int[capacity];
    volumeVph = new int[capacity];
    occupancyCenti = new int[capacity];
    clear();
  }

  /** Forgets everything. */
  public void clear() {
    Arrays.fill(starts, EMPTY);
  }

  /** Puts a window in; one that is older than what its place holds is ignored. */
  public void put(long startMillis, WindowSums sums) {
    put(
        startMillis,
        ProfileFold.speedCenti(sums),
        ProfileFold.volumeVph(sums),
        Quantity.centi(sums.occupancyPercent()));
  }

  /** Puts a window in by its quantised values, each of which may be {@link Quantity#ABSENT}. */
  public void put(long startMillis, int speed, int volume, int occupancy) {
    int i = index(Windows.requireStart(startMillis));
    if (starts[i] > startMillis) {
      return;
    }
    starts[i] = startMillis;
    speedCenti[i] = speed;
    volumeVph[i] = volume;
    occupancyCenti[i] = occupancy;
  }

  @Override
  public int speedCenti(long startMillis) {
    int i = index(startMillis);
    return starts[i] == startMillis ? speedCenti[i] : Quantity.ABSENT;
  }

  @Override
  public int volumeVph(long startMillis) {
    int i = index(startMillis);
    return starts[i] == startMillis ? volumeVph[i] : Quantity.ABSENT;
  }

  /** Occupancy of a window in 0.01 %, or {@link Quantity#ABSENT}. */
  public int occupancyCenti(long startMillis) {
    int i = index(startMillis);
    return starts[i] == startMillis ? occupancyCenti[i] : Quantity.ABSENT;
  }

  /** What a forecast at an origin may know. */
  public PastWindows asOf(long originMillis) {
    return new PastWindows(this, originMillis);
  }

  private int index(long startMillis) {
    return (int) Math.floorMod(startMillis / Windows.MILLIS, (long) starts.length);
  }
}
