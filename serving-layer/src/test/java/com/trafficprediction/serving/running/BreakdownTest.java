package com.trafficprediction.serving.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.topic.Topic;
import com.trafficprediction.schemas.TrafficWindow;
import com.trafficprediction.serving.events.StreamHub;
import com.trafficprediction.serving.latest.LatestBoard;
import com.trafficprediction.serving.latest.Predictions;
import com.trafficprediction.serving.latest.RoadClock;
import com.trafficprediction.serving.latest.TopicFollower;
import com.trafficprediction.serving.live.LiveRunWatch;
import com.trafficprediction.serving.publishing.PredictionArchive;
import com.trafficprediction.serving.publishing.WorkShare;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No thread of the serving layer ends by an error without the process ending, too. */
@Timeout(60)
class BreakdownTest {
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  /** Refused by the client before it asks anybody. */
  private static final KafkaSettings UNUSABLE =
      new KafkaSettings("localhost:1", (short) 1, Map.of(), Map.of("security.protocol", "none"));

  private final Thread test = Thread.currentThread();
  private final BlockingQueue<Integer> exits = new ArrayBlockingQueue<>(10);
  private final Breakdown breakdown = new Breakdown();

  @Test
  void whileNothingBreaksNothingEnds() {
    breakdown.endProcess(exits::add);
    breakdown.watched(() -> {}).run();
    assertThat(breakdown.reason()).isEmpty();
    assertThat(exits).isEmpty();
  }

  @Test
  void anErrorEndsTheTaskAndTheProcess() throws Exception {
    breakdown.endProcess(exits::add);
    assertThatThrownBy(breakdown.watched(BreakdownTest::breakDown)::run)
        .as("the executor does not run it again")
        .isInstanceOf(NoClassDefFoundError.class);
    assertBroken(test.getName());
  }

  @Test
  void theWatchOfTheLiveRun() throws Exception {
    breakdown.endProcess(exits::add);
    LiveRunWatch watch =
        new LiveRunWatch(
            () -> {
              throw new NoClassDefFoundError("a/Class");
            },
            CLOCK);
    watch.start(Duration.ofMillis(10), breakdown);
    assertBroken("live-run-watch");
    watch.close();
  }

  @Test
  void theFollowerOfATopic() throws Exception {
    breakdown.endProcess(exits::add);
    try (TopicFollower<TrafficWindow> follower =
        TopicFollower.of(
            UNUSABLE,
            Topic.AGGREGATES,
            TrafficWindow.class,
            Duration.ofHours(1),
            new BreakingClock(),
            positions -> {},
            received -> {})) {
      follower.start(breakdown);
      assertBroken("follow-" + Topic.AGGREGATES.topicName());
    }
  }

  @Test
  void theShareOfTheWork() throws Exception {
    breakdown.endProcess(exits::add);
    try (WorkShare share = new WorkShare(UNUSABLE, "1", new BreakingClock())) {
      share.start(breakdown);
      assertBroken("work-share");
    }
  }

  @Test
  void theArchiveOfForecasts() throws Exception {
    breakdown.endProcess(exits::add);
    try (PredictionArchive archive =
        new PredictionArchive(
            () -> {
              breakDown();
              return Optional.empty();
            },
            Duration.ofHours(1),
            CLOCK)) {
      archive.add(List.of(Predictions.of("A", 15, 0, 0)));
      archive.start(breakdown);
      assertBroken("prediction-archive");
    }
  }

  @Test
  void theTickOfTheEventStreams() throws Exception {
    breakdown.endProcess(exits::add);
    try (StreamHub hub =
        new StreamHub(
            new LatestBoard(),
            () -> RoadClock.NONE,
            new StreamHub.Settings(1, 10, 1, 1),
            Optional::empty,
            CLOCK,
            () -> {
              breakDownElsewhere();
              return 0;
            })) {
      hub.start(breakdown);
      assertBroken("event-streams");
    }
  }

  private void assertBroken(String thread) throws InterruptedException {
    assertThat(exits.poll(30, TimeUnit.SECONDS)).isEqualTo(1);
    assertThat(breakdown.reason()).startsWith(thread + ": ").contains("NoClassDefFoundError");
  }

  private static void breakDown() {
    throw new NoClassDefFoundError("a/Class");
  }

  /** Constructors, on the test's own thread, are spared. */
  private void breakDownElsewhere() {
    if (Thread.currentThread() != test) {
      breakDown();
    }
  }

  /** Tells the time on the test's thread alone. */
  private final class BreakingClock extends Clock {
    @Override
    public Instant instant() {
      breakDownElsewhere();
      return Instant.EPOCH;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
