package com.trafficprediction.benchmarks.stream;

import com.trafficprediction.messaging.stream.RawSender;
import com.trafficprediction.messaging.topic.Topic;
import com.trafficprediction.schemas.TrafficWindow;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Latency at given rates: readings are sent at an even pace, and a reader of committed records
 * waits for the windows that they complete.
 */
final class LatencyRun {
  private static final Duration PATIENCE = Duration.ofMillis(5);

  private static final double WARM_UP = 0.3;
  private static final int WARM_UP_LENGTHS = 2;
  private static final long LEAST_SLEEP_NANOS = 1_000_000;

  private final Contender contender;
  private final Duration commit;
  private final List<String> jvmOptions;
  private final Duration length;
  private final Map<String, Long> sent = new ConcurrentHashMap<>();
  private final Map<String, Long> received = new ConcurrentHashMap<>();

  /**
   * @param commit how often the peer commits: what it has not committed nobody sees
   * @param length how long each rate is held
   */
  LatencyRun(Contender contender, Duration commit, List<String> jvmOptions, Duration length) {
    this.contender = contender;
    this.commit = commit;
    this.jvmOptions = jvmOptions;
    this.length = length;
  }

  /** Holds one rate after another on one stack. */
  List<Latency> run(List<Double> rates) throws IOException, InterruptedException {
    try (ContenderStack stack = ContenderStack.open(contender, jvmOptions, commit);
        KafkaConsumer<byte[], SpecificRecordBase> consumer =
            new KafkaConsumer<>(stack.kafka().consumerProperties(TrafficWindow.class));
        RawSender sender = new RawSender(stack.kafka())) {
      stack.startContender();
      CompletableFuture<Void> listening =
          CompletableFuture.runAsync(
              () -> listen(consumer), task -> new Thread(task, "listener").start());
      try {
        Feed feed = warmUp(stack, sender, listening, rates.get(rates.size() / 2));
        List<Latency> results = new ArrayList<>();
        for (double rate : rates) {
          int from = feed.events();
          feed = Feed.ofAtLeast(from + (int) (rate * length.toSeconds()));
          double held = hold(sender, feed, from, rate);
          await(stack, listening, feed, from);
          results.add(latency(held, feed, from));
        }
        stack.done();
        return results;
      } finally {
        consumer.wakeup();
        listening.handle((nothing, failure) -> null).join(); // await() told of a failure
      }
    }
  }

  /**
   * Broker, HBase and contender have just started: what they take until they are compiled says
   * nothing of the hours after.
   *
   * @return what was sent
   */
  private Feed warmUp(
      ContenderStack stack, RawSender sender, CompletableFuture<Void> listening, double rate)
      throws IOException, InterruptedException {
    Feed feed = Feed.ofAtLeast((int) (rate * length.toSeconds() * WARM_UP_LENGTHS));
    var unused = hold(sender, feed, 0, rate);
    await(stack, listening, feed, 0);
    return feed;
  }

  /**
   * Sends at a rate. A reading counts as sent when it should have been, so that a sender who is
   * held up does not hide how long others waited.
   *
   * @return the rate that was held
   */
  private double hold(RawSender sender, Feed feed, int from, double rate) {
    long started = System.nanoTime();
    feed.send(
        sender,
        from,
        i -> {
          long due = started + (long) ((i - from) / rate * 1e9);
          sleepUntil(due);
          feed.completedBy(i).ifPresent(window -> sent.put(window, due));
        });
    return (feed.events() - from) / ((System.nanoTime() - started) / 1e9);
  }

  private static void sleepUntil(long nanos) {
    long left = nanos - System.nanoTime();
    while (left > LEAST_SLEEP_NANOS) {
      LockSupport.parkNanos(left);
      left = nanos - System.nanoTime();
    }
  }

  private void await(ContenderStack stack, CompletableFuture<Void> listening, Feed feed, int from)
      throws IOException, InterruptedException {
    for (String window : feed.windowsFrom(from)) {
      while (!received.containsKey(window)) {
        if (listening.isDone()) {
          listening.join();
        }
        stack.pause();
      }
    }
  }

  /** Without the windows of the beginning, while the rate is new. */
  private Latency latency(double rate, Feed feed, int from) {
    List<String> windows = feed.windowsFrom(from);
    return Latency.of(
        rate,
        windows.stream()
            .skip((long) (windows.size() * WARM_UP))
            .map(window -> (at(received, window) - at(sent, window)) / 1e6)
            .toList());
  }

  private static long at(Map<String, Long> times, String window) {
    return Objects.requireNonNull(times.get(window), window);
  }

  private void listen(KafkaConsumer<byte[], SpecificRecordBase> consumer) {
    List<TopicPartition> partitions =
        IntStream.range(0, Topic.AGGREGATES.partitions())
            .mapToObj(i -> new TopicPartition(Topic.AGGREGATES.topicName(), i))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    try {
      while (true) {
        for (ConsumerRecord<byte[], SpecificRecordBase> record : consumer.poll(PATIENCE)) {
          TrafficWindow window = (TrafficWindow) record.value();
          if (window.getObservedCount() == Feed.READINGS_PER_WINDOW) {
            received.putIfAbsent(
                Feed.key(window.getSegmentId(), window.getWindowStart().toEpochMilli()),
                System.nanoTime());
          }
        }
      }
    } catch (WakeupException e) {
      // Asked to stop.
    }
  }
}
