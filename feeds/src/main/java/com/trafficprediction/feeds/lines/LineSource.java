package com.trafficprediction.feeds.lines;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The lines of a stream as byte ranges of one reused buffer: no object per line. A line longer than
 * {@link #MAX_LINE} is cut and marked. Line ends are LF or CRLF; a UTF-8 byte order mark at the
 * start is passed over. For use by one thread.
 */
final class LineSource implements AutoCloseable {
  /** Longest line kept whole, in bytes. */
  static final int MAX_LINE = 4 << 20;

  private static final int INITIAL = 1 << 16;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final InputStream in;
  private byte[] buffer = new byte[INITIAL];
  private int filled;
  private int next;
  private int start;
  private int end;
  private long bufferOffset;
  private long line;
  private boolean tooLong;
  private boolean exhausted;

  /**
   * @param in the stream, positioned at a line's start; closed by {@link #close}
   * @param offset position of that start in the file, unpacked bytes
   * @param firstLine number of that line, from 1
   */
  LineSource(InputStream in, long offset, long firstLine) {
    this.in = in;
    this.bufferOffset = offset;
    this.line = firstLine - 1;
  }

  /** Goes to the next line; false at the end of the stream. */
  boolean next() throws IOException {
    start = next;
    tooLong = false;
    int scan = start;
    while (true) {
      while (scan < filled && buffer[scan] != '\n') {
        scan++;
      }
      if (scan < filled) {
        next = scan + 1;
        return take(scan);
      }
      if (exhausted) {
        next = filled;
        return scan > start && take(scan);
      }
      scan = fill(scan);
    }
  }

  private boolean take(int lineEnd) {
    line++;
    end = lineEnd > start && buffer[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
    if (line == 1 && startsWithByteOrderMark()) {
      start += BYTE_ORDER_MARK.length;
    }
    return true;
  }

  private boolean startsWithByteOrderMark() {
    return end - start >= BYTE_ORDER_MARK.length
        && Arrays.equals(
            buffer,
            start,
            start + BYTE_ORDER_MARK.length,
            BYTE_ORDER_MARK,
            0,
            BYTE_ORDER_MARK.length);
  }

  /**
   * Reads more behind the current line, which is first moved to the front; returns the new scan.
   */
  private int fill(int scan) throws IOException {
    int kept = filled - start;
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, kept);
      bufferOffset += start;
      scan -= start;
      start = 0;
      filled = kept;
    }
    if (filled == buffer.length) {
      if (buffer.length >= MAX_LINE) {
        tooLong = true;
        bufferOffset += filled - 1;
        filled = 1;
        scan = 1;
      } else {
        buffer = Arrays.copyOf(buffer, buffer.length * 2);
      }
    }
    int read = in.read(buffer, filled, buffer.length - filled);
    if (read < 0) {
      exhausted = true;
    } else {
      filled += read;
    }
    return scan;
  }

  byte[] buffer() {
    return buffer;
  }

  /** First byte of the line in {@link #buffer}. */
  int start() {
    return start;
  }

  /** Behind the last byte of the line. */
  int end() {
    return end;
  }

  /** Position of the line's start in the file, unpacked bytes. */
  long offset() {
    return bufferOffset + start;
  }

  /** Position behind the bytes consumed so far. */
  long consumed() {
    return bufferOffset + next;
  }

  /** Number of the line in the file, from 1. */
  long line() {
    return line;
  }

  /** True when the line was longer than {@link #MAX_LINE}; only its tail is kept. */
  boolean tooLong() {
    return tooLong;
  }

  boolean blank() {
    for (int i = start; i < end; i++) {
      if (buffer[i] != ' ' && buffer[i] != '\t') {
        return false;
      }
    }
    return true;
  }

  /** The line as text; bytes that are not UTF-8 become U+FFFD. */
  String text() {
    return new String(buffer, start, end - start, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
