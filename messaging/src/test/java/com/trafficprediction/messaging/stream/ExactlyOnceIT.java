package com.trafficprediction.messaging.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trafficprediction.core.reading.RawReading;
import com.trafficprediction.localcluster.LocalCluster;
import com.trafficprediction.localcluster.Service;
import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.client.MessagingException;
import com.trafficprediction.messaging.codec.RawJson;
import com.trafficprediction.messaging.topic.Topic;
import com.trafficprediction.messaging.topic.TopicAdmin;
import com.trafficprediction.messaging.topic.TopicChange;
import com.trafficprediction.schemas.ReadingQuality;
import com.trafficprediction.schemas.TrafficEvent;
import com.trafficprediction.schemas.ValidationStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Topics and streams on a real broker. */
@Timeout(120)
@TestMethodOrder(MethodOrderer.MethodName.class)
class ExactlyOnceIT {
  private static final Duration WAIT = Duration.ofMillis(200);
  private static final long REPLAY_CLOCK = 1_641_412_800_000L;
  private static final int READINGS = 500;
  private static final int REFUSED_BYTES = 20_000;
  private static final long DOOMED_CLOCK = REPLAY_CLOCK - 1;

  @TempDir static Path directory;
  private static LocalCluster cluster;
  private static KafkaSettings settings;

  @BeforeAll
  static void startKafka() {
    cluster =
        LocalCluster.builder(directory.resolve("stack")).with(Service.KAFKA).randomPorts().start();
    settings =
        new KafkaSettings(cluster.kafkaBootstrap(), (short) 1, Map.of("traffic-raw", 4), Map.of());
    try (TopicAdmin admin = TopicAdmin.open(settings)) {
      List<TopicChange> changes = admin.diff();
      assertThat(changes).hasSize(Topic.values().length);
      admin.apply(changes);
    }
  }

  @AfterAll
  static void stopKafka() {
    cluster.close();
  }

  @Test
  void applyingTwiceChangesNothingAndAChangedSettingIsFound() {
    try (TopicAdmin admin = TopicAdmin.open(settings)) {
      assertThat(admin.diff()).isEmpty();
      assertThat(admin.listMissing()).isEmpty();
      assertThat(admin.findPartitions(Topic.EVENTS)).contains(12);
    }
    KafkaSettings more =
        new KafkaSettings(
            settings.bootstrapServers(), (short) 1, Map.of("traffic-raw", 5), Map.of());
    try (TopicAdmin admin = TopicAdmin.open(more)) {
      assertThat(admin.diff()).containsExactly(new TopicChange.OtherPartitions(Topic.RAW, 5, 4));
    }
    KafkaSettings safer =
        new KafkaSettings(
            settings.bootstrapServers(), (short) 3, Map.of("traffic-raw", 4), Map.of());
    try (TopicAdmin admin = TopicAdmin.open(safer)) {
      assertThat(admin.diff())
          .as("two copies are not asked of topics that have one")
          .hasSize(Topic.values().length)
          .contains(new TopicChange.FewerCopies(Topic.EVENTS, 3, 1));
    }
  }

  @Test
  void aBrokerThatIsNotThereIsNamed() {
    KafkaSettings nowhere =
        new KafkaSettings(
            "localhost:1", (short) 1, Map.of(), Map.of("default.api.timeout.ms", "10500"));
    try (TopicAdmin admin = TopicAdmin.open(nowhere)) {
      assertThatThrownBy(admin::listMissing)
          .isInstanceOf(MessagingException.class)
          .hasMessageContaining("localhost:1")
          .hasMessageContaining("bin/traffic topics apply");
    }
  }

  @Test
  void eachReadingIsTransformedOnceAlthoughAMemberDiesWithAnOpenTransaction() {
    try (RawSender sender = new RawSender(settings)) {
      for (int i = 0; i < READINGS; i++) {
        sender.send("S" + i % 7, raw(i), OptionalLong.of(REPLAY_CLOCK + i));
      }
      sender.flush();
      assertThat(sender.acknowledged()).isEqualTo(READINGS);
    }
    int doomed = 0;
    try (TransactionalStream stream = join(Duration.ofHours(1))) {
      while (doomed < READINGS / 2) {
        doomed += stream.step(WAIT);
      }
      // Closed without a commit: what it sent must not be seen.
    }
    int read = 0;
    try (TransactionalStream stream = join(Duration.ofMillis(50))) {
      while (read < READINGS) {
        read += stream.step(WAIT);
      }
      stream.commit();
      assertThat(stream.lag()).isZero();
    }
    assertThat(read).isEqualTo(READINGS);
    assertThat(consumeAll("reader"))
        .hasSize(READINGS)
        .extracting(TrafficEvent::getEventId)
        .doesNotHaveDuplicates();
  }

