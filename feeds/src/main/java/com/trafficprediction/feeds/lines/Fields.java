package com.trafficprediction.feeds.lines;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Splits a line into fields without making objects. A field may be in double quotes, a quote inside
 * doubled (RFC 4180); it may not hold a line break. Blanks around fields are dropped. For use by
 * one thread.
 */
final class Fields {
  private static final byte QUOTE = '"';

  private final byte delimiter;
  private int[] starts = new int[64];
  private int[] ends = new int[64];
  private boolean[] quoted = new boolean[64];
  private byte[] bytes = new byte[0];
  private int count;

  Fields(char delimiter) {
    this.delimiter = (byte) delimiter;
  }

  /**
   * Splits the current line.
   *
   * @return false when a quote is not closed
   */
  boolean split(LineSource line) {
    bytes = line.buffer();
    count = 0;
    int end = line.end();
    int at = line.start();
    while (true) {
      int stop = at < end && bytes[at] == QUOTE ? closing(at, end) : -1;
      if (stop < 0 && at < end && bytes[at] == QUOTE) {
        return false;
      }
      boolean inQuotes = stop >= 0;
      int fieldEnd = inQuotes ? stop + 1 : at;
      while (fieldEnd < end && bytes[fieldEnd] != delimiter) {
        fieldEnd++;
      }
      add(inQuotes ? at + 1 : at, inQuotes ? stop : fieldEnd, inQuotes);
      if (fieldEnd >= end) {
        return true;
      }
      at = fieldEnd + 1;
    }
  }

  private int closing(int open, int end) {
    for (int i = open + 1; i < end; i++) {
      if (bytes[i] == QUOTE) {
        if (i + 1 < end && bytes[i + 1] == QUOTE) {
          i++;
        } else {
          return i;
        }
      }
    }
    return -1;
  }

  private void add(int start, int end, boolean inQuotes) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, count * 2);
      ends = Arrays.copyOf(ends, count * 2);
      quoted = Arrays.copyOf(quoted, count * 2);
    }
    int from = start;
    int to = end;
    while (from < to && bytes[from] == ' ') {
      from++;
    }
    while (to > from && bytes[to - 1] == ' ') {
      to--;
    }
    starts[count] = from;
    ends[count] = to;
    quoted[count] = inQuotes;
    count++;
  }

  int count() {
    return count;
  }

  byte[] bytes() {
    return bytes;
  }

  int start(int field) {
    return starts[field];
  }

  int end(int field) {
    return ends[field];
  }

  boolean isEmpty(int field) {
    return starts[field] == ends[field];
  }

  String text(int field) {
    String text =
        new String(bytes, starts[field], ends[field] - starts[field], StandardCharsets.UTF_8);
    return quoted[field] ? text.replace("\"\"", "\"") : text;
  }

  /** All fields as text. */
  List<String> texts() {
    List<String> texts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      texts.add(text(i));
    }
    return texts;
  }
}
