package com.trafficprediction.benchmarks.handover;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Rows one after the other, each the same number of bytes: the features as big-endian floats, then
 * the target. No header: Hadoop's reader of records of fixed length takes such a file as it is, and
 * whoever reads knows the number of columns.
 *
 * <pre>{@code
 * try (RowFile.Writer out = new RowFile.Writer(file, 3)) {
 *   out.write(new float[] {1, 2, 3}, 61.5f);
 * }
 * }</pre>
 */
public final class RowFile {
  private RowFile() {}

  /** Length of a row with so many features. */
  public static int bytesPerRow(int columns) {
    return (columns + 1) * Float.BYTES;
  }

  /**
   * Takes a row apart.
   *
   * @param record its bytes
   * @param features receives the features; its length is their number
   * @return the target
   */
  public static double decode(byte[] record, double[] features) {
    ByteBuffer in = ByteBuffer.wrap(record);
    for (int i = 0; i < features.length; i++) {
      features[i] = in.getFloat();
    }
    return in.getFloat();
  }

  /** Writes a file of rows. Not thread-safe. */
  public static final class Writer implements AutoCloseable {
    private final Path file;
    private final int columns;
    private final DataOutputStream out;

    /** Replaces the file. */
    public Writer(Path file, int columns) throws IOException {
      this.file = file;
      this.columns = columns;
      this.out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
    }

    /**
     * Adds a row.
     *
     * @throws IllegalArgumentException when a value is missing (NaN): not every peer can take that,
     *     and features are complete
     */
    public void write(float[] row, float target) throws IOException {
      if (row.length != columns) {
        throw new IllegalArgumentException(
            file + " has rows of " + columns + " features, not of " + row.length);
      }
      for (int i = 0; i < columns; i++) {
        out.writeFloat(present(row[i], i));
      }
      out.writeFloat(present(target, columns));
    }

    private float present(float value, int column) {
      if (Float.isNaN(value)) {
        throw new IllegalArgumentException(
            "column " + column + " of a row for " + file + " is NaN");
      }
      return value;
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  /** Reads a file of rows from its beginning. Not thread-safe. */
  public static final class Reader implements AutoCloseable {
    private final DataInputStream in;
    private final byte[] record;
    private final double[] features;
    private final long rows;
    private long read;
    private double target;

    /**
     * @throws IOException when the file does not end where a row does
     */
    public Reader(Path file, int columns) throws IOException {
      long bytes = Files.size(file);
      this.record = new byte[bytesPerRow(columns)];
      this.features = new double[columns];
      this.rows = bytes / record.length;
      if (bytes % record.length != 0) {
        throw new IOException(
            file + " has " + bytes + " bytes: no whole number of rows of " + columns + " features");
      }
      this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
    }

    /** How many rows there are. */
    public long rows() {
      return rows;
    }

    /** Goes to the next row; false after the last. */
    public boolean advance() throws IOException {
      if (read == rows) {
        return false;
      }
      in.readFully(record);
      target = decode(record, features);
      read++;
      return true;
    }

    /** The row's features, a copy. */
    public double[] features() {
      return features.clone();
    }

    /** The row's target. */
    public double target() {
      return target;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