  /** The broker refuses it after {@code send} has returned: only the commit can tell. */
  @Test
  void whatTheBrokerRefusesFailsTheCommitAndIsReadAgain() throws Exception {
    refuseLongRecords(Topic.PREDICTIONS);
    String group = "loses-one";
    try (RawSender sender = new RawSender(settings)) {
      sender.send("S1", raw(1), OptionalLong.of(DOOMED_CLOCK));
      sender.flush();
    }
    AtomicBoolean seen = new AtomicBoolean();
    try (TransactionalStream stream =
        join(
            group,
            Duration.ofHours(1),
            (record, outbox) -> {
              if (record.referenceClock().orElseThrow() == DOOMED_CLOCK) {
                sendOneThatFitsAndOneThatDoesNot(outbox);
                seen.set(true);
              }
            })) {
      while (!seen.get()) {
        stream.step(WAIT);
      }
      assertThatThrownBy(stream::commit)
          .isInstanceOf(MessagingException.class)
          .hasRootCauseInstanceOf(RecordTooLargeException.class);
      assertThatThrownBy(stream::commit).isInstanceOf(MessagingException.class);
    }

    List<Long> readAgain = new ArrayList<>();
    try (TransactionalStream stream =
        join(
            group,
            Duration.ofMillis(50),
            (record, outbox) -> readAgain.add(record.referenceClock().orElseThrow()))) {
      while (!readAgain.contains(DOOMED_CLOCK)) {
        stream.step(WAIT);
      }
    }
    assertThat(countCommitted(Topic.PREDICTIONS)).isZero();
  }

  /** Each record takes longer than a transaction may: none is held up by those after it. */
  @Test
  void transactionsEndBetweenTheRecordsOfABatch() {
    try (RawSender sender = new RawSender(settings)) {
      for (int i = 0; i < 3; i++) {
        sender.send("slow", raw(i), OptionalLong.of(REPLAY_CLOCK));
      }
      sender.flush();
    }
    AtomicLong now = new AtomicLong();
    int[] handled = {0};
    try (TransactionalStream stream =
        TransactionalStream.join(
            settings,
            "slow",
            "it",
            Duration.ofSeconds(1),
            (record, outbox) -> {
              if (handled[0] == 2) {
                throw new IllegalStateException("the third one stops it");
              }
              handled[0]++;
              now.addAndGet(Duration.ofSeconds(2).toNanos());
            },
            now::get)) {
      assertThatThrownBy(
              () -> {
                while (true) {
                  stream.step(WAIT);
                }
              })
          .hasMessage("the third one stops it");
    }
    assertThat(committed("slow")).isEqualTo(2);
  }

  /** The newcomer fences the producer too, and a producer does not know why it is fenced. */
  @Test
  void ofTwoProcessesOfOneNameTheFirstSaysThatItWasDisplacedAndTheSecondGoesOn() {
    String group = "one-name";
    sendToEachPartition();
    try (TransactionalStream first = joinAndSend(group)) {
      while (first.step(WAIT) == 0) {
        assertThat(first.assignment()).hasSizeLessThanOrEqualTo(4);
      }
      int[] read = {0};
      try (TransactionalStream second =
          join(group, Duration.ofHours(1), (record, outbox) -> read[0]++)) {
        while (read[0] == 0) {
          second.step(WAIT);
        }

        assertThatThrownBy(first::commit)
            .isInstanceOfSatisfying(
                MessagingException.class, e -> assertThat(e.isDisplaced()).isTrue())
            .hasMessageContaining("give each its own `instance`");
        second.commit();
      }
    }
  }

