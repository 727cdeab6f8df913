package com.trafficprediction.serving.publishing;

import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.client.MessagingException;
import com.trafficprediction.messaging.stream.GroupShare;
import com.trafficprediction.messaging.topic.Topic;
import com.trafficprediction.serving.live.StoreState;
import com.trafficprediction.serving.running.Breakdown;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which partitions of the windows topic this instance forecasts for: every instance knows all
 * windows, the group {@value #GROUP} decides who publishes what. Thread-safe.
 */
public final class WorkShare implements AutoCloseable {
  /** The consumer group. */
  public static final String GROUP = "prediction-service";

  private static final Logger LOG = LoggerFactory.getLogger(WorkShare.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final long RETRY_MILLIS = 2_000;
  private static final long STOP_MILLIS = 10_000;

  private final KafkaSettings settings;
  private final String instance;
  private final Clock clock;
  private final Thread thread;
  private volatile boolean running = true;
  private volatile Set<Integer> partitions = Set.of();
  private volatile StoreState state;

  public WorkShare(KafkaSettings settings, String instance, Clock clock) {
    this.settings = settings;
    this.instance = instance;
    this.clock = clock;
    this.state = new StoreState(false, "this server has just begun to ask", clock.instant());
    this.thread = new Thread(this::run, "work-share");
    this.thread.setDaemon(true);
  }

  /** Joins the group; what its thread cannot go on after is told. */
  public void start(Breakdown breakdown) {
    thread.setUncaughtExceptionHandler(breakdown);
    thread.start();
  }

  /** The partitions that are ours now. */
  public Set<Integer> partitions() {
    return partitions;
  }

  /** How the membership is. */
  public StoreState state() {
    return state;
  }

  private void run() {
    while (running) {
      try (GroupShare share = GroupShare.join(settings, Topic.AGGREGATES, GROUP, instance)) {
        while (running) {
          partitions = share.partitions(POLL);
          state = state.answered(clock.instant());
        }
      } catch (MessagingException e) {
        partitions = Set.of();
        state = state.failed(clock.instant(), String.valueOf(e.getMessage()));
        LOG.warn("this instance publishes no forecasts: {}", e.getMessage());
        if (e.isDisplaced() || !pause()) {
          return;
        }
      } catch (RuntimeException e) {
        // The thread's outermost loop: what went wrong must show, and not end it.
        partitions = Set.of();
        state = state.failed(clock.instant(), "an internal error: " + e);
        LOG.error("the group membership went wrong; joining again", e);
        if (!pause()) {
          return;
        }
      }
    }
  }

  private boolean pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
      return running;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
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
