package com.trafficprediction.messaging.stream;

import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.client.MessagingException;
import com.trafficprediction.messaging.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From {@code traffic-raw} to other topics, each record exactly once: what a record turned into and
 * the fact that it was read are committed in one transaction, fenced by the group's metadata.
 *
 * <pre>{@code
 * try (TransactionalStream stream = TransactionalStream.join(settings, group, instance, interval,
 *     transformation, nanos)) {
 *   while (running) {
 *     stream.step(Duration.ofMillis(100));
 *   }
 *   stream.commit();
 * }
 * }</pre>
 *
 * <p>After an exception, close it and join again: the open transaction is aborted and its records
 * are read again. For use by one thread.
 */
public final class TransactionalStream implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TransactionalStream.class);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);
  private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(5);

  private final KafkaSettings settings;
  private final String group;
  private final String instance;
  private final long commitIntervalNanos;
  private final Transformation transformation;
  private final LongSupplier nanos;
  private final Consumer<byte[], byte[]> consumer;
  private final Producer<byte[], Object> producer;
  private final BackgroundSender<Object> sender;
  private final Map<TopicPartition, OffsetAndMetadata> read = new HashMap<>();
  private boolean initialized;
  private boolean open;
  private long openedAt;
  private long lastCommitNanos;

  /** What it reads and writes with. */
  record Clients(Consumer<byte[], byte[]> consumer, Producer<byte[], Object> producer) {}

  TransactionalStream(
      KafkaSettings settings,
      String group,
      String instance,
      Duration commitInterval,
      Transformation transformation,
      LongSupplier nanos,
      Clients clients) {
    this.settings = settings;
    this.group = group;
    this.instance = instance;
    this.commitIntervalNanos = commitInterval.toNanos();
    this.transformation = transformation;
    this.nanos = nanos;
    this.consumer = clients.consumer();
    this.producer = clients.producer();
    this.sender = new BackgroundSender<>(producer, CLOSE_PATIENCE, this::failed);
  }

  /**
   * Joins a group, in the steps that follow; with its first partitions it aborts what an earlier
   * process of this name left open.
   *
   * @param instance this member's name in the group, the same after a restart
   * @param commitInterval the longest a transaction stays open, but for the record at hand
   * @param nanos a monotonic clock, as {@link System#nanoTime}
   */
  public static TransactionalStream join(
      KafkaSettings settings,
      String group,
      String instance,
      Duration commitInterval,
      Transformation transformation,
      LongSupplier nanos) {
    Consumer<byte[], byte[]> consumer =
        StreamClients.consumer(
            settings,
            KafkaSettings.asMember(settings.consumerOfBytesProperties(), group, instance));
    Producer<byte[], Object> producer =
        StreamClients.producer(settings, settings.transactionalProperties(group + "-" + instance));
    TransactionalStream stream =
        new TransactionalStream(
            settings,
            group,
            instance,
            commitInterval,
            transformation,
            nanos,
            new Clients(consumer, producer));
    stream.join();
    return stream;
  }

  void join() {
    try {
      // A poll would not say that there is no broker.
      var unused = consumer.partitionsFor(Topic.RAW.topicName());
      consumer.subscribe(List.of(Topic.RAW.topicName()), new Listener());
    } catch (KafkaException e) {
      MessagingException failed = failed("could not join", e);
      close();
      throw failed;
    }
  }

  /**
   * Reads and transforms what is there, and commits when the interval is over.
   *
   * @param timeout how long to wait for records when no transaction is open
   * @return how many records were read
   */
  public int step(Duration timeout) {
    try {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(open ? untilCommit() : timeout);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        begin();
        transformation.apply(raw(record), this::send);
        read.put(
            new TopicPartition(record.topic(), record.partition()),
            new OffsetAndMetadata(record.offset() + 1));
        // Between records too: a batch of those that ask a registry may outlast the broker's
        // patience with a transaction.
        commitWhenDue();
      }
      commitWhenDue();
      return records.count();
    } catch (KafkaException e) {
      throw failed("could not go on", e);
    }
  }

  private void commitWhenDue() {
    if (open && nanos.getAsLong() - openedAt >= commitIntervalNanos) {
      commit();
    }
  }

  /**
   * Commits what was read so far. A record that could not be sent fails the commit: Kafka's client
   * waits for all records first, and a transaction that lost one can only be aborted.
   */
  public void commit() {
    if (!open) {
      return;
    }
    long started = nanos.getAsLong();
    sender.requireNoFailure();
    try {
      producer.sendOffsetsToTransaction(Map.copyOf(read), consumer.groupMetadata());
      producer.commitTransaction();
    } catch (KafkaException e) {
      throw failed("could not commit", e);
    }
    read.clear();
    open = false;
    lastCommitNanos = nanos.getAsLong() - started;
  }

  /** How long the last commit took, nanoseconds. */
  public long lastCommitNanos() {
    return lastCommitNanos;
  }

  /** How many records lie behind, over all partitions, as far as known. */
  public long lag() {
    long lag = 0;
    for (TopicPartition partition : consumer.assignment()) {
      OptionalLong behind = consumer.currentLag(partition);
      lag += behind.orElse(0);
    }
    return lag;
  }

  /** Partitions that are ours now. */
  public Set<Integer> assignment() {
    return consumer.assignment().stream()
        .map(TopicPartition::partition)
        .collect(Collectors.toUnmodifiableSet());
  }

  private Duration untilCommit() {
    long left = commitIntervalNanos - (nanos.getAsLong() - openedAt);
    return Duration.ofNanos(Math.max(0, left));
  }

  private void begin() {
    if (!open) {
      producer.beginTransaction();
      open = true;
      openedAt = nanos.getAsLong();
    }
  }

  private void send(Topic topic, String key, SpecificRecordBase value) {
    sender.send(
        new ProducerRecord<>(topic.topicName(), key.getBytes(StandardCharsets.UTF_8), value));
  }

  private static RawRecord raw(ConsumerRecord<byte[], byte[]> record) {
    return new RawRecord(
        record.partition(),
        record.offset(),
        record.key(),
        record.value(),
        ReferenceClockHeader.read(record.headers()));
  }

  private MessagingException failed(String what, Exception e) {
    Exception cause = isFenced(e) ? findDisplacement().orElse(e) : e;
    if (cause != e) {
      cause.addSuppressed(e);
    }
    return MessagingException.ofMember(what, settings, group, instance, cause);
  }

  /** By another process of this name, or by the broker because a transaction took too long. */
  private static boolean isFenced(Exception failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof ProducerFencedException || e instanceof InvalidProducerEpochException) {
        return true;
      }
    }
    return false;
  }

  /**
   * Asks the group whether another process has this one's place, by committing what is committed:
   * nobody but the member itself may. Whoever takes the place does so before it fences the
   * producer.
   */
  private Optional<Exception> findDisplacement() {
    try {
      Set<TopicPartition> ours = consumer.assignment();
      Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(ours, ANSWER_PATIENCE);
      Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(ours, ANSWER_PATIENCE);
      Map<TopicPartition, OffsetAndMetadata> same = new HashMap<>();
      for (TopicPartition partition : ours) {
        OffsetAndMetadata offset = committed.get(partition);
        long beginning = Objects.requireNonNull(beginnings.get(partition));
        same.put(partition, offset == null ? new OffsetAndMetadata(beginning) : offset);
      }
      consumer.commitSync(same, ANSWER_PATIENCE);
      return Optional.empty();
    } catch (FencedInstanceIdException e) {
      return Optional.of(e);
    } catch (KafkaException e) {
      LOG.debug("the group does not say whether this member was displaced", e);
      return Optional.empty();
    }
  }

  /** Leaves; an open transaction is aborted by the next {@link #join}, or by its timeout. */
  @Override
  public void close() {
    try {
      if (open) {
        producer.abortTransaction();
      }
    } catch (KafkaException | IllegalStateException e) {
      // After a commit that timed out the client takes nothing but the same commit.
      LOG.debug("the open transaction could not be aborted, and will time out", e);
    } finally {
      open = false;
      read.clear();
      sender.close();
      StreamClients.close(consumer, CLOSE_PATIENCE);
    }
  }

  private final class Listener implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      // Kafka goes on at the committed offsets. Only a member of the group fences the producer of
      // an earlier process: that one can then ask the group why.
      if (!initialized) {
        producer.initTransactions();
        initialized = true;
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      commit();
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      throw MessagingException.failed(
          "partitions were lost: this process was silent for too long",
          settings,
          new IllegalStateException(partitions.toString()));
    }
  }
}
