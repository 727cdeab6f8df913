package com.trafficprediction.core.feature;

import com.trafficprediction.core.calendar.LocalCalendar;
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
 * @param network the network's means, as of the origin
 */
public record Origin(
    long millis,
    LocalCalendar calendar,
    SegmentView own,
    List<SegmentView> upstream,
    List<SegmentView> downstream,
    List<SegmentView> coLocated,
    NetworkMeans network) {}
