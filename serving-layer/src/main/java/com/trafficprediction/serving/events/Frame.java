package com.trafficprediction.serving.events;

import java.io.ByteArrayOutputStream;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Events as they are sent, to many clients at a time: compressed once, when the first client asks
 * for it, and then the same bytes for all.
 *
 * <p>Each frame is a piece of a deflate stream (RFC 1951) that refers to nothing before it and ends
 * on a byte, so that any frames in a row make a stream, and each can be read as soon as it is
 * there. The stream is never finished: an event stream has no end. Thread-safe.
 */
final class Frame {
  /** Nothing to send. */
  static final Frame NONE = new Frame(new byte[0]);

  private static final byte[] GZIP_HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
  private static final int CHUNK = 16 << 10;

  /** Speed counts: a client waits for the first one that asks. */
  private static final int LEVEL = 4;

  private final byte[] plain;
  private byte @Nullable [] deflated;

  private Frame(byte[] plain) {
    this.plain = plain;
  }

  /** Of events as text; the array must not be modified any more. */
  static Frame of(byte[] plain) {
    return plain.length == 0 ? NONE : new Frame(plain);
  }

  /** What a compressed stream begins with (RFC 1952). */
  static Frame gzipHeader() {
    Frame header = new Frame(GZIP_HEADER);
    header.deflated = GZIP_HEADER;
    return header;
  }

  boolean isEmpty() {
    return plain.length == 0;
  }

  /** The bytes to write; not to be modified. */
  byte[] bytes(boolean compressed) {
    return compressed ? deflated() : plain;
  }

  private synchronized byte[] deflated() {
    byte[] known = deflated;
    if (known == null) {
      known = deflate(plain);
      deflated = known;
    }
    return known;
  }

  private static byte[] deflate(byte[] text) {
    Deflater deflater = new Deflater(LEVEL, true);
    try {
      deflater.setInput(text);
      ByteArrayOutputStream out = new ByteArrayOutputStream(Math.max(64, text.length / 8));
      byte[] chunk = new byte[Math.min(CHUNK, text.length + 64)];
      int count;
      do {
        count = deflater.deflate(chunk, 0, chunk.length, Deflater.SYNC_FLUSH);
        out.write(chunk, 0, count);
      } while (count == chunk.length);
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }
}
