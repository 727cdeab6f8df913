package com.trafficprediction.feeds.hdf5;

import com.trafficprediction.feeds.assembly.SegmentLookup;
import com.trafficprediction.feeds.mapping.ReadingsMapping.PandasHdf5;
import com.trafficprediction.feeds.source.ReadingsReader;
import com.trafficprediction.feeds.source.ReadingsSplit;
import com.trafficprediction.feeds.source.ReadingsSplit.Slice;
import com.trafficprediction.feeds.table.DataDirectory;
import com.trafficprediction.feeds.time.LocalTimes;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * The HDF5 format, as seen from outside this package.
 *
 * @param data where files lie
 * @param mapping how they are mapped
 * @param segments what is known of segments
 * @param zone of the frames' timestamps
 */
public record PandasFormat(
    DataDirectory data, PandasHdf5 mapping, SegmentLookup segments, ZoneId zone) {
  /** Under this many cells a cut costs more than it gains. */
  private static final long MIN_SLICE_CELLS = 100_000;

  private static final long BYTES_PER_CELL = 8;

  PandasFrame frame(String file) {
    return PandasFrame.open(data.resolve(file), mapping.group());
  }

  LocalTimes localTimes() {
    return new LocalTimes(zone);
  }

  /**
   * Slices of one file, whose layout is checked first.
   *
   * @param wanted number of slices, at least 1; a small file gives fewer
   */
  public List<Slice> slices(String file, int wanted) {
    try (PandasFrame frame = frame(file)) {
      long columns = frame.columns().size();
      long most = Math.max(1, frame.rows() * columns / MIN_SLICE_CELLS);
      long count = Math.min(wanted, most);
      List<Slice> slices = new ArrayList<>();
      for (long i = 0; i < count; i++) {
        long from = frame.rows() * i / count;
        long to = frame.rows() * (i + 1) / count;
        slices.add(Slice.rows(file, from, to, (to - from) * columns * BYTES_PER_CELL));
      }
      return slices;
    }
  }

  /** A reader of one split. */
  public ReadingsReader open(ReadingsSplit split) {
    return new PandasReader(this, split);
  }
}
