package com.trafficprediction.core.feature;

import com.trafficprediction.core.calendar.LocalCalendar;
import java.time.Instant;
import java.util.List;

/**
 * Everything a feature may read for one segment at one origin.
 *
 * @param millis the origin: end of the last complete window, epoch milliseconds
 * @param calendar the network's local time
 * @param own the segment
 * @param upstream its neighbours upstream, nearest first
 * @param downstream its neighbours downstream, nearest first
 * @param coLocated the station of the other lane type; at most one
 * @param network the network's means; the extractor sees them as of the origin
 */
public record Origin(
    long millis,
    LocalCalendar calendar,
    SegmentView own,
    List<SegmentView> upstream,
    List<SegmentView> downstream,
    List<SegmentView> coLocated,
    NetworkMeans network) {

  /**
   * @throws IllegalArgumentException when a view was taken as of another origin: it might know the
   *     future of this one
   */
  public Origin {
    requireSameOrigin(millis, own);
    upstream.forEach(view -> requireSameOrigin(millis, view));
    downstream.forEach(view -> requireSameOrigin(millis, view));
    coLocated.forEach(view -> requireSameOrigin(millis, view));
    network = network.asOf(millis);
  }

  private static void requireSameOrigin(long millis, SegmentView view) {
    if (view.past().originMillis() != millis) {
      throw new IllegalArgumentException(
          "a segment's windows as of "
              + Instant.ofEpochMilli(view.past().originMillis())
              + " cannot serve a forecast from "
              + Instant.ofEpochMilli(millis)
              + ": take them with asOf(origin)");
    }
  }
}
