package com.trafficprediction.speed.running;

import com.trafficprediction.messaging.client.MessagingException;
import com.trafficprediction.speed.running.StageHealth.State;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one stage in its own thread until asked to stop. After a failure the stage is closed and
 * opened again, with a growing pause. It gives up when another process has its name, and on an
 * {@link Error}: after that nobody knows what state the process is in, and it is to end.
 *
 * <p>Thread-safe.
 */
public final class StageRunner {
  private static final Logger LOG = LoggerFactory.getLogger(StageRunner.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final Duration WAITING_PAUSE = Duration.ofSeconds(2);

  private final String name;
  private final Stage.Opener opener;
  private final Clock clock;
  private final Runnable onGivenUp;
  private final Thread thread;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile StageHealth health;

  /**
   * @param name for people and logs
   * @param onGivenUp called once when it gives up, after {@link #health} says why
   */
  public StageRunner(String name, Stage.Opener opener, Clock clock, Runnable onGivenUp) {
    this.name = name;
    this.opener = opener;
    this.clock = clock;
    this.onGivenUp = onGivenUp;
    this.health = new StageHealth(State.STARTING, "", clock.instant(), 0);
    this.thread = new Thread(this::runToTheEnd, name);
  }

  public String name() {
    return name;
  }

  public StageHealth health() {
    return health;
  }

  /** Starts the thread. */
  public void start() {
    thread.start();
  }

  /** Asks it to end after its current step; {@link #join} waits for that. */
  public void stop() {
    stopping.countDown();
  }

  /**
   * Waits until it has ended.
   *
   * @return false when it has not within that time
   */
  public boolean join(Duration patience) throws InterruptedException {
    thread.join(patience.toMillis());
    return !thread.isAlive();
  }

  private void runToTheEnd() {
    try {
      run();
    } catch (Error e) { // the thread's outermost frame: nobody else would ever know
      try {
        become(State.BROKEN, e.toString());
        LOG.error("{} gives up, and the process ends", name, e);
      } finally {
        onGivenUp.run();
      }
    }
  }

  private void run() {
    Duration pause = FIRST_PAUSE;
    while (!isStopping()) {
      long startedAt = clock.millis();
      Exception failure = runOnce();
      if (failure == null) {
        break;
      }
      if (failure instanceof MessagingException e && e.isDisplaced()) {
        LOG.error("{}: {}", name, e.getMessage());
        become(State.DISPLACED, reason(e));
        onGivenUp.run();
        return;
      }
      boolean lasted = clock.millis() - startedAt > LONGEST_PAUSE.toMillis() * 3;
      pause = lasted ? FIRST_PAUSE : pause;
      pauseAfter(failure, pause);
      pause = Duration.ofMillis(Math.min(LONGEST_PAUSE.toMillis(), pause.toMillis() * 2));
    }
    become(State.STOPPED, "");
  }

  /** Opens the stage and runs it to its end; returns what made it fail, or null. */
  private @Nullable Exception runOnce() {
    try (Stage stage = opener.open()) {
      become(State.RUNNING, "");
      while (!isStopping()) {
        stage.step();
      }
      stage.finish();
      return null;
    } catch (Exception e) { // the thread's outermost loop: whatever it was, start over
      return e;
    }
  }

  private void pauseAfter(Exception failure, Duration pause) {
    if (failure instanceof NotReadyException) {
      if (health.state() != State.WAITING) {
        LOG.info("{} waits: {}", name, failure.getMessage());
      }
      become(State.WAITING, reason(failure));
      await(WAITING_PAUSE);
      return;
    }
    LOG.warn(
        "{} failed and starts over in {} s: {}",
        name,
        pause.toSeconds(),
        failure.getMessage(),
        expected(failure) ? null : failure);
    become(State.FAILED, reason(failure));
    await(pause);
  }

  /** Failures of brokers and stores explain themselves; others need their stack trace. */
  private static boolean expected(Exception failure) {
    return failure instanceof MessagingException || failure instanceof IOException;
  }

  private static String reason(Exception failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  private void become(State state, String reason) {
    boolean failed = state == State.FAILED || state == State.BROKEN;
    int failures = health.failures() + (failed ? 1 : 0);
    health = new StageHealth(state, reason, clock.instant(), failures);
  }

  private void await(Duration pause) {
    try {
      boolean unused = stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop();
    }
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }
}
