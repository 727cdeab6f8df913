package com.trafficprediction.feeds.source;

import java.util.List;

/**
 * A share of a data set's readings that one task reads: whole files, or parts of them. Small, and
 * written as text to travel to another process.
 *
 * @param slices at least one, read in this order
 */
public record ReadingsSplit(List<Slice> slices) {
  private static final String SLICE_SEPARATOR = "\n";
  private static final String FIELD_SEPARATOR = "\t";
  private static final int FIELDS = 6;

  /** How a slice is cut. */
  public enum Cut {
    /** The lines that start in bytes from (inclusive) to to (exclusive). */
    BYTES,
    /** Every to-th block of lines, beginning with block from: for files that cannot be seeked. */
    BLOCKS,
    /** Rows from (inclusive) to to (exclusive), counted from 0. */
    ROWS
  }

  /**
   * A part of one file.
   *
   * @param file path relative to the data directory, or absolute
   * @param cut how from and to are meant
   * @param firstLine for {@link Cut#BYTES}, number of the first line, from 1
   * @param weight expected cost, to balance splits: bytes for files
   */
  public record Slice(String file, Cut cut, long from, long to, long firstLine, long weight) {
    public Slice {
      if (file.isEmpty() || file.contains(FIELD_SEPARATOR) || file.contains(SLICE_SEPARATOR)) {
        throw new IllegalArgumentException("not a usable file name: '" + file + "'");
      }
      if (from < 0 || (cut == Cut.BLOCKS ? from >= to : from > to)) {
        throw new IllegalArgumentException("not a range: " + from + " to " + to + " of " + file);
      }
    }

    /** Lines that start in these bytes. */
    public static Slice bytes(String file, long from, long to, long firstLine) {
      return new Slice(file, Cut.BYTES, from, to, firstLine, to - from);
    }

    /** Every count-th block of lines. */
    public static Slice blocks(String file, int index, int count, long fileBytes) {
      return new Slice(file, Cut.BLOCKS, index, count, 1, fileBytes / count);
    }

    /** Rows from inclusive, to exclusive. */
    public static Slice rows(String file, long from, long to, long weight) {
      return new Slice(file, Cut.ROWS, from, to, 1, weight);
    }
  }

  public ReadingsSplit {
    slices = List.copyOf(slices);
    if (slices.isEmpty()) {
      throw new IllegalArgumentException("a split needs a slice");
    }
  }

  /** Sum of the slices' weights. */
  public long weight() {
    return slices.stream().mapToLong(Slice::weight).sum();
  }

  /** The split as text that {@link #decode} reads. */
  public String encode() {
    StringBuilder text = new StringBuilder();
    for (Slice slice : slices) {
      if (text.length() > 0) {
        text.append(SLICE_SEPARATOR);
      }
      text.append(slice.file()).append(FIELD_SEPARATOR);
      text.append(slice.cut()).append(FIELD_SEPARATOR);
      text.append(slice.from()).append(FIELD_SEPARATOR);
      text.append(slice.to()).append(FIELD_SEPARATOR);
      text.append(slice.firstLine()).append(FIELD_SEPARATOR);
      text.append(slice.weight());
    }
    return text.toString();
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException when the text is something else
   */
  public static ReadingsSplit decode(String text) {
    return new ReadingsSplit(text.lines().map(ReadingsSplit::decodeSlice).toList());
  }

  private static Slice decodeSlice(String line) {
    String[] fields = line.split(FIELD_SEPARATOR, -1);
    if (fields.length != FIELDS) {
      throw new IllegalArgumentException("not a slice of readings: '" + line + "'");
    }
    return new Slice(
        fields[0],
        Cut.valueOf(fields[1]),
        Long.parseLong(fields[2]),
        Long.parseLong(fields[3]),
        Long.parseLong(fields[4]),
        Long.parseLong(fields[5]));
  }
}
