package com.trafficprediction.storage.archive;

/**
 * How far the archive is in one partition.
 *
 * @param nextOffset the first offset that is not archived
 * @param newestMillis start of the newest event archived, epoch milliseconds, or the time up to
 *     which a silent partition was waited for; {@link #NOTHING_YET} before the first
 */
public record ArchivePosition(long nextOffset, long newestMillis) {
  /** No event yet, and not waited for either. */
  public static final long NOTHING_YET = Long.MIN_VALUE;

  public ArchivePosition {
    if (nextOffset < 0) {
      throw new IllegalArgumentException("negative offset " + nextOffset);
    }
  }
}
