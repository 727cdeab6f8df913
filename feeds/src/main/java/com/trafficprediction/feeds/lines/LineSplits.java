package com.trafficprediction.feeds.lines;

import com.trafficprediction.feeds.mapping.Compression;
import com.trafficprediction.feeds.source.ReadingsSplit.Slice;
import com.trafficprediction.feeds.table.DataDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** Cuts text files into slices. */
final class LineSplits {
  /** Under this many bytes a cut costs more than it gains. */
  static final long MIN_SLICE_BYTES = 1 << 20;

  private static final int BUFFER = 1 << 16;

  private LineSplits() {}

  /**
   * Slices of one file.
   *
   * @param wanted number of slices, at least 1; a small file gives fewer
   */
  static List<Slice> of(DataDirectory data, String file, Compression compression, int wanted)
      throws IOException {
    long size = Files.size(data.resolve(file));
    int count = (int) Math.max(1, Math.min(wanted, size / MIN_SLICE_BYTES));
    if (compression.isGzip(file)) {
      List<Slice> slices = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        slices.add(Slice.blocks(file, i, count, size));
      }
      return slices;
    }
    return count == 1
        ? List.of(Slice.bytes(file, 0, size, 1))
        : cut(data, file, compression, size, count);
  }

  /** Cuts behind the first line end at or after each target; counts lines on the way. */
  private static List<Slice> cut(
      DataDirectory data, String file, Compression compression, long size, int count)
      throws IOException {
    List<Slice> slices = new ArrayList<>();
    byte[] buffer = new byte[BUFFER];
    long offset = 0;
    long line = 1;
    long sliceStart = 0;
    long sliceLine = 1;
    try (InputStream in = data.open(file, compression)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        for (int i = 0; i < read; i++) {
          if (buffer[i] != '\n') {
            continue;
          }
          line++;
          long behind = offset + i + 1;
          if (behind >= size / count * (slices.size() + 1L) && slices.size() < count - 1) {
            slices.add(Slice.bytes(file, sliceStart, behind, sliceLine));
            sliceStart = behind;
            sliceLine = line;
          }
        }
        offset += read;
      }
    }
    if (sliceStart < size) {
      slices.add(Slice.bytes(file, sliceStart, size, sliceLine));
    }
    return slices;
  }
}
