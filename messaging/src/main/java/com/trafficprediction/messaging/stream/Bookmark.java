package com.trafficprediction.messaging.stream;

/**
 * How far a group is in one partition.
 *
 * @param offset the first record that a restart must read again
 * @param note what the reader wants to remember with it; at most 4,000 characters
 */
public record Bookmark(long offset, String note) {
  private static final int MAX_NOTE = 4_000;

  public Bookmark {
    if (offset < 0) {
      throw new IllegalArgumentException("negative offset " + offset);
    }
    if (note.length() > MAX_NOTE) {
      throw new IllegalArgumentException(
          "a note of " + note.length() + " characters; Kafka keeps " + MAX_NOTE);
    }
  }
}