  /** As when a transaction took too long: the place in the group is still ours. */
  @Test
  void oneWhoseProducerTheBrokerFencedIsNotDisplaced() throws Exception {
    String group = "fenced";
    sendToEachPartition();
    try (TransactionalStream stream = joinAndSend(group)) {
      while (stream.step(WAIT) == 0) {
        assertThat(stream.assignment()).hasSizeLessThanOrEqualTo(4);
      }
      try (Admin admin = Admin.create(settings.adminProperties())) {
        admin.fenceProducers(List.of(group + "-it")).all().get();
      }

      assertThatThrownBy(stream::commit)
          .isInstanceOfSatisfying(
              MessagingException.class, e -> assertThat(e.isDisplaced()).isFalse());
    }
    int read = 0;
    try (TransactionalStream again = joinAndSend(group)) {
      while (read < 4) {
        read += again.step(WAIT);
      }
      again.commit();
    }
  }

  /** Keeps its transaction open. */
  private static TransactionalStream joinAndSend(String group) {
    return join(
        group,
        Duration.ofHours(1),
        (record, outbox) -> outbox.send(Topic.EVENTS, "S1", event(REPLAY_CLOCK)));
  }

  private static void sendToEachPartition() {
    try (RawSender sender = new RawSender(settings)) {
      for (int i = 0; i < 100; i++) {
        sender.send("one of " + i, raw(i), OptionalLong.of(REPLAY_CLOCK));
      }
      sender.flush();
    }
  }

