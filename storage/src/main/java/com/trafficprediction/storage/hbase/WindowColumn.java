package com.trafficprediction.storage.hbase;

import java.nio.ByteBuffer;

/**
 * Names of columns in {@link RecentWindows}: eight bytes of the epoch, inverted, eight of the first
 * event's revision, eight of the window's own, inverted. Unsigned bytes of the name then sort as
 * readers prefer: a later epoch, an earlier beginning, a later revision.
 */
final class WindowColumn {
  private static final int BYTES = 3 * Long.BYTES;

  private WindowColumn() {}

  /**
   * The name.
   *
   * @param firstRevision revision of the first event folded
   * @param revision revision of the last one; of the same epoch
   */
  static byte[] name(long firstRevision, long revision) {
    long epoch = TopicEpochs.epochStart(revision);
    if (revision < 0 || TopicEpochs.epochStart(firstRevision) != epoch) {
      throw new IllegalArgumentException(
          "revisions " + firstRevision + " and " + revision + " are not of one epoch");
    }
    return ByteBuffer.allocate(BYTES)
        .putLong(~epoch)
        .putLong(firstRevision)
        .putLong(~revision)
        .array();
  }

  /** True when the column of that name has folded events of the row's epoch that the row lacks. */
  static boolean hidesPartOf(byte[] name, RecentWindows.Row row) {
    if (name.length != BYTES) {
      throw new IllegalArgumentException("a column's name of " + name.length + " bytes");
    }
    long first = ByteBuffer.wrap(name).getLong(Long.BYTES);
    return TopicEpochs.epochStart(first) == TopicEpochs.epochStart(row.firstRevision())
        && first < row.firstRevision();
  }
}
