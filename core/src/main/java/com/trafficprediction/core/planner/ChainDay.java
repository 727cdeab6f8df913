package com.trafficprediction.core.planner;

import com.trafficprediction.core.network.Segment;
import com.trafficprediction.core.window.WindowSums;
import com.trafficprediction.core.window.Windows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * One local day on one chain: mainline stations in the order that traffic passes them, and their
 * windows. A window that was not put is not observed.
 *
 * <p>Mutable and not thread-safe.
 */
public final class ChainDay {
  /**
   * A station of the chain.
   *
   * @param segmentId its segment
   * @param travelKm distance along the chain in the direction of traffic
   * @param lengthKm length that it stands for, NaN when unknown
   */
  public record Station(String segmentId, double travelKm, double lengthKm) {}

  private final long localDay;
  private final long startMillis;
  private final List<Station> stations;
  private final WindowSums[][] windows;

  /**
   * @param localDay the local day, as the calendar counts
   * @param startMillis its first window, epoch milliseconds
   * @param untilMillis first window of the next local day: 23 to 25 hours later
   * @param segments segments of one chain, each with a position, in any order
   */
  public ChainDay(long localDay, long startMillis, long untilMillis, List<Segment> segments) {
    this.localDay = localDay;
    this.startMillis = Windows.requireStart(startMillis);
    int points = (int) ((Windows.requireStart(untilMillis) - startMillis) / Windows.MILLIS);
    List<Station> found = new ArrayList<>();
    for (Segment segment : segments) {
      double travelKm = segment.chain().orElseThrow().travelKm();
      found.add(new Station(segment.id(), travelKm, segment.lengthKm()));
    }
    found.sort(Comparator.comparingDouble(Station::travelKm).thenComparing(Station::segmentId));
    this.stations = List.copyOf(found);
    this.windows = new WindowSums[stations.size()][points];
    for (WindowSums[] ofStation : windows) {
      Arrays.fill(ofStation, WindowSums.EMPTY);
    }
  }

  /** Puts a window; one outside the day or of another segment is an error of the caller. */
  public void put(String segmentId, long windowStartMillis, WindowSums sums) {
    for (int i = 0; i < stations.size(); i++) {
      if (stations.get(i).segmentId().equals(segmentId)) {
        int point = (int) ((windowStartMillis - startMillis) / Windows.MILLIS);
        windows[i][point] = sums;
        return;
      }
    }
    throw new IllegalArgumentException("segment " + segmentId + " is not on this chain");
  }

  public long localDay() {
    return localDay;
  }

  /** Stations in the direction of traffic. */
  public List<Station> stations() {
    return stations;
  }

  /** Windows in the day. */
  public int points() {
    return windows.length == 0 ? 0 : windows[0].length;
  }

  /** Start of a window of the day, epoch milliseconds. */
  public long millisAt(int point) {
    return startMillis + point * Windows.MILLIS;
  }

  WindowSums window(int station, int point) {
    return windows[station][point];
  }

  /** Observed speed in km/h, NaN when there is none. */
  double speedKmh(int station, int point) {
    return windows[station][point].speedKmh();
  }

  /** Kilometres from a station to the next one downstream; infinite for the last. */
  double gapKm(int station) {
    return station + 1 < stations.size()
        ? stations.get(station + 1).travelKm() - stations.get(station).travelKm()
        : Double.POSITIVE_INFINITY;
  }
}
