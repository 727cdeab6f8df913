package com.trafficprediction.messaging.stream;

import com.trafficprediction.messaging.client.MessagingException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A member of a consumer group that keeps state of its own and says itself how far it is. For use
 * by one thread.
 *
 * <p>Every method may throw {@link MessagingException}; then close it and start over from the
 * bookmarks.
 */
public interface StreamConsumer<T> extends AutoCloseable {

  /**
   * The next records, in order within each partition; empty when there are none within the timeout.
   * Calls the {@link AssignmentListener} when partitions come or go.
   */
  List<Received<T>> poll(Duration timeout);

  /** The group's last committed place in a partition, if it committed one. */
  Optional<Bookmark> findBookmark(int partition);

  /** Goes on reading a partition from this offset. */
  void seek(int partition, long offset);

  /** Offset of the next record that {@link #poll} will give of a partition. */
  long position(int partition);

  /** First offset that the broker still has. */
  long beginning(int partition);

  /** How many records lie behind the position, as far as known. */
  OptionalLong lag(int partition);

  /**
   * Commits; what is not among the partitions stays as it was. While the group shares out its
   * partitions anew nothing can be committed: go on with {@link #poll}, and commit later. Whoever
   * gets a partition before that starts from the last bookmark that was.
   *
   * @return whether it is committed
   */
  boolean commit(Map<Integer, Bookmark> bookmarks);

  /** Partitions that are ours now. */
  Set<Integer> assignment();

  /** Records met so far that are not of the expected type; they are passed over. */
  long undecodable();

  /** Leaves; nothing is committed. */
  @Override
  void close();
}
