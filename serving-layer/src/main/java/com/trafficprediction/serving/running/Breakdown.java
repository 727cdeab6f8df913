package com.trafficprediction.serving.running;

import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a thread that no thread of ours may come to: by an {@link Error}, or by whatever else
 * its outermost loop did not catch. After that nobody knows what state the process is in: health
 * says so, and the process ends, as the speed layer's does.
 *
 * <p>Thread-safe.
 */
public final class Breakdown implements Thread.UncaughtExceptionHandler {
  /** Exit code of a process that broke down. */
  static final int FAILURE = 1;

  private static final Logger LOG = LoggerFactory.getLogger(Breakdown.class);

  private final CountDownLatch broken = new CountDownLatch(1);
  private volatile String reason = "";

  /** Ends the process once something broke down; called once, before anything is started. */
  public void endProcess(IntConsumer exit) {
    // Begun now: when memory or threads have run out, none can be begun.
    Thread end = new Thread(() -> endWhenBroken(exit), "end-of-process");
    end.setDaemon(true);
    end.start();
  }

  private void endWhenBroken(IntConsumer exit) {
    try {
      broken.await();
      exit.accept(FAILURE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A task of an executor, which would else keep an error to itself and never run it again. */
  public Runnable watched(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (Error e) { // the thread's outermost frame: nobody else would ever know
        uncaughtException(Thread.currentThread(), e);
        throw e;
      }
    };
  }

  @Override
  public void uncaughtException(Thread thread, Throwable cause) {
    try {
      reason = thread.getName() + ": " + cause;
      LOG.error("{} gives up, and the process ends", thread.getName(), cause);
    } finally {
      broken.countDown();
    }
  }

  /** The thread that gave up, and why; empty while none did. */
  public String reason() {
    return reason;
  }
}
