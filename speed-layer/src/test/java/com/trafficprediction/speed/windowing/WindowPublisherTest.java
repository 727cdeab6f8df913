package com.trafficprediction.speed.windowing;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.core.reading.Reading;
import com.trafficprediction.messaging.stream.Sender;
import com.trafficprediction.messaging.topic.Topic;
import com.trafficprediction.schemas.TrafficWindow;
import com.trafficprediction.speed.monitoring.SpeedMetrics;
import com.trafficprediction.storage.hbase.RecentWindows.Row;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Test;

/**
 * A window whose segment was forgotten, of which late readings arrive: whoever follows the topic
 * takes the highest revision, so a part of it must never go there.
 */
class WindowPublisherTest {
  private static final long NOON = Instant.parse("2022-01-05T12:00:00Z").toEpochMilli();
  private static final WindowPolicy POLICY =
      WindowPolicy.of(
          Duration.ofSeconds(10),
          Duration.ofMinutes(60),
          Duration.ofSeconds(120),
          Duration.ofMinutes(120));

  private final Followers followers = new Followers();
  private final WindowPublisher publisher =
      new WindowPublisher(new Columns(), followers, 1, new SpeedMetrics());

  @Test
  void aPartOfAForgottenWindowReachesNobodyHoweverOftenItChanges() throws IOException {
    PartitionWindows partition = forgotten();

    for (int step = 6; step < 10; step++) {
      partition.add(reading(step), step, POLICY.forgetMillis());
      publish(partition);
    }

    assertThat(followers.readings).containsExactly(5, 5);
    assertThat(partition.bookmark().offset()).as("its readings are still read again").isEqualTo(6);
  }

  @Test
  void norDoesItAfterARestart() throws IOException {
    PartitionWindows partition = forgotten();
    partition.add(reading(6), 6, POLICY.forgetMillis());
    publish(partition);

    PartitionWindows successor = PartitionWindows.resume(POLICY, partition.bookmark());
    for (int step = 6; step < 10; step++) {
      successor.add(reading(step), step, 0);
      publish(successor);
    }

    assertThat(followers.readings).containsExactly(5, 5);
  }

  @Test
  void whatBeginsAfterTheSegmentWasForgottenIsPublishedAsEver() throws IOException {
    PartitionWindows partition = forgotten();

    partition.add(reading(10), 6, POLICY.forgetMillis());
    publish(partition);
    partition.add(reading(11), 7, POLICY.forgetMillis());
    publish(partition);

    assertThat(followers.readings).containsExactly(5, 5, 1, 2);
  }

  /** Five readings of a window were published, once it was closed again; then it was forgotten. */
  private PartitionWindows forgotten() throws IOException {
    PartitionWindows partition = new PartitionWindows(POLICY, 0);
    for (int step = 0; step < 5; step++) {
      partition.add(reading(step), step, 0);
    }
    publish(partition);
    partition.checkSilence(POLICY.forgetMillis());
    publish(partition);
    assertThat(partition.kept()).isZero();
    partition.readUpTo(6);
    return partition;
  }

  private void publish(PartitionWindows partition) throws IOException {
    publisher.publish(partition.listChanged(false));
    partition.forgetPublished();
  }

  /** A reading of half a minute, so many half minutes after noon. */
  private static Reading reading(int step) {
    return new Reading("A:" + step, "A", NOON + 30_000L * step, 30, 90_00, 5, -1, 100_00);
  }

  /** The table as far as it matters here: where the windows that it has begin. */
  private static final class Columns implements WindowPublisher.Table {
    private final Map<Long, Long> firstRevisions = new HashMap<>();

    @Override
    public Map<String, Long> findNewest(Set<String> segments) {
      Map<String, Long> newest = new HashMap<>();
      firstRevisions.keySet().forEach(start -> newest.merge("A", start, Math::max));
      return newest;
    }

    @Override
    public Set<Integer> findPartial(List<Row> rows) {
      Set<Integer> partial = new HashSet<>();
      for (int i = 0; i < rows.size(); i++) {
        Row row = rows.get(i);
        long first = firstRevisions.getOrDefault(start(row), Long.MAX_VALUE);
        if (first < row.firstRevision()) {
          partial.add(i);
        }
      }
      return partial;
    }

    @Override
    public void write(List<Row> rows) {
      rows.forEach(row -> firstRevisions.merge(start(row), row.firstRevision(), Math::min));
    }

    private static long start(Row row) {
      return row.window().getWindowStart().toEpochMilli();
    }
  }

  /** How many readings each window had that went to the topic. */
  private static final class Followers implements Sender {
    private final List<Integer> readings = new ArrayList<>();

    @Override
    public void send(Topic topic, String key, SpecificRecordBase value) {
      assertThat(topic).isEqualTo(Topic.AGGREGATES);
      readings.add(((TrafficWindow) value).getObservedCount());
    }

    @Override
    public void flush() {
      // Nothing waits.
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
