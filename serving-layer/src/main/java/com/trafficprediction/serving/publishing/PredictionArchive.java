package com.trafficprediction.serving.publishing;

import com.trafficprediction.schemas.TrafficPrediction;
import com.trafficprediction.serving.live.StoreState;
import com.trafficprediction.serving.running.Breakdown;
import com.trafficprediction.storage.hbase.PublishedPredictions;
import com.trafficprediction.storage.serving.ServingStorage;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes forecasts to HBase on a thread of its own, so that a slow HBase holds up nobody. Bounded:
 * what does not fit is dropped and counted; Kafka has it. Thread-safe.
 */
public final class PredictionArchive implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PredictionArchive.class);
  private static final int WAITING = 50_000;
  private static final int BATCH = 2_000;
  private static final long POLL_MILLIS = 500;
  private static final long RETRY_MILLIS = 2_000;
  private static final long STOP_MILLIS = 5_000;

  private final Supplier<Optional<ServingStorage>> storage;
  private final Duration retention;
  private final Clock clock;
  private final BlockingQueue<TrafficPrediction> queue = new ArrayBlockingQueue<>(WAITING);
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicLong written = new AtomicLong();
  private final Thread thread;
  private volatile boolean running = true;
  private volatile StoreState state;
  private @Nullable PublishedPredictions table;

  /**
   * @param storage the stores while they answer
   * @param retention how long forecasts stay, by wall time
   */
  public PredictionArchive(
      Supplier<Optional<ServingStorage>> storage, Duration retention, Clock clock) {
    this.storage = storage;
    this.retention = retention;
    this.clock = clock;
    this.state = new StoreState(true, "", clock.instant());
    this.thread = new Thread(this::run, "prediction-archive");
    this.thread.setDaemon(true);
  }

  /** Writes from now on; what its thread cannot go on after is told. */
  public void start(Breakdown breakdown) {
    thread.setUncaughtExceptionHandler(breakdown);
    thread.start();
  }

  /** Adds forecasts; never waits. */
  public void add(List<TrafficPrediction> predictions) {
    for (TrafficPrediction prediction : predictions) {
      if (!queue.offer(prediction)) {
        dropped.incrementAndGet();
      }
    }
  }

  /** Forecasts that did not fit. */
  public long dropped() {
    return dropped.get();
  }

  /** Forecasts written. */
  public long written() {
    return written.get();
  }

  /** How writing goes. */
  public StoreState state() {
    return state;
  }

  private void run() {
    List<TrafficPrediction> batch = new ArrayList<>();
    while (running || !batch.isEmpty()) {
      try {
        if (batch.isEmpty()) {
          TrafficPrediction first = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
          if (first == null) {
            continue;
          }
          batch.add(first);
          queue.drainTo(batch, BATCH - 1);
        }
        table().write(batch, retention.toMillis());
        written.addAndGet(batch.size());
        batch.clear();
        state = state.answered(clock.instant());
      } catch (IOException e) {
        state = state.failed(clock.instant(), String.valueOf(e.getMessage()));
        LOG.warn("forecasts wait for HBase: {}", e.getMessage());
        table = null;
        if (!pause()) {
          return;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        // The thread's outermost loop: what went wrong must show, and not end it.
        state = state.failed(clock.instant(), "an internal error: " + e);
        LOG.error("forecasts could not be written; trying again", e);
        table = null;
        if (!pause()) {
          return;
        }
      }
    }
  }

  private PublishedPredictions table() throws IOException {
    PublishedPredictions open = table;
    if (open == null) {
      open =
          storage.get().orElseThrow(() -> new IOException("HBase does not answer")).predictions();
      table = open;
    }
    return open;
  }

  /** Waits before another attempt; false when this process stops: Kafka has what is left. */
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