  private static long committed(String group) {
    try (Admin admin = Admin.create(settings.adminProperties())) {
      return admin
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get()
          .values()
          .stream()
          .mapToLong(offset -> offset.offset())
          .sum();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private static void sendOneThatFitsAndOneThatDoesNot(Outbox outbox) {
    outbox.send(Topic.PREDICTIONS, "S1", event(REPLAY_CLOCK));
    TrafficEvent huge = event(REPLAY_CLOCK);
    byte[] noise = new byte[REFUSED_BYTES];
    new Random(1).nextBytes(noise);
    huge.setMetadata(Map.of("noise", new String(noise, StandardCharsets.ISO_8859_1)));
    outbox.send(Topic.PREDICTIONS, "S1", huge);
  }

  private static void refuseLongRecords(Topic topic) throws Exception {
    try (Admin admin = Admin.create(settings.adminProperties())) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName()),
                  List.of(
                      new AlterConfigOp(
                          new ConfigEntry("max.message.bytes", Integer.toString(REFUSED_BYTES / 2)),
                          AlterConfigOp.OpType.SET))))
          .all()
          .get();
    }
  }

  private static int countCommitted(Topic topic) {
    int count = 0;
    try (TopicTail tail = new TopicTail(settings, topic, Long.MAX_VALUE)) {
      while (!tail.atFirstEnd()) {
        count += tail.poll(WAIT).size();
      }
    }
    return count;
  }

  @Test
  void readersGoOnAtTheirBookmarkWithItsNote() {
    try (KafkaSender sender = new KafkaSender(settings)) {
      sender.send(Topic.INCIDENTS, "S1", incident("one"));
      sender.send(Topic.INCIDENTS, "S1", incident("two"));
      sender.flush();
    }
    Map<Integer, Bookmark> bookmarks = new HashMap<>();
    try (var consumer = incidents(new Nothing())) {
      List<Received<com.trafficprediction.schemas.TrafficIncident>> received = new ArrayList<>();
      while (received.size() < 2) {
        received.addAll(consumer.poll(WAIT));
      }
      var second = received.get(1);
      bookmarks.put(second.partition(), new Bookmark(second.offset(), "H=" + second.offset()));
      consumer.commit(bookmarks);
    }
    try (var consumer = incidents(new Nothing())) {
      List<Received<com.trafficprediction.schemas.TrafficIncident>> received = new ArrayList<>();
      while (received.isEmpty()) {
        received.addAll(consumer.poll(WAIT));
      }
      assertThat(received).hasSize(1);
      assertThat(received.get(0).value().getIncidentId()).isEqualTo("two");
      int partition = received.get(0).partition();
      assertThat(consumer.findBookmark(partition)).contains(bookmarks.get(partition));
    }
  }

  @Test
  @Timeout(120)
  void whileTheGroupIsRebalancedACommitIsPutOffAndTheMemberGoesOn() {
    try (var busy = member("busy");
        var slow = member("slow");
        var third = member("third")) {
      while (busy.assignment().isEmpty() || slow.assignment().isEmpty()) {
        List.of(busy, slow).forEach(member -> member.poll(WAIT));
      }
      int partition = busy.assignment().iterator().next();
      var bookmark = new Bookmark(0, "during a rebalance");
      assertThat(busy.commit(Map.of(partition, bookmark))).isTrue();

      // The third one begins a rebalance, which cannot end while the slow one does not poll.
      do {
        List.of(busy, third).forEach(member -> member.poll(WAIT));
      } while (busy.commit(Map.of(partition, bookmark)));

      var later = new Bookmark(0, "after it");
      do {
        List.of(busy, slow, third).forEach(member -> member.poll(WAIT));
      } while (!busy.commit(Map.of(partition, later)));
      assertThat(busy.findBookmark(partition)).contains(later);
    }
  }

  private static StreamConsumer<TrafficEvent> member(String instance) {
    return KafkaStreamConsumer.join(
        settings, Topic.EVENTS, TrafficEvent.class, "rebalanced", instance, new Nothing());
  }

  private static TransactionalStream join(Duration commitInterval) {
    return join(
        "stream-processor",
        commitInterval,
        (record, outbox) -> {
          long clock = record.referenceClock().orElseThrow();
          outbox.send(Topic.EVENTS, "S" + clock % 7, event(clock));
        });
  }

  private static TransactionalStream join(
      String group, Duration commitInterval, Transformation transformation) {
    return TransactionalStream.join(
        settings, group, "it", commitInterval, transformation, System::nanoTime);
  }

  private static List<TrafficEvent> consumeAll(String group) {
    List<TrafficEvent> events = new ArrayList<>();
    try (var consumer =
        KafkaStreamConsumer.join(
            settings, Topic.EVENTS, TrafficEvent.class, group, "it", new Nothing())) {
      int empty = 0;
      while (empty < 10) {
        var received = consumer.poll(WAIT);
        received.forEach(r -> events.add(r.value()));
        empty = received.isEmpty() && !consumer.assignment().isEmpty() ? empty + 1 : 0;
      }
    }
    return events;
  }

  private static StreamConsumer<com.trafficprediction.schemas.TrafficIncident> incidents(
      AssignmentListener listener) {
    return KafkaStreamConsumer.join(
        settings,
        Topic.INCIDENTS,
        com.trafficprediction.schemas.TrafficIncident.class,
        "incident-reader",
        "it",
        listener);
  }

  private static byte[] raw(int i) {
    return RawJson.encode(
        new RawReading("e" + i, "S" + i % 7, REPLAY_CLOCK, 30, 88.0, null, null, null, null, null));
  }

  private static TrafficEvent event(long clock) {
    TrafficEvent event = new TrafficEvent();
    event.setEventId("e" + clock);
    event.setSegmentId("S1");
    event.setTimestamp(Instant.ofEpochMilli(clock));
    event.setIntervalSeconds(30);
    event.setObservedPercent(100.0);
    event.setProcessedAt(Instant.ofEpochMilli(clock));
    event.setProcessorId("it");
    event.setQuality(ReadingQuality.observed);
    event.setValidationStatus(ValidationStatus.valid);
    return event;
  }

  private static com.trafficprediction.schemas.TrafficIncident incident(String id) {
    var incident = new com.trafficprediction.schemas.TrafficIncident();
    incident.setIncidentId(id);
    incident.setSegmentId("S1");
    incident.setSource(com.trafficprediction.schemas.IncidentSource.detector);
    incident.setStatus(com.trafficprediction.schemas.IncidentStatus.open);
    incident.setState(com.trafficprediction.schemas.IncidentState.detected);
    incident.setSeverity(com.trafficprediction.schemas.IncidentSeverity.minor);
    incident.setOnset(Instant.ofEpochMilli(REPLAY_CLOCK));
    incident.setDetectedAt(Instant.ofEpochMilli(REPLAY_CLOCK));
    incident.setUpdatedAt(Instant.ofEpochMilli(REPLAY_CLOCK));
    incident.setSegments(List.of());
    return incident;
  }

  /** Takes what comes. */
  private static final class Nothing implements AssignmentListener {
    @Override
    public void assigned(Set<Integer> partitions) {}

    @Override
    public void revoked(Set<Integer> partitions) {}

    @Override
    public void lost(Set<Integer> partitions) {}
  }
}
