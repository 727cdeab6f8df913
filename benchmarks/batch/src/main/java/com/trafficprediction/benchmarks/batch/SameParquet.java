package com.trafficprediction.benchmarks.batch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;

/**
 * Compares Parquet files byte for byte, all but the order in which the footer lists the encodings
 * of a column: Parquet's writer keeps them in a hash set, which has another order in every process.
 * Everything else in a footer is compared by what it says.
 */
final class SameParquet {
  private static final int BUFFER_BYTES = 1 << 16;

  /** A file ends with the footer's length and a mark. */
  private static final int TAIL_BYTES = 8;

  private final FileSystem files;
  private final Configuration conf;

  SameParquet(FileSystem files, Configuration conf) {
    this.files = files;
    this.conf = conf;
  }

  /**
   * Compares two files.
   *
   * @return bytes of each
   * @throws IOException when they differ, with where
   */
  long require(Path one, Path other) throws IOException {
    long bytes = files.getFileStatus(one).getLen();
    if (bytes != files.getFileStatus(other).getLen()) {
      throw differs(one, other, "in length");
    }
    try (FSDataInputStream ours = files.open(one);
        FSDataInputStream theirs = files.open(other)) {
      long footer = footerStart(ours, bytes);
      long at = findMismatch(ours, theirs, footer);
      if (at < footer) {
        throw differs(one, other, "from byte %,d on".formatted(at));
      }
    }
    if (!describeFooter(one).equals(describeFooter(other))) {
      throw differs(one, other, "in their footers");
    }
    return bytes;
  }

  private static long footerStart(FSDataInputStream in, long bytes) throws IOException {
    in.seek(bytes - TAIL_BYTES);
    long footer = Integer.reverseBytes(in.readInt());
    in.seek(0);
    return bytes - TAIL_BYTES - footer;
  }

  /** The first byte before an end that differs, or the end. */
  private static long findMismatch(FSDataInputStream one, FSDataInputStream other, long end)
      throws IOException {
    byte[] ours = new byte[BUFFER_BYTES];
    byte[] theirs = new byte[BUFFER_BYTES];
    for (long at = 0; at < end; at += BUFFER_BYTES) {
      int length = (int) Math.min(BUFFER_BYTES, end - at);
      one.readFully(ours, 0, length);
      other.readFully(theirs, 0, length);
      int mismatch = Arrays.mismatch(ours, 0, length, theirs, 0, length);
      if (mismatch >= 0) {
        return at + mismatch;
      }
    }
    return end;
  }

  /** All that a footer says. */
  private List<Object> describeFooter(Path file) throws IOException {
    try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromPath(file, conf))) {
      ParquetMetadata footer = reader.getFooter();
      FileMetaData meta = footer.getFileMetaData();
      List<Object> said =
          new ArrayList<>(
              List.of(meta.getSchema(), meta.getKeyValueMetaData(), meta.getCreatedBy()));
      for (BlockMetaData block : footer.getBlocks()) {
        said.add(block.getRowCount());
        block.getColumns().forEach(column -> said.add(describe(column)));
      }
      return said;
    }
  }

  private static List<Object> describe(ColumnChunkMetaData column) {
    return List.of(
        column.getPath(),
        column.getPrimitiveType(),
        column.getCodec(),
        new TreeSet<>(column.getEncodings()),
        column.getStatistics(),
        column.getStartingPos(),
        column.getFirstDataPageOffset(),
        column.getValueCount(),
        column.getTotalSize(),
        column.getTotalUncompressedSize());
  }

  private static IOException differs(Path one, Path other, String where) {
    return new IOException("the results differ: %s and %s %s".formatted(one, other, where));
  }
}
