package com.trafficprediction.messaging.stream;

import java.util.Set;

/** Told, from inside {@link StreamConsumer#poll}, which partitions come and go. */
public interface AssignmentListener {

  /**
   * These are ours from now on; the consumer may be asked for bookmarks and told where to start.
   */
  void assigned(Set<Integer> partitions);

  /** These will be somebody else's: the last moment to commit for them. */
  void revoked(Set<Integer> partitions);

  /** These are somebody else's already: forget them, a commit would fail. */
  void lost(Set<Integer> partitions);
}
