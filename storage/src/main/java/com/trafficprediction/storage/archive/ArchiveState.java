package com.trafficprediction.storage.archive;

import com.trafficprediction.storage.layout.OutputManifest;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far the archive is in a topic: what its newest manifest says.
 *
 * @param topicId the topic's incarnation that the offsets belong to
 * @param dataset the data set that the times belong to
 * @param sequence number of that manifest; 0 before the first
 * @param positions by partition
 */
record ArchiveState(
    String topicId, String dataset, long sequence, SortedMap<Integer, ArchivePosition> positions) {
  private static final String TOPIC_ID = "topic_id";
  private static final String DATASET = "dataset";
  private static final String NEXT = "next.";
  private static final String NEWEST = "newest.";

  ArchiveState {
    positions = new TreeMap<>(positions);
  }

  /**
   * What a manifest says: no offsets of another incarnation, no times of another data set, which
   * may lie years apart.
   */
  static ArchiveState of(OutputManifest manifest, long sequence, String topicId, String dataset) {
    SortedMap<Integer, ArchivePosition> positions = new TreeMap<>();
    Map<String, String> settings = manifest.settings();
    if (topicId.equals(settings.get(TOPIC_ID))) {
      boolean timed = dataset.equals(settings.get(DATASET));
      settings.forEach(
          (key, value) -> {
            if (key.startsWith(NEXT)) {
              String partition = key.substring(NEXT.length());
              long newest =
                  Optional.ofNullable(settings.get(NEWEST + partition))
                      .filter(time -> timed)
                      .map(Long::parseLong)
                      .orElse(ArchivePosition.NOTHING_YET);
              positions.put(
                  Integer.valueOf(partition), new ArchivePosition(Long.parseLong(value), newest));
            }
          });
    }
    return new ArchiveState(topicId, dataset, sequence, positions);
  }

  /** The same with other positions of some partitions, one manifest on. */
  ArchiveState with(Map<Integer, ArchivePosition> moved) {
    SortedMap<Integer, ArchivePosition> all = new TreeMap<>(positions);
    all.putAll(moved);
    return new ArchiveState(topicId, dataset, sequence + 1, all);
  }

  /** As settings of a manifest. */
  void writeTo(OutputManifest.Builder manifest) {
    manifest.setting(TOPIC_ID, topicId).setting(DATASET, dataset);
    positions.forEach(
        (partition, position) -> {
          manifest.setting(NEXT + partition, Long.toString(position.nextOffset()));
          if (position.newestMillis() != ArchivePosition.NOTHING_YET) {
            manifest.setting(NEWEST + partition, Long.toString(position.newestMillis()));
          }
        });
  }
}
