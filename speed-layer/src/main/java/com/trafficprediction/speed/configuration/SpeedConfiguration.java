package com.trafficprediction.speed.configuration;

import com.trafficprediction.feeds.yaml.Key;
import java.util.Map;
import java.util.TreeSet;

/** The whole of {@code config/speed.yaml}; every key has a default. */
public record SpeedConfiguration(
    @Key(
            value =
                "name of this process in its consumer groups, the same after a restart; two"
                    + " processes need two names",
            fallback = "'1'")
        String instance,
    @Key(value = "where Kafka is, and what its clients need", fallback = "{}") Kafka kafka,
    @Key(value = "which segments there are", fallback = "{}") NetworkChoice network,
    @Key(value = "traffic-raw to traffic-events and invalid-events", fallback = "{}")
        Validate validate,
    @Key(value = "traffic-events to windows", fallback = "{}") Window window,
    @Key(value = "traffic-events to HDFS", fallback = "{}") Archive archive,
    @Key(value = "windows to incidents", fallback = "{}") Incident incident,
    @Key(value = "metrics and health over HTTP", fallback = "{}") Monitoring monitoring) {

  public SpeedConfiguration {
    if (!instance.matches("[A-Za-z0-9._-]{1,40}")) {
      throw new IllegalArgumentException(
          "instance: '" + instance + "' must be 1 to 40 letters, digits, dots, dashes");
    }
  }

  /**
   * The same with what a command line says instead.
   *
   * @param otherInstance empty to leave the name as it is
   * @param otherPort negative to leave the port as it is
   */
  public SpeedConfiguration with(String otherInstance, int otherPort) {
    return new SpeedConfiguration(
        otherInstance.isEmpty() ? instance : otherInstance,
        kafka,
        network,
        validate,
        window,
        archive,
        incident,
        otherPort < 0 ? monitoring : new Monitoring(monitoring.host(), otherPort));
  }

  /** Kafka. */
  public record Kafka(
      @Key(
              value =
                  "host:port of brokers, comma-separated; empty for the stack of bin/traffic"
                      + " (conf/kafka-client.properties)",
              fallback = "''")
          String bootstrapServers,
      @Key(value = "copies of each partition of a topic that is created", fallback = "1")
          int replicationFactor,
      @Key(
              value = "partitions of topics that differ from the declared table, by topic name",
              fallback = "{}")
          Map<String, Integer> partitions,
      @Key(
              value =
                  "further Kafka client properties: security, schema.registry.url, other"
                      + " serializers",
              fallback = "{}")
          Map<String, String> properties) {

    /** With the names of properties alone: values may be secrets. */
    @Override
    public String toString() {
      return "Kafka[bootstrapServers=%s, replicationFactor=%d, partitions=%s, properties=%s]"
          .formatted(
              bootstrapServers, replicationFactor, partitions, new TreeSet<>(properties.keySet()));
    }
  }

  /** The network. */
  public record NetworkChoice(
      @Key(
              value =
                  "dataset file to take it from; empty for the live run's network, else the newest"
                      + " imported one",
              fallback = "''")
          String dataset,
      @Key(value = "directory of that data set's files", fallback = "''") String data) {}

  /** Validation. */
  public record Validate(
      @Key(
              value =
                  "longest time a transaction stays open, milliseconds, 1 to 100; longer costs"
                      + " latency, shorter throughput",
              fallback = "50")
          int commitIntervalMs,
      @Key(value = "oldest acceptable reading, hours before the reference clock", fallback = "24")
          int maxAgeHours,
      @Key(
              value = "how far a reading may be ahead of the reference clock, seconds",
              fallback = "120")
          int futureToleranceSeconds,
      @Key(value = "largest acceptable event, bytes", fallback = "65536") int maxEventBytes) {

    public Validate {
      within("commit_interval_ms", commitIntervalMs, 1, 100);
      within("max_age_hours", maxAgeHours, 1, 24 * 365);
      within("future_tolerance_seconds", futureToleranceSeconds, 0, 86_400);
      // A rejected event quotes its fields beside the original, and must fit into a record itself.
      within("max_event_bytes", maxEventBytes, 1_024, 1 << 18);
    }
  }

  /** Windows. */
  public record Window(
      @Key(
              value = "how far a segment's watermark is behind its newest event, seconds",
              fallback = "10")
          int watermarkDelaySeconds,
      @Key(
              value =
                  "how long after its end a window still takes late events, minutes; state is kept"
                      + " so long",
              fallback = "60")
          int latenessMinutes,
      @Key(
              value =
                  "a segment that is silent so long has its open window closed, seconds, wall time",
              fallback = "120")
          int idleSeconds,
      @Key(
              value =
                  "a segment that is silent so long is forgotten, minutes, wall time; until then"
                      + " its events are read again after a restart",
              fallback = "120")
          int forgetMinutes,
      @Key(
              value =
                  "how often changed windows are published while they are open, milliseconds; a"
                      + " complete window does not wait",
              fallback = "500")
          int publishIntervalMs,
      @Key(
              value =
                  "how long windows stay in HBase, hours, wall time; at least twice the interval of"
                      + " batch runs; 0 for ever",
              fallback = "48")
          int retentionHours) {

    public Window {
      within("watermark_delay_seconds", watermarkDelaySeconds, 0, 3_600);
      within("lateness_minutes", latenessMinutes, 0, 24 * 60);
      within("idle_seconds", idleSeconds, 1, 86_400);
      within("forget_minutes", forgetMinutes, 1, 7 * 24 * 60);
      within("publish_interval_ms", publishIntervalMs, 10, 60_000);
      within("retention_hours", retentionHours, 0, 24 * 3_650);
    }
  }

  /** The archive. */
  public record Archive(
      @Key(
              value =
                  "how often the archive is committed, seconds; each commit writes a file per hour"
                      + " of data, and a manifest",
              fallback = "60")
          int flushSeconds,
      @Key(value = "commit earlier when so many events wait", fallback = "100000") int flushEvents,
      @Key(
              value =
                  "a day is sealed when every partition is so far beyond its end, minutes of event"
                      + " time",
              fallback = "60")
          int sealDelayMinutes,
      @Key(
              value = "a partition that is silent so long holds up no day, seconds, wall time",
              fallback = "120")
          int idleSeconds) {

    public Archive {
      within("flush_seconds", flushSeconds, 1, 3_600);
      within("flush_events", flushEvents, 1, 5_000_000);
      within("seal_delay_minutes", sealDelayMinutes, 0, 7 * 24 * 60);
      within("idle_seconds", idleSeconds, 1, 86_400);
    }
  }

  /** Incidents. */
  public record Incident(
      @Key(
              value =
                  "how long a station may hold up the windows of its road, seconds, wall time; a"
                      + " silent one does so once",
              fallback = "30")
          int graceSeconds,
      @Key(
              value =
                  "how far back windows are read at the start, hours, wall time; longer than"
                      + " incidents last",
              fallback = "12")
          int lookBackHours,
      @Key(
              value = "how long incidents stay in HBase, hours, wall time; 0 for ever",
              fallback = "720")
          int retentionHours) {

    public Incident {
      within("grace_seconds", graceSeconds, 1, 3_600);
      within("look_back_hours", lookBackHours, 1, 24 * 30);
      within("retention_hours", retentionHours, 0, 24 * 3_650);
    }
  }

  /** Metrics and health. */
  public record Monitoring(
      @Key(value = "address to listen on", fallback = "127.0.0.1") String host,
      @Key(value = "port to listen on; 0 for none", fallback = "8091") int port) {

    public Monitoring {
      within("port", port, 0, 65_535);
    }
  }

  private static void within(String key, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          key + " must lie in " + least + " to " + most + ", was " + value);
    }
  }
}
