package com.trafficprediction.feeds.source;

import com.trafficprediction.core.reading.RejectionReason;
import java.util.Set;

/**
 * A row that is not a reading, with enough to find it again.
 *
 * @param file name of the data file, relative to the data directory where it lies in it
 * @param line line number from 1, the header counted; for HDF5 and generated feeds the row number
 *     from 1
 * @param text the original text, cut after {@link #MAX_TEXT} characters
 * @param reasons all that is wrong with it, at least one
 */
public record RejectedRow(String file, long line, String text, Set<RejectionReason> reasons) {
  /** Longest text kept: a wide row of a thousand columns helps nobody. */
  public static final int MAX_TEXT = 500;

  public RejectedRow {
    reasons = Set.copyOf(reasons);
    if (reasons.isEmpty()) {
      throw new IllegalArgumentException("a rejected row needs a reason");
    }
    if (text.length() > MAX_TEXT) {
      text = text.substring(0, MAX_TEXT - 1) + '…';
    }
  }
}
