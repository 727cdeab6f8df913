package com.trafficprediction.benchmarks.stream;

import com.trafficprediction.benchmarks.stream.Progress.Source;
import com.trafficprediction.messaging.topic.Topic;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Throughput: a backlog, one contender on a fresh stack, and every window compared. */
final class StreamRun {
  /**
   * Of the peer: as often as our windows are committed by their own settings. More often costs it
   * throughput.
   */
  static final Duration COMMIT = Duration.ofMillis(500);

  private static final double WARM_UP = 0.2;

  private final Feed feed;
  private final Contender contender;
  private final List<String> jvmOptions;

  StreamRun(Feed feed, Contender contender, List<String> jvmOptions) {
    this.feed = feed;
    this.contender = contender;
    this.jvmOptions = jvmOptions;
  }

  /** Runs it; what is measured begins when a fifth of the events is validated. */
  Measured run() throws IOException, InterruptedException, ExecutionException {
    try (ContenderStack stack = ContenderStack.open(contender, jvmOptions, COMMIT)) {
      long started = System.nanoTime();
      feed.publish(stack.kafka());
      double produced = feed.events() / seconds(started);
      double consumed = TopicScan.eventsPerSecond(stack.kafka(), Topic.RAW, feed.events());
      stack.startContender();
      Measured measured = measure(stack, produced, consumed);
      stack.stopContender();
      stack.requireRightWindows(feed);
      stack.done();
      return measured;
    }
  }

  private Measured measure(ContenderStack stack, double produced, double consumed)
      throws InterruptedException, ExecutionException, IOException {
    try (Progress progress = new Progress(stack.kafka())) {
      // Of the first source: what is validated by then was done before the clock starts.
      Source first = contender.sources().get(0);
      long before = 0;
      while (before < feed.events() * WARM_UP) {
        stack.pause();
        before = progress.done(first);
      }
      long started = System.nanoTime();
      double own = stack.ownCpuSeconds();
      double daemons = stack.daemonCpuSeconds();
      for (Source source : contender.sources()) {
        while (!progress.isThrough(source)) {
          stack.pause();
        }
      }
      return new Measured(
          feed.events() - before,
          seconds(started),
          stack.ownCpuSeconds() - own,
          stack.daemonCpuSeconds() - daemons,
          produced,
          consumed);
    }
  }

  private static double seconds(long startedNanos) {
    return (System.nanoTime() - startedNanos) / 1e9;
  }
}
