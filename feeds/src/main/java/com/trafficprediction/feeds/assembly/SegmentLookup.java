package com.trafficprediction.feeds.assembly;

import com.trafficprediction.core.network.Segment;
import com.trafficprediction.feeds.table.SegmentTable;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a reader needs to know of segments. Immutable and thread-safe. */
public final class SegmentLookup {
  private final Map<String, Integer> lanes = new HashMap<>();
  private final Set<String> leftOut;
  private final List<String> order;

  public SegmentLookup(SegmentTable table) {
    this.leftOut = table.leftOut();
    this.order = table.order();
    for (Segment segment : table.kept()) {
      lanes.put(segment.id(), segment.lanes());
    }
  }

  /** True when the dataset file leaves the segment out on purpose. */
  public boolean isLeftOut(String segmentId) {
    return leftOut.contains(segmentId);
  }

  /** Lanes of a segment; 0 when unknown. */
  public int lanes(String segmentId) {
    return lanes.getOrDefault(segmentId, 0);
  }

  /** All ids in the order of the segments table, left out ones included. */
  public Collection<String> order() {
    return order;
  }
}
