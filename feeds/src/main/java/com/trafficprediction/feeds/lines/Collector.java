package com.trafficprediction.feeds.lines;

import com.trafficprediction.core.reading.RawReading;
import com.trafficprediction.core.reading.RejectionReason;
import com.trafficprediction.feeds.source.FeedRow;
import com.trafficprediction.feeds.source.ReaderCounts;
import com.trafficprediction.feeds.source.RejectedRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Takes what a parser finds in one line, and counts. For use by one thread. */
final class Collector {
  private final List<FeedRow> pending = new ArrayList<>();
  private int next;
  private long cells;
  private long readings;
  private long rejected;
  private long filtered;
  private long missing;
  private long ambiguous;

  void reading(RawReading reading, boolean ambiguousTime) {
    cells++;
    readings++;
    if (ambiguousTime) {
      ambiguous++;
    }
    pending.add(new FeedRow.Parsed(reading));
  }

  void rejected(String file, LineSource line, String text, Set<RejectionReason> reasons) {
    cells++;
    rejected++;
    pending.add(new FeedRow.Rejected(new RejectedRow(file, line.line(), text, reasons)));
  }

  void filtered() {
    cells++;
    filtered++;
  }

  void missing() {
    cells++;
    missing++;
  }

  /** Forgets the rows of the line before. */
  void clear() {
    pending.clear();
    next = 0;
  }

  boolean hasNext() {
    return next < pending.size();
  }

  FeedRow next() {
    return pending.get(next++);
  }

  ReaderCounts counts() {
    return new ReaderCounts(cells, readings, rejected, filtered, missing, ambiguous);
  }
}
