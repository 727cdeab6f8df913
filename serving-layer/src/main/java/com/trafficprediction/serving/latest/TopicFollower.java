package com.trafficprediction.serving.latest;

import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.client.MessagingException;
import com.trafficprediction.messaging.stream.Received;
import com.trafficprediction.messaging.stream.TopicReader;
import com.trafficprediction.messaging.topic.Topic;
import com.trafficprediction.serving.live.StoreState;
import com.trafficprediction.serving.running.Breakdown;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecordBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all of a topic on a thread of its own, as far back as asked for, and goes on when Kafka
 * comes back. What it hands on may come twice after a failure.
 */
public final class TopicFollower<T extends SpecificRecordBase> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long RETRY_MILLIS = 2_000;
  private static final long STOP_MILLIS = 10_000;

  /** After so long without records the broker is asked whether it is there. */
  private static final long SILENCE_MILLIS = 3_000;

  private final KafkaSettings settings;
  private final Topic topic;
  private final Class<T> type;
  private final Duration lookBack;
  private final Clock clock;
  private final Receiver<T> receiver;
  private final Thread thread;
  private volatile boolean running = true;
  private volatile StoreState state;
  private volatile OptionalLong lag = OptionalLong.empty();

  /** What is done with records; called on the follower's thread. */
  public interface Receiver<T> {
    /** A reader was opened at these offsets. */
    void started(Map<Integer, Long> positions);

    /** Records, perhaps none; called about every 200 ms. */
    void received(List<Received<T>> records, OptionalLong lag);
  }

  /**
   * @param lookBack how far back to begin, by the time at which the broker took the records
   */
  public TopicFollower(
      KafkaSettings settings,
      Topic topic,
      Class<T> type,
      Duration lookBack,
      Clock clock,
      Receiver<T> receiver) {
    this.settings = settings;
    this.topic = topic;
    this.type = type;
    this.lookBack = lookBack;
    this.clock = clock;
    this.receiver = receiver;
    this.state = new StoreState(false, "this server has just begun to ask", clock.instant());
    this.thread = new Thread(this::run, "follow-" + topic.topicName());
    this.thread.setDaemon(true);
  }

  /** A follower whose receiver only takes records. */
  public static <T extends SpecificRecordBase> TopicFollower<T> of(
      KafkaSettings settings,
      Topic topic,
      Class<T> type,
      Duration lookBack,
      Clock clock,
      Consumer<Map<Integer, Long>> started,
      Consumer<Received<T>> each) {
    return new TopicFollower<>(
        settings,
        topic,
        type,
        lookBack,
        clock,
        new Receiver<T>() {
          @Override
          public void started(Map<Integer, Long> positions) {
            started.accept(positions);
          }

          @Override
          public void received(List<Received<T>> records, OptionalLong lag) {
            records.forEach(each);
          }
        });
  }

  /** Reads from now on; what its thread cannot go on after is told. */
  public void start(Breakdown breakdown) {
    thread.setUncaughtExceptionHandler(breakdown);
    thread.start();
  }

  /** How reading goes. */
  public StoreState state() {
    return state;
  }

  /** Records behind the end of the topic, as far as known. */
  public OptionalLong lag() {
    return lag;
  }

  private void run() {
    while (running) {
      try (TopicReader<T> reader =
          TopicReader.open(settings, topic, type, clock.instant().minus(lookBack))) {
        receiver.started(reader.positions());
        long heard = clock.millis();
        while (running) {
          List<Received<T>> records = reader.poll(POLL);
          boolean silent = records.isEmpty() && clock.millis() - heard > SILENCE_MILLIS;
          if (silent) {
            reader.requireBroker();
          }
          if (silent || !records.isEmpty()) {
            heard = clock.millis();
          }
          lag = reader.lag();
          receiver.received(records, lag);
          state = state.answered(clock.instant());
        }
      } catch (MessagingException e) {
        state = state.failed(clock.instant(), String.valueOf(e.getMessage()));
        LOG.warn("{}; trying again", e.getMessage());
        pause();
      } catch (RuntimeException e) {
        // The thread's outermost loop: what went wrong must show, and not end it.
        state = state.failed(clock.instant(), "an internal error: " + e);
        LOG.error("reading {} went wrong; trying again", topic.topicName(), e);
        pause();
      }
    }
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      running = false;
    }
  }

  @Override
  public void close() {
    running = false;
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
