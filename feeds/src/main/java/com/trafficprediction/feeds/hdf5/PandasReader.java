package com.trafficprediction.feeds.hdf5;

import com.trafficprediction.core.reading.RawReading;
import com.trafficprediction.core.reading.RejectionReason;
import com.trafficprediction.feeds.assembly.CellReader;
import com.trafficprediction.feeds.assembly.CellReader.Column;
import com.trafficprediction.feeds.source.FeedRow;
import com.trafficprediction.feeds.source.ReaderCounts;
import com.trafficprediction.feeds.source.ReadingsReader;
import com.trafficprediction.feeds.source.ReadingsSplit;
import com.trafficprediction.feeds.source.ReadingsSplit.Slice;
import com.trafficprediction.feeds.source.RejectedRow;
import com.trafficprediction.feeds.time.ParsedTime;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads rows of pandas frames, cell by cell. For use by one thread. */
final class PandasReader implements ReadingsReader {
  /** Cells in memory at a time: 8 MB. */
  private static final int BLOCK_CELLS = 1 << 20;

  private final PandasFormat format;
  private final ReadingsSplit split;
  private final CellReader cells;

  private int slicesOpened;
  private long weightDone;
  private @Nullable Open open;
  private @Nullable FeedRow current;

  private long cellCount;
  private long readings;
  private long rejected;
  private long filtered;
  private long missing;
  private long ambiguous;

  PandasReader(PandasFormat format, ReadingsSplit split) {
    this.format = format;
    this.split = split;
    this.cells =
        new CellReader(
            format.mapping().quantity(), format.mapping().values(), format.mapping().time());
  }

  /** The slice being read, and where in it. */
  private static final class Open {
    final Slice slice;
    final PandasFrame frame;
    final List<Column> columns;
    int row;
    int column;
    int blockStart;
    int blockEnd;
    double[] block = new double[0];
    ParsedTime time = ParsedTime.NONE;

    Open(Slice slice, PandasFrame frame, List<Column> columns) {
      this.slice = slice;
      this.frame = frame;
      this.columns = columns;
      this.row = (int) slice.from() - 1;
      this.column = columns.size();
      this.blockEnd = (int) slice.from();
    }
  }

  @Override
  public boolean advance() {
    while (true) {
      Open slice = open;
      if (slice == null) {
        if (slicesOpened == split.slices().size()) {
          current = null;
          return false;
        }
        open = open(split.slices().get(slicesOpened++));
      } else if (slice.column < slice.columns.size()) {
        if (cell(slice)) {
          return true;
        }
      } else if (slice.row + 1 < slice.slice.to()) {
        if (nextRow(slice)) {
          return true;
        }
      } else {
        slice.frame.close();
        weightDone += slice.slice.weight();
        open = null;
      }
    }
  }

  private Open open(Slice slice) {
    PandasFrame frame = format.frame(slice.file());
    return new Open(
        slice,
        frame,
        frame.columns().stream().map(id -> Column.of(id, format.segments())).toList());
  }

  /** Goes to the next row; true when the row as a whole is rejected. */
  private boolean nextRow(Open slice) {
    slice.row++;
    if (slice.row == slice.blockEnd) {
      int rows = Math.max(1, BLOCK_CELLS / Math.max(1, slice.columns.size()));
      slice.blockStart = slice.row;
      slice.blockEnd = (int) Math.min(slice.slice.to(), slice.row + (long) rows);
      slice.block = slice.frame.block(slice.blockStart, slice.blockEnd - slice.blockStart);
    }
    slice.time = time(slice);
    if (slice.time.isTime()) {
      slice.column = 0;
      return false;
    }
    cellCount++;
    rejected++;
    current =
        new FeedRow.Rejected(
            new RejectedRow(
                slice.slice.file(),
                slice.row + 1L,
                localTime(slice) + " is no local time of " + format.zone(),
                Set.of(RejectionReason.MISSING_TIMESTAMP)));
    return true;
  }

  private ParsedTime time(Open slice) {
    return slice.frame.zoned()
        ? new ParsedTime(slice.frame.timestampMillis(slice.row), false)
        : format.localTimes().at(localTime(slice));
  }

  private static LocalDateTime localTime(Open slice) {
    long millis = slice.frame.timestampMillis(slice.row);
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(millis, 1000L),
        (int) Math.floorMod(millis, 1000L) * 1_000_000,
        ZoneOffset.UTC);
  }

  /** Takes the next cell of the row; false when it is no reading. */
  private boolean cell(Open slice) {
    Column column = slice.columns.get(slice.column);
    int at = (slice.row - slice.blockStart) * slice.columns.size() + slice.column;
    slice.column++;
    cellCount++;
    if (column.leftOut()) {
      filtered++;
      return false;
    }
    double value = slice.block[at];
    RawReading reading = cells.reading(column, slice.time.epochMillis(), value);
    if (reading == null) {
      missing++;
      return false;
    }
    readings++;
    if (slice.time.ambiguous()) {
      ambiguous++;
    }
    current = new FeedRow.Parsed(reading);
    return true;
  }

  @Override
  public FeedRow current() {
    FeedRow row = current;
    if (row == null) {
      throw new IllegalStateException("no current row: advance() first, and only while it is true");
    }
    return row;
  }

  @Override
  public RejectedRow reject(Set<RejectionReason> reasons) {
    if (current() instanceof FeedRow.Rejected rejectedRow) {
      return rejectedRow.row();
    }
    Open slice = open;
    if (slice == null) {
      throw new IllegalStateException("no current row: the reader is closed");
    }
    int column = slice.column - 1;
    int at = (slice.row - slice.blockStart) * slice.columns.size() + column;
    String text = slice.columns.get(column).id() + " = " + slice.block[at];
    return new RejectedRow(slice.slice.file(), slice.row + 1L, text, reasons);
  }

  @Override
  public ReaderCounts counts() {
    return new ReaderCounts(cellCount, readings, rejected, filtered, missing, ambiguous);
  }

  @Override
  public float progress() {
    Open slice = open;
    double within = 0;
    if (slice != null && slice.slice.to() > slice.slice.from()) {
      double rows = slice.row + 1.0 - slice.slice.from();
      within = rows / (slice.slice.to() - slice.slice.from()) * slice.slice.weight();
    }
    return (float) Math.min(1, (weightDone + within) / Math.max(1, split.weight()));
  }

  @Override
  public void close() {
    if (open != null) {
      open.frame.close();
      open = null;
    }
    current = null;
  }
}
