package com.trafficprediction.feeds.synthetic;

import com.trafficprediction.core.window.Windows;
import com.trafficprediction.feeds.source.ReadingsSplit;
import com.trafficprediction.feeds.source.ReadingsSplit.Slice;
import java.util.ArrayList;
import java.util.List;

/** Divides a run into ranges of local days: a slice's rows are its days, counted from 0. */
final class SyntheticSplits {
  /** What stands for a file name in slices and rejected rows. */
  static final String FILE = "synthetic";

  /** About what a reading takes as a line of text, so that weights compare with those of files. */
  private static final long READING_BYTES = 50;

  private SyntheticSplits() {}

  static List<ReadingsSplit> of(SyntheticParameters parameters, int segments, int targetCount) {
    int count = Math.max(1, Math.min(targetCount, parameters.days()));
    long readingsPerDay =
        (long) segments * Windows.PER_DAY * (Windows.SECONDS / parameters.intervalSeconds());
    List<ReadingsSplit> splits = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long from = (long) parameters.days() * i / count;
      long to = (long) parameters.days() * (i + 1) / count;
      long weight = (to - from) * readingsPerDay * READING_BYTES;
      splits.add(new ReadingsSplit(List.of(Slice.rows(FILE, from, to, weight))));
    }
    return splits;
  }
}
