package com.trafficprediction.benchmarks.stream.peer;

import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.reading.ReadingValidator;
import com.trafficprediction.feeds.dataset.Dataset;
import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.codec.RawDecoder;
import com.trafficprediction.speed.monitoring.SpeedMetrics;
import com.trafficprediction.speed.validating.EventValidation;
import com.trafficprediction.speed.validating.Limits;
import com.trafficprediction.storage.hbase.SpeedStore;
import com.trafficprediction.storage.speed.SpeedStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/** The peer's process: a Kafka Streams application and its sink. */
public final class KafkaStreamsPeer {
  private static final String NAME = "peer";
  private static final int INTERVAL_SECONDS = 30;
  private static final int MAX_EVENT_BYTES = 65_536;
  private static final int BATCH_BYTES = 64 << 10;

  private KafkaStreamsPeer() {}

  /** Its consumer group. */
  public static String group() {
    return NAME;
  }

  /** The sink's consumer group. */
  public static String sinkGroup() {
    return PeerSink.GROUP;
  }

  /** The topic between validation and windows. */
  public static String eventsTopic() {
    return NAME + '-' + PeerTopology.EVENTS + "-repartition";
  }

  /**
   * Runs until the process is stopped.
   *
   * @param args the client settings' directory, the brokers, a dataset file, its data, a directory
   *     for state, and how often to commit, milliseconds
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    KafkaSettings kafka = KafkaSettings.ofOneMachine(args[1]);
    Network network = Dataset.load(Path.of(args[2])).network(Path.of(args[3]));
    CountDownLatch stopped = new CountDownLatch(1);
    try (SpeedStore store = SpeedStorage.at(Path.of(args[0]), Clock.systemUTC()).openStore();
        KafkaStreams streams =
            new KafkaStreams(
                PeerTopology.build(() -> validation(network)),
                properties(kafka, args[4], args[5]))) {
      PeerSink sink = new PeerSink(kafka, store.windows(Duration.ZERO));
      Thread writer = new Thread(sink, NAME + "-sink");
      writer.start();
      streams.setUncaughtExceptionHandler(
          e -> {
            e.printStackTrace();
            Runtime.getRuntime().halt(1); // whoever waits for this process learns that it failed
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
          });
      streams.start();
      Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown));
      stopped.await();
      sink.stop();
      writer.join();
    }
  }

  private static EventValidation validation(Network network) {
    return new EventValidation(
        new RawDecoder(),
        new ReadingValidator(network, network.dataset(), INTERVAL_SECONDS),
        new Limits(Duration.ofHours(24), Duration.ofMinutes(2), MAX_EVENT_BYTES),
        Clock.systemUTC(),
        NAME,
        new SpeedMetrics());
  }

  /** Clients are set as ours are; the rest is what Kafka Streams comes with. */
  private static Properties properties(KafkaSettings kafka, String state, String commitMillis) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, NAME);
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, state);
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(
        StreamsConfig.NUM_STREAM_THREADS_CONFIG, Runtime.getRuntime().availableProcessors());
    properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitMillis);
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "snappy");
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
    properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 2_000);
    properties.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    return properties;
  }
}
