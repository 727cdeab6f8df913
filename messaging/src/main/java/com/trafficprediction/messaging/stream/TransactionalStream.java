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
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
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

  private final KafkaSettings settings;
  private final String group;
  private final String instance;
  private final long commitIntervalNanos;
  private final Transformation transformation;
  private final LongSupplier nanos;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<byte[], Object> producer;
  private final BackgroundSender<Object> sender;
  private final Map<TopicPartition, OffsetAndMetadata> read = new HashMap<>();
  private boolean open;
  private long openedAt;
  private long lastCommitNanos;

  private TransactionalStream(
      KafkaSettings settings,
      String group,
      String instance,
      Duration commitInterval,
      Transformation transformation,
      LongSupplier nanos) {
    this.settings = settings;
    this.group = group;
    this.instance = instance;
    this.commitIntervalNanos = commitInterval.toNanos();
    this.transformation = transformation;
    this.nanos = nanos;
    this.consumer =
        StreamClients.consumer(
            settings,
            KafkaSettings.asMember(settings.consumerOfBytesProperties(), group, instance));
    this.producer =
        StreamClients.producer(settings, settings.transactionalProperties(group + "-" + instance));
    this.sender = new BackgroundSender<>(settings, producer, CLOSE_PATIENCE);
  }

  /**
   * Joins a group; aborts what an earlier process of this name left open.
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
    TransactionalStream stream =
        new TransactionalStream(settings, group, instance, commitInterval, transformation, nanos);
    try {
      stream.producer.initTransactions();
      stream.consumer.subscribe(List.of(Topic.RAW.topicName()), stream.new Listener());
      return stream;
    } catch (KafkaException e) {
      stream.close();
      throw stream.failed("could not join", e);
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

  private MessagingException failed(String what, KafkaException e) {
    return MessagingException.ofMember(what, settings, group, instance, e);
  }

  /** Leaves; an open transaction is aborted by the next {@link #join}, or by its timeout. */
  @Override
  public void close() {
    try {
      if (open) {
        producer.abortTransaction();
      }
    } catch (KafkaException e) {
      LOG.debug("the open transaction could not be aborted, and will time out", e);
    }
    open = false;
    read.clear();
    sender.close();
    StreamClients.close(consumer, CLOSE_PATIENCE);
  }

  private final class Listener implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      // Kafka goes on at the committed offsets.
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
