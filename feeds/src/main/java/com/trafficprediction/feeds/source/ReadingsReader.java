package com.trafficprediction.feeds.source;

import com.trafficprediction.core.reading.RejectionReason;
import java.io.IOException;
import java.util.Set;

/**
 * Pulls the rows of one split, in the order of the file, within memory that does not depend on the
 * file's size.
 *
 * <pre>{@code
 * try (ReadingsReader reader = dataset.open(data, split)) {
 *   while (reader.advance()) {
 *     if (reader.current() instanceof FeedRow.Parsed parsed) { … }
 *   }
 * }
 * }</pre>
 *
 * <p>For use by one thread.
 */
public interface ReadingsReader extends AutoCloseable {

  /**
   * Goes to the next reading or rejected row; filtered and missing ones are counted and passed
   * over.
   *
   * @return false at the end of the split
   * @throws FeedException when the file is not in the described form
   * @throws IOException when it cannot be read
   */
  boolean advance() throws IOException;

  /**
   * The row that the last {@link #advance} found.
   *
   * @throws IllegalStateException before the first advance and after the last
   */
  FeedRow current();

  /**
   * The current row as a rejected one, for a reading that was parsed and then judged invalid.
   *
   * @param reasons why, at least one
   */
  RejectedRow reject(Set<RejectionReason> reasons);

  /** What was met so far. */
  ReaderCounts counts();

  /** Share of the split that was read, 0 to 1; an estimate. */
  float progress();

  @Override
  void close() throws IOException;
}
