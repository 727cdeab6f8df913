package com.trafficprediction.storage.hbase;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * Row keys: one salt byte, the segment in UTF-8, a zero byte, and where rows have a time, eight
 * bytes of it.
 *
 * <p>The salt is CRC-32 of the segment modulo the number of buckets: it spreads segments over
 * regions and is known to whoever knows the segment. The zero byte sorts before every other, so
 * rows of one segment are adjacent and in the order of time.
 *
 * <p>Immutable, thread-safe.
 */
final class SegmentKeys {
  /** How the rows of one segment are sorted. */
  enum Order {
    OLDEST_FIRST,
    NEWEST_FIRST
  }

  static final int MAX_BUCKETS = 256;

  private static final int TIME_BYTES = Long.BYTES;

  private final int buckets;

  /**
   * @param buckets how many salts there are, 1 to 256; part of a table's format
   */
  SegmentKeys(int buckets) {
    if (buckets < 1 || buckets > MAX_BUCKETS) {
      throw new IllegalArgumentException("salt buckets must be 1 to 256, were " + buckets);
    }
    this.buckets = buckets;
  }

  int buckets() {
    return buckets;
  }

  /** First key of every region but the first: a region per salt. */
  byte[][] splits() {
    byte[][] splits = new byte[buckets - 1][];
    for (int salt = 1; salt < buckets; salt++) {
      splits[salt - 1] = new byte[] {(byte) salt};
    }
    return splits;
  }

  /** The key of a segment's only row, and the prefix of all its rows with a time. */
  byte[] ofSegment(String segment) {
    byte[] name = segment.getBytes(StandardCharsets.UTF_8);
    if (name.length == 0 || contains(name, (byte) 0)) {
      throw new IllegalArgumentException(
          "'" + segment + "' cannot be a key: a segment id is not empty and holds no zero byte");
    }
    return ByteBuffer.allocate(name.length + 2).put(saltOf(name)).put(name).put((byte) 0).array();
  }

  /** The key of a segment's row at a time, epoch milliseconds. */
  byte[] ofTime(String segment, long millis, Order order) {
    byte[] prefix = ofSegment(segment);
    return ByteBuffer.allocate(prefix.length + TIME_BYTES)
        .put(prefix)
        .putLong(sortable(millis, order))
        .array();
  }

  /** The segment in a key. */
  String segmentOf(byte[] key) {
    int end = 1;
    while (end < key.length && key[end] != 0) {
      end++;
    }
    if (end == 1 || end >= key.length) {
      throw new IllegalArgumentException("not a segment key: " + Arrays.toString(key));
    }
    return new String(key, 1, end - 1, StandardCharsets.UTF_8);
  }

  /** The time in a key with one, epoch milliseconds. */
  long millisOf(byte[] key, Order order) {
    if (key.length < 3 + TIME_BYTES) {
      throw new IllegalArgumentException("not a key with a time: " + Arrays.toString(key));
    }
    long stored = ByteBuffer.wrap(key, key.length - TIME_BYTES, TIME_BYTES).getLong();
    return (order == Order.OLDEST_FIRST ? stored : ~stored) ^ Long.MIN_VALUE;
  }

  /** Flips the sign bit, so that unsigned bytes sort as signed numbers; all bits, newest first. */
  private static long sortable(long millis, Order order) {
    long ascending = millis ^ Long.MIN_VALUE;
    return order == Order.OLDEST_FIRST ? ascending : ~ascending;
  }

  private byte saltOf(byte[] name) {
    CRC32 crc = new CRC32();
    crc.update(name);
    return (byte) (crc.getValue() % buckets);
  }

  private static boolean contains(byte[] bytes, byte wanted) {
    for (byte b : bytes) {
      if (b == wanted) {
        return true;
      }
    }
    return false;
  }
}
