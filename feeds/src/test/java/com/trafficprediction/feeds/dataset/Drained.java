package com.trafficprediction.feeds.dataset;

import com.trafficprediction.core.reading.RawReading;
import com.trafficprediction.feeds.source.FeedRow;
import com.trafficprediction.feeds.source.ReaderCounts;
import com.trafficprediction.feeds.source.ReadingsReader;
import com.trafficprediction.feeds.source.ReadingsSplit;
import com.trafficprediction.feeds.source.RejectedRow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** All that a data set's readers gave, as the import job would read it. */
record Drained(
    int splits, List<RawReading> readings, List<RejectedRow> rejected, ReaderCounts counts) {

  static Drained of(Dataset dataset, Path data, int targetSplits) throws IOException {
    List<RawReading> readings = new ArrayList<>();
    List<RejectedRow> rejected = new ArrayList<>();
    ReaderCounts counts = ReaderCounts.NONE;
    List<ReadingsSplit> splits = dataset.splits(data, targetSplits);
    for (ReadingsSplit split : splits) {
      // As another process would: the dataset file and the split arrive as text.
      Dataset shipped = Dataset.parse(dataset.text(), dataset.origin());
      try (ReadingsReader reader = shipped.open(data, ReadingsSplit.decode(split.encode()))) {
        while (reader.advance()) {
          FeedRow row = reader.current();
          if (row instanceof FeedRow.Parsed parsed) {
            readings.add(parsed.reading());
          } else if (row instanceof FeedRow.Rejected bad) {
            rejected.add(bad.row());
          }
        }
        counts = counts.plus(reader.counts());
      }
    }
    return new Drained(splits.size(), readings, rejected, counts);
  }

  /** Readings as "segment time speed", speed in km/h with two decimals. */
  List<String> speeds() {
    return readings.stream()
        .map(
            r ->
                "%s %s %s"
                    .formatted(
                        r.segmentId(),
                        r.timestampMillis() == null
                            ? null
                            : Instant.ofEpochMilli(r.timestampMillis()),
                        r.speedKmh() == null ? "-" : "%.2f".formatted(r.speedKmh())))
        .toList();
  }
}
