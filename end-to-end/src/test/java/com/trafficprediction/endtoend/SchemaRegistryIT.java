package com.trafficprediction.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.trafficprediction.localcluster.Service;
import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.registry.RegistryAvroSerializer;
import com.trafficprediction.messaging.registry.RegistryException;
import com.trafficprediction.messaging.stream.KafkaSender;
import com.trafficprediction.messaging.stream.RawSender;
import com.trafficprediction.messaging.stream.Received;
import com.trafficprediction.messaging.stream.TopicReader;
import com.trafficprediction.messaging.topic.Topic;
import com.trafficprediction.schemas.InvalidEvent;
import com.trafficprediction.schemas.TrafficEvent;
import com.trafficprediction.schemas.TrafficIncident;
import com.trafficprediction.schemas.TrafficWindow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Given a real schema registry and {@code schema.registry.url}, the verbs read and write records in
 * its encoding; schemas evolve where all can follow, and a change that some could not is refused.
 */
@Timeout(900)
class SchemaRegistryIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path SCHEMAS = Path.of("..", "schemas", "avro");
  private static final String WRONG =
      """
      {"type":"record","name":"TrafficPrediction","namespace":"com.trafficprediction.schemas",
       "fields":[{"name":"segment_id","type":"int"}]}
      """;

  private static final String NEWER = "from-a-newer-feed";

  @TempDir static Path directory;

  private static Stack stack;
  private static RegistryProcess registry;

  @BeforeAll
  static void start() throws Exception {
    registry = RegistryProcess.start(directory.resolve("registry.log"));
    stack = Stack.start(directory, Service.HDFS, Service.HBASE, Service.KAFKA);
    Path dataset = SmallRoad.dataset(directory);
    stack.set(
        "TRAFFIC_SPEED_CONFIG",
        SmallRoad.configuration(
                directory, dataset, "{schema.registry.url: \"" + registry.url() + "\"}")
            .toString());
    stack.run("topics", "apply");
    deploy();
  }

  @AfterAll
  static void stop() {
    if (stack != null) {
      stack.close();
    }
    if (registry != null) {
      registry.close();
    }
  }

  /** What a deployment does, with somebody else's schema in the way at first. */
  private static void deploy() throws Exception {
    String predictions = "/subjects/traffic-predictions-value";
    assertThat(registry.send("POST", predictions + "/versions", body(WRONG)).statusCode())
        .isEqualTo(200);

    assertThat(stack.exitCode("schemas", "apply")).isEqualTo(1);
    assertThat(stack.said("schemas"))
        .contains("! traffic-predictions-value: the registry refuses this build's schema")
        .contains("prediction_id")
        .contains("+ traffic-events-value: register this build's schema");

    assertThat(registry.send("DELETE", predictions, "").statusCode()).isEqualTo(200);
    stack.run("schemas", "apply");
    assertThat(stack.exitCode("schemas", "diff")).isZero();
    assertThat(stack.said("schemas")).contains("schemas are as this build needs them");
  }

  @Test
  void aReplayBecomesWindowsInTheRegistrysEncoding() throws Exception {
    KafkaSettings before = new KafkaSettings(brokers(), (short) 1, Map.of(), Map.of());
    try (KafkaSender sender = new KafkaSender(before)) {
      sender.send(Topic.INCIDENTS, "earlier", anIncident());
      sender.flush();
    }

    stack.background("speed", "--only", "validate,window");
    stack.run("replay", "--dataset", directory.resolve("road.yaml").toString(), "--speed", "max");

    Set<String> expected =
        read(Topic.EVENTS, TrafficEvent.class, 1).stream()
            .map(event -> event.getSegmentId() + '@' + event.getTimestamp())
            .collect(Collectors.toSet());
    assertThat(expected).hasSize(6 * 288);
    Set<String> windows = Set.of();
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
    while (!windows.equals(expected)) {
      assertThat(System.nanoTime()).as("%d windows", windows.size()).isLessThan(end);
      windows =
          read(Topic.AGGREGATES, TrafficWindow.class, 1).stream()
              .map(window -> window.getSegmentId() + '@' + window.getWindowStart())
              .collect(Collectors.toSet());
    }
    // But for what another test sends, nothing was rejected.
    assertThat(read(Topic.INVALID, InvalidEvent.class, 0))
        .allMatch(event -> NEWER.equals(event.getSegmentId()));

    assertThat(ids(Topic.EVENTS)).containsExactly(id("traffic-events-value"));
    assertThat(ids(Topic.AGGREGATES)).containsExactly(id("processed-traffic-aggregates-value"));
    // What lay there before the registry was used.
    assertThat(read(Topic.INCIDENTS, TrafficIncident.class, 1))
        .extracting(TrafficIncident::getIncidentId)
        .contains("earlier");

    stack.run("tail", "traffic-events", "--no-follow");
    assertThat(stack.said("tail")).contains("\"speed_kmh\"").doesNotContain("bytes of topic");
  }

  @Test
  void aNewerWritersFieldIsTakenAndIgnored() throws Exception {
    Schema newer = new Schema.Parser().parse(evolved("RawEvent.avsc"));
    var answer =
        registry.send("POST", "/subjects/traffic-raw-value/versions", body(newer.toString()));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    GenericRecord record = new GenericData.Record(newer);
    record.put("lane", 3);
    record.put("segment_id", NEWER);
    try (RawSender sender = new RawSender(settings())) {
      sender.send(
          "x",
          encoded(JSON.readTree(answer.body()).path("id").asInt(), record),
          OptionalLong.empty());
      sender.flush();
    }

    stack.run("tail", "traffic-raw", "--last", "1", "--no-follow");

    assertThat(stack.said("tail")).contains("\"segment_id\":\"" + NEWER);
    // An older build is no news: its version is one of the subject's.
    assertThat(stack.exitCode("schemas", "diff")).isZero();
  }

  @Test
  void aWriterWhoseSchemaOthersCannotReadWritesNothingAndSaysWhy() throws Exception {
    String subject = "traffic-raw-value";
    String broken =
        Files.readString(SCHEMAS.resolve("RawEvent.avsc"))
            .replace(
                "\"name\": \"speed_kmh\", \"type\": [\"null\", \"double\"], \"default\": null",
                "\"name\": \"speed_kmh\", \"type\": \"string\"");
    assertThat(broken).contains("\"speed_kmh\", \"type\": \"string\"");

    assertThat(
            registry.send("POST", "/subjects/" + subject + "/versions", body(broken)).statusCode())
        .isEqualTo(409);

    // The same from our writer's side: somebody registered something else under the topic's name.
    String other = WRONG.replace("TrafficPrediction", "TrafficIncident");
    registry.send("POST", "/subjects/elsewhere-value/versions", body(other));
    registry.send("PUT", "/config/elsewhere-value", "{\"compatibility\":\"FULL_TRANSITIVE\"}");
    try (RegistryAvroSerializer serializer = new RegistryAvroSerializer()) {
      serializer.configure(Map.of("schema.registry.url", registry.url()), false);
      assertThatThrownBy(() -> serializer.serialize("elsewhere", anIncident()))
          .isInstanceOf(RegistryException.class)
          .hasMessageContaining("refuses the schema of TrafficIncident for elsewhere-value")
          .hasMessageContaining("Give a new field a default");
    }
  }

  private static TrafficIncident anIncident() {
    Instant then = Instant.parse("2025-02-03T08:00:00Z");
    return TrafficIncident.newBuilder()
        .setIncidentId("earlier")
        .setSegmentId("earlier")
        .setOnset(then)
        .setDetectedAt(then)
        .setUpdatedAt(then)
        .build();
  }

  private static KafkaSettings settings() {
    return new KafkaSettings(
        brokers(), (short) 1, Map.of(), Map.of("schema.registry.url", registry.url()));
  }

  private static String brokers() {
    return stack.kafka().bootstrapServers();
  }

  /** All there is, when there is at least so much, and no more came for a while. */
  private static <T extends SpecificRecordBase> List<T> read(
      Topic topic, Class<T> type, int least) {
    List<T> found = new ArrayList<>();
    int silent = 0;
    try (TopicReader<T> reader = TopicReader.open(settings(), topic, type, Instant.EPOCH)) {
      while (found.size() < least || silent < 4) {
        List<Received<T>> some = reader.poll(Duration.ofMillis(500));
        some.forEach(record -> found.add(record.value()));
        silent = some.isEmpty() ? silent + 1 : 0;
      }
      assertThat(reader.undecodable()).isZero();
    }
    return found;
  }

  /** The schema ids that a topic's values name. */
  private static Set<Integer> ids(Topic topic) {
    Set<Integer> ids = new TreeSet<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings().consumerOfBytesProperties())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.topicName()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.seekToBeginning(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          assertThat(record.value()[0]).isZero();
          ids.add(ByteBuffer.wrap(record.value(), 1, Integer.BYTES).getInt());
        }
      }
    }
    return ids;
  }

  private static int id(String subject) throws Exception {
    return JSON.readTree(registry.get("/subjects/" + subject + "/versions/latest").body())
        .path("id")
        .asInt();
  }

  private static String body(String schema) {
    return JSON.createObjectNode().put("schema", schema).toString();
  }

  private static String evolved(String file) throws IOException {
    return Files.readString(SCHEMAS.resolve(file))
        .replaceFirst(
            "\"fields\"\\s*:\\s*\\[",
            "\"fields\":[{\"name\":\"lane\",\"type\":\"int\",\"default\":0},");
  }

  private static byte[] encoded(int id, GenericRecord record) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(0);
    bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(id).array());
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }
}
