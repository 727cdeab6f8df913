package com.trafficprediction.messaging.topic;

import com.trafficprediction.schemas.InvalidEvent;
import com.trafficprediction.schemas.TrafficEvent;
import com.trafficprediction.schemas.TrafficIncident;
import com.trafficprediction.schemas.TrafficPrediction;
import com.trafficprediction.schemas.TrafficWindow;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * Every topic of the system. The key is always the segment id, so that the order of one segment's
 * records holds; nothing may rely on the order between segments.
 */
public enum Topic {
  /** Readings as feeds send them, JSON or Avro. */
  RAW(
      "traffic-raw",
      26,
      7,
      null,
      "readings as feeds send them, JSON or Avro",
      "`replay`, feeds, serving's HTTP ingest",
      "`stream-processor`"),
  /** Validated readings. */
  EVENTS(
      "traffic-events",
      12,
      7,
      TrafficEvent.class,
      "TrafficEvent",
      "speed `validate`",
      "`window-aggregator`, `hdfs-archiver`"),
  /** Rejected readings, with their bytes and every reason. */
  INVALID(
      "invalid-events",
      4,
      7,
      InvalidEvent.class,
      "InvalidEvent: original bytes, reason codes",
      "speed `validate`",
      "`bin/traffic invalid`"),
  /** Windows, provisional and final; of one window the highest revision counts. */
  AGGREGATES(
      "processed-traffic-aggregates",
      8,
      30,
      TrafficWindow.class,
      "TrafficWindow",
      "speed `window`",
      "`prediction-service`, `incident-detector`"),
  /** Forecasts. */
  PREDICTIONS(
      "traffic-predictions",
      4,
      7,
      TrafficPrediction.class,
      "TrafficPrediction",
      "serving, external models through it",
      "every dashboard instance, in a group of its own"),
  /** Incidents, a record per revision. */
  INCIDENTS(
      "traffic-incidents",
      4,
      7,
      TrafficIncident.class,
      "TrafficIncident",
      "speed `incident`, `bin/traffic incidents import`, serving's acknowledgements",
      "serving");

  /** An invalid event holds the original bytes and more: its topic takes what traffic-raw does. */
  private static final int INVALID_MAX_BYTES = 2 << 20;

  /** Name of the setting: how many copies must have a record for it to count as written. */
  static final String MIN_COPIES = "min.insync.replicas";

  /** With fewer, a broker that is away would stop all writing. */
  private static final int COPIES_THAT_SPARE_ONE = 3;

  private final String topicName;
  private final int partitions;
  private final Duration retention;
  private final @Nullable Class<? extends SpecificRecordBase> type;
  private final String content;
  private final String producers;
  private final String readers;

  Topic(
      String topicName,
      int partitions,
      int retentionDays,
      @Nullable Class<? extends SpecificRecordBase> type,
      String content,
      String producers,
      String readers) {
    this.topicName = topicName;
    this.partitions = partitions;
    this.retention = Duration.ofDays(retentionDays);
    this.type = type;
    this.content = content;
    this.producers = producers;
    this.readers = readers;
  }

  /** The name in Kafka. */
  public String topicName() {
    return topicName;
  }

  /** How many partitions a new topic gets; an existing one may have more. */
  public int partitions() {
    return partitions;
  }

  /** How long records stay, by wall time. */
  public Duration retention() {
    return retention;
  }

  /** The record type; empty for {@link #RAW}, whose values are bytes. */
  public Optional<Class<? extends SpecificRecordBase>> type() {
    return Optional.ofNullable(type);
  }

  /** What a value is, for people. */
  public String content() {
    return content;
  }

  /** Who writes it, for people. */
  public String producers() {
    return producers;
  }

  /** Who reads it, for people. */
  public String readers() {
    return readers;
  }

  /**
   * The topic's settings. Record timestamps are wall time, so that retention works when old data is
   * replayed; producers compress, the broker keeps what they sent. Of three copies two must have a
   * record before its producer is told that it is safe: by Kafka's default one is enough, and with
   * that broker it would be gone.
   *
   * @param copies of each partition
   */
  public Map<String, String> settings(int copies) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("cleanup.policy", "delete");
    settings.put("compression.type", "producer");
    settings.put("message.timestamp.type", "LogAppendTime");
    settings.put("retention.ms", Long.toString(retention.toMillis()));
    if (this == INVALID) {
      settings.put("max.message.bytes", Integer.toString(INVALID_MAX_BYTES));
    }
    if (copies >= COPIES_THAT_SPARE_ONE) {
      settings.put(MIN_COPIES, "2");
    }
    return settings;
  }

  /**
   * The topic of that name.
   *
   * @throws IllegalArgumentException naming the topics there are
   */
  public static Topic get(String name) {
    return Arrays.stream(values())
        .filter(topic -> topic.topicName.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no topic '"
                        + name
                        + "'; the topics are "
                        + String.join(", ", names())));
  }

  /** All names, in the order of the data flow. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Topic::topicName).toList();
  }
}
