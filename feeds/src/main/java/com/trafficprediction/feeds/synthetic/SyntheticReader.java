package com.trafficprediction.feeds.synthetic;

import com.trafficprediction.core.reading.RawReading;
import com.trafficprediction.core.reading.RejectionReason;
import com.trafficprediction.feeds.source.FeedRow;
import com.trafficprediction.feeds.source.ReaderCounts;
import com.trafficprediction.feeds.source.ReadingsReader;
import com.trafficprediction.feeds.source.ReadingsSplit;
import com.trafficprediction.feeds.source.RejectedRow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a range of days, one simulated day in memory at a time. For use by one thread. */
final class SyntheticReader implements ReadingsReader {

  /** A day to simulate, and the range of local days whose readings are wanted of it. */
  private record Task(LocalDate simulated, LocalDate from, LocalDate to) {}

  private final SyntheticFeed feed;
  private final List<Task> tasks = new ArrayList<>();
  private int started;
  private Iterator<RawReading> readings = Collections.emptyIterator();
  private @Nullable RawReading current;
  private long count;

  SyntheticReader(SyntheticFeed feed, ReadingsSplit split) {
    this.feed = feed;
    LocalDate start = feed.parameters().startDate();
    for (ReadingsSplit.Slice slice : split.slices()) {
      if (slice.cut() != ReadingsSplit.Cut.ROWS || slice.to() > feed.parameters().days()) {
        throw new IllegalArgumentException("not a split of this synthetic feed: " + slice);
      }
      LocalDate from = start.plusDays(slice.from());
      LocalDate to = start.plusDays(slice.to());
      SyntheticFeed.simulated(from, to).forEach(date -> tasks.add(new Task(date, from, to)));
    }
  }

  @Override
  public boolean advance() {
    while (!readings.hasNext() && started < tasks.size()) {
      Task task = tasks.get(started++);
      readings = feed.readings(task.simulated(), task.from(), task.to()).iterator();
    }
    current = readings.hasNext() ? readings.next() : null;
    count += current == null ? 0 : 1;
    return current != null;
  }

  @Override
  public FeedRow current() {
    return new FeedRow.Parsed(reading());
  }

  private RawReading reading() {
    if (current == null) {
      throw new IllegalStateException("no current reading: call advance() first");
    }
    return current;
  }

  @Override
  public RejectedRow reject(Set<RejectionReason> reasons) {
    return new RejectedRow(SyntheticSplits.FILE, count, reading().toString(), reasons);
  }

  @Override
  public ReaderCounts counts() {
    return new ReaderCounts(count, count, 0, 0, 0, 0);
  }

  @Override
  public float progress() {
    return tasks.isEmpty() ? 1 : started / (float) tasks.size();
  }

  @Override
  public void close() {
    readings = Collections.emptyIterator();
    started = tasks.size();
    current = null;
  }
}
