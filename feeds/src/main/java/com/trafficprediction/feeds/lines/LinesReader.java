package com.trafficprediction.feeds.lines;

import com.trafficprediction.core.reading.RejectionReason;
import com.trafficprediction.feeds.mapping.Compression;
import com.trafficprediction.feeds.source.FeedException;
import com.trafficprediction.feeds.source.FeedException.Kind;
import com.trafficprediction.feeds.source.FeedRow;
import com.trafficprediction.feeds.source.ReaderCounts;
import com.trafficprediction.feeds.source.ReadingsReader;
import com.trafficprediction.feeds.source.ReadingsSplit;
import com.trafficprediction.feeds.source.ReadingsSplit.Cut;
import com.trafficprediction.feeds.source.ReadingsSplit.Slice;
import com.trafficprediction.feeds.source.RejectedRow;
import com.trafficprediction.feeds.table.DataDirectory;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Reads the slices of a split line by line. For use by one thread. */
public final class LinesReader implements ReadingsReader {
  /** Lines that belong together where a file is cut into {@link Cut#BLOCKS}. */
  static final int BLOCK_LINES = 4096;

  /** Text of readings packs about this well; only progress is estimated with it. */
  private static final double PACKING_RATIO = 7;

  private final DataDirectory data;
  private final Compression compression;
  private final LineParser.Factory format;
  private final ReadingsSplit split;
  private final Collector collector = new Collector();

  private int slicesOpened;
  private long weightDone;
  private @Nullable Open open;
  private @Nullable FeedRow current;

  /** The slice being read. */
  private record Open(Slice slice, LineSource lines, LineParser parser, long packedBytes) {}

  LinesReader(
      DataDirectory data, Compression compression, LineParser.Factory format, ReadingsSplit split) {
    this.data = data;
    this.compression = compression;
    this.format = format;
    this.split = split;
  }

  @Override
  public boolean advance() throws IOException {
    while (true) {
      if (collector.hasNext()) {
        current = collector.next();
        return true;
      }
      Open slice = open;
      if (slice == null) {
        if (slicesOpened == split.slices().size()) {
          current = null;
          return false;
        }
        open = openSlice(split.slices().get(slicesOpened++));
      } else if (nextLine(slice)) {
        collect(slice);
      } else {
        slice.lines().close();
        weightDone += slice.slice().weight();
        open = null;
      }
    }
  }

  private void collect(Open slice) {
    LineSource line = slice.lines();
    collector.clear();
    if (line.tooLong()) {
      collector.rejected(
          slice.slice().file(), line, line.text(), Set.of(RejectionReason.UNPARSABLE));
    } else if (!line.blank()) {
      slice.parser().parse(line, collector);
    }
  }

  /** Goes to the next line of the slice; false behind its last. */
  private boolean nextLine(Open open) throws IOException {
    Slice slice = open.slice();
    LineSource lines = open.lines();
    while (next(data.resolve(slice.file()), lines)) {
      if (slice.cut() == Cut.BYTES && lines.offset() >= slice.to()) {
        return false;
      }
      boolean header = format.hasHeader() && lines.line() == 1;
      boolean ours =
          slice.cut() != Cut.BLOCKS
              || (lines.line() - 1) / BLOCK_LINES % slice.to() == slice.from();
      if (ours && !header) {
        return true;
      }
    }
    return false;
  }

  /** Reads a file's first line and resolves its columns. */
  static LineParser open(Path path, String file, LineSource head, LineParser.Factory format)
      throws IOException {
    if (!next(path, head)) {
      throw new FeedException(Kind.MALFORMED_DATA, path + ": the file is empty");
    }
    return format.open(file, head);
  }

  private static boolean next(Path path, LineSource lines) throws IOException {
    try {
      return lines.next();
    } catch (EOFException | ZipException e) {
      throw new FeedException(
          Kind.MALFORMED_DATA,
          path
              + ": the gzip stream is "
              + (e instanceof EOFException ? "truncated" : "damaged")
              + " after line "
              + lines.line()
              + " ("
              + lines.consumed()
              + " bytes unpacked); copy or download the file again",
          e);
    }
  }

  private Open openSlice(Slice slice) throws IOException {
    LineParser parser;
    try (LineSource head = new LineSource(data.open(slice.file(), compression), 0, 1)) {
      parser = open(data.resolve(slice.file()), slice.file(), head, format);
    }
    InputStream in = data.open(slice.file(), compression);
    if (slice.cut() == Cut.BYTES) {
      in.skipNBytes(slice.from());
      return new Open(slice, new LineSource(in, slice.from(), slice.firstLine()), parser, 0);
    }
    return new Open(slice, new LineSource(in, 0, 1), parser, slice.weight());
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
    Open slice = open;
    FeedRow row = current();
    if (row instanceof FeedRow.Rejected rejected) {
      return rejected.row();
    }
    if (slice == null || !(row instanceof FeedRow.Parsed parsed)) {
      throw new IllegalStateException("no current row: the reader is closed");
    }
    LineSource line = slice.lines();
    String text = slice.parser().text(line, parsed.reading());
    return new RejectedRow(slice.slice().file(), line.line(), text, reasons);
  }

  @Override
  public ReaderCounts counts() {
    return collector.counts();
  }

  @Override
  public float progress() {
    long all = Math.max(1, split.weight());
    Open slice = open;
    double within = slice == null ? 0 : share(slice) * slice.slice().weight();
    return (float) Math.min(1, (weightDone + within) / all);
  }

  /** Share of the slice that is read; for packed files a guess from a usual packing ratio. */
  private static double share(Open slice) {
    long done = slice.lines().consumed();
    if (slice.slice().cut() == Cut.BYTES) {
      long length = slice.slice().to() - slice.slice().from();
      return length == 0 ? 1 : (done - slice.slice().from()) / (double) length;
    }
    double unpacked = slice.packedBytes() * (double) slice.slice().to() * PACKING_RATIO;
    return Math.min(1, done / Math.max(1, unpacked));
  }

  @Override
  public void close() throws IOException {
    if (open != null) {
      open.lines().close();
      open = null;
    }
    current = null;
  }
}
