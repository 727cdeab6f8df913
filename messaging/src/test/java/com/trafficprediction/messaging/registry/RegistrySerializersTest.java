package com.trafficprediction.messaging.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.trafficprediction.core.reading.RawReading;
import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.codec.AvroDeserializer;
import com.trafficprediction.messaging.codec.AvroSerializer;
import com.trafficprediction.messaging.codec.RawDecoder;
import com.trafficprediction.messaging.codec.RawMessage;
import com.trafficprediction.schemas.RawEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrySerializersTest {
  private static final String TOPIC = "traffic-raw";
  private static final RawEvent EVENT =
      RawEvent.newBuilder()
          .setSegmentId("LA_001")
          .setTimestamp(Instant.parse("2025-02-03T08:00:00Z"))
          .setSpeedKmh(88.5)
          .build();

  private FakeRegistry registry;

  @BeforeEach
  void start() throws IOException {
    registry = new FakeRegistry();
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void aRecordIsAZeroByteTheIdAndAvro() {
    byte[] bytes = serializer(Map.of()).serialize(TOPIC, EVENT);

    assertThat(bytes).startsWith(0, 0, 0, 0, 1);
    assertThat(deserializer().deserialize(TOPIC, bytes)).isEqualTo(EVENT);
  }

  @Test
  void theRegistryIsAskedOnceForATopicAndOnceForAnId() {
    RegistryAvroSerializer serializer = serializer(Map.of());
    RegistryAvroDeserializer deserializer = deserializer();
    for (int i = 0; i < 3; i++) {
      assertThat(deserializer.deserialize(TOPIC, serializer.serialize(TOPIC, EVENT)))
          .isEqualTo(EVENT);
    }

    assertThat(registry.asked())
        .containsExactly("POST /subjects/traffic-raw-value/versions", "GET /schemas/ids/1");
  }

  @Test
  void whatIsRegisteredIsTheContractAndNotWhatJavaMadeOfIt() throws IOException {
    serializer(Map.of()).serialize(TOPIC, EVENT);

    Schema contract =
        new Schema.Parser().parse(Path.of("..", "schemas", "avro", "RawEvent.avsc").toFile());
    assertThat(registry.schemas()).containsExactly(contract.toString());
  }

  @Test
  void whatWasWrittenBeforeARegistryWasUsedIsStillRead() {
    byte[] before = new AvroSerializer().serialize(TOPIC, EVENT);

    assertThat(deserializer().deserialize(TOPIC, before)).isEqualTo(EVENT);
  }

  @Test
  void aFieldThatALaterWriterAddedIsIgnored() throws IOException {
    String later =
        Files.readString(Path.of("..", "schemas", "avro", "RawEvent.avsc"))
            .replaceFirst(
                "\"fields\"\\s*:\\s*\\[",
                "\"fields\":[{\"name\":\"lane\",\"type\":\"int\",\"default\":0},");
    int id =
        new RegistryClient(RegistrySettings.of(properties())).register("x-value", schema(later));
    GenericRecord record = new GenericData.Record(schema(later));
    record.put("lane", 3);
    record.put("segment_id", "LA_001");

    byte[] bytes = encoded(id, record);

    assertThat(deserializer().deserialize(TOPIC, bytes))
        .isInstanceOfSatisfying(
            RawEvent.class, event -> assertThat(event.getSegmentId()).isEqualTo("LA_001"));
  }

  @ParameterizedTest
  @ValueSource(bytes = {4, 1, 127})
  void bytesThatAreNoRecordAreTheRecordsFault(byte branch) {
    byte[] bytes = serializer(Map.of()).serialize(TOPIC, EVENT);
    byte[] wrong = Arrays.copyOf(bytes, 6);
    wrong[5] = branch; // the first field is a union of two

    assertThatThrownBy(() -> deserializer().deserialize(TOPIC, wrong))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("6 bytes of topic traffic-raw are no record of schema 1");
  }

  @Test
  void anIncompatibleSchemaIsRefusedWithCauseAndRemedy() {
    registry.refuse(
        new FakeRegistry.Refusal(409, "{\"error_code\":409,\"message\":\"speed_kmh changed\"}"));

    assertThatThrownBy(() -> serializer(Map.of()).serialize(TOPIC, EVENT))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("refuses the schema of RawEvent for traffic-raw-value")
        .hasMessageContaining("speed_kmh changed")
        .hasMessageContaining("Give a new field a default")
        .hasMessageContaining("bin/traffic schemas diff");
  }

  @Test
  void anUnknownIdIsTheRecordsFaultAndASilentRegistryIsNot() {
    byte[] unknown = {0, 0, 0, 0, 99, 1, 2, 3};
    RegistryException notThere =
        catchThrowableOfType(
            RegistryException.class, () -> deserializer().deserialize(TOPIC, unknown));
    assertThat(notThere).hasMessageContaining("no schema with id 99");
    assertThat(notThere.isUnavailable()).isFalse();

    registry.refuse(new FakeRegistry.Refusal(503, ""));
    RegistryException busy =
        catchThrowableOfType(
            RegistryException.class, () -> deserializer().deserialize(TOPIC, unknown));
    assertThat(busy.isUnavailable()).isTrue();

    registry.close();
    RegistryException gone =
        catchThrowableOfType(
            RegistryException.class, () -> deserializer().deserialize(TOPIC, unknown));
    assertThat(gone)
        .hasMessageContaining("does not answer")
        .hasMessageContaining("schema.registry.url");
    assertThat(gone.isUnavailable()).isTrue();
  }

  @Test
  void anUnknownIdIsAskedForOnceInAWhileAndTakenUpWhenSomebodyRegistersIt() {
    AtomicLong now = new AtomicLong();
    RegistryAvroDeserializer deserializer = new RegistryAvroDeserializer(now::get);
    deserializer.configure(properties(), false);
    byte[] early = {0, 0, 0, 0, 1, 1, 2, 3};
    for (int i = 0; i < 2_000; i++) {
      assertThatThrownBy(() -> deserializer.deserialize(TOPIC, early))
          .hasMessageContaining("no schema with id 1");
    }
    assertThat(registry.asked()).containsExactly("GET /schemas/ids/1");

    byte[] bytes = serializer(Map.of()).serialize(TOPIC, EVENT);
    now.addAndGet(UnknownIds.BELIEVED.toNanos());

    assertThat(bytes).startsWith(0, 0, 0, 0, 1);
    assertThat(deserializer.deserialize(TOPIC, bytes)).isEqualTo(EVENT);
  }

  @Test
  void aSilentRegistryIsAskedAgainForEachRecord() {
    byte[] bytes = serializer(Map.of()).serialize(TOPIC, EVENT);
    RegistryAvroDeserializer deserializer = deserializer();
    registry.refuse(new FakeRegistry.Refusal(503, ""));
    assertThatThrownBy(() -> deserializer.deserialize(TOPIC, bytes))
        .isInstanceOf(RegistryException.class);

    registry.refuse(null);

    assertThat(deserializer.deserialize(TOPIC, bytes)).isEqualTo(EVENT);
  }

  @Test
  void noMoreUnknownIdsAreKeptThanFit() {
    UnknownIds ids = new UnknownIds(() -> 0);
    for (int id = 0; id <= UnknownIds.CAPACITY; id++) {
      ids.add(id, RegistryException.refused("no schema with id " + id));
    }

    ids.rethrow(0); // the oldest is forgotten
    assertThatThrownBy(() -> ids.rethrow(1)).hasMessage("no schema with id 1");
    assertThatThrownBy(() -> ids.rethrow(UnknownIds.CAPACITY))
        .isInstanceOf(RegistryException.class);
  }

  @Test
  void noRegistryIsAskedForANegativeId() {
    byte[] garbage = {0, -1, -1, -1, -1, 1, 2, 3};

    assertThatThrownBy(() -> deserializer().deserialize(TOPIC, garbage))
        .isInstanceOfSatisfying(
            RegistryException.class, e -> assertThat(e.isUnavailable()).isFalse())
        .hasMessageContaining("no schema with id -1");
    assertThat(registry.asked()).isEmpty();
  }

  @Test
  void anAddressThatIsNoRegistrySaysWhereApicurioHasIt() {
    registry.refuse(new FakeRegistry.Refusal(404, "<html>"));

    assertThatThrownBy(() -> serializer(Map.of()).serialize(TOPIC, EVENT))
        .hasMessageContaining("is no schema registry")
        .hasMessageContaining("/apis/ccompat/v7");
  }

  @Test
  void theSecondAddressIsAskedWhenTheFirstIsSilent() throws IOException {
    try (FakeRegistry second = new FakeRegistry()) {
      registry.close();
      RegistryAvroSerializer serializer =
          serializer(Map.of("schema.registry.url", registry.url() + ", " + second.url()));

      assertThat(serializer.serialize(TOPIC, EVENT)).isNotNull();
      assertThat(second.schemas()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 429})
  void theSecondAddressIsAskedWhenTheFirstHasTroubles(int status) throws IOException {
    try (FakeRegistry second = new FakeRegistry()) {
      registry.refuse(new FakeRegistry.Refusal(status, "<html>"));
      RegistryAvroSerializer serializer =
          serializer(Map.of("schema.registry.url", registry.url() + ", " + second.url()));

      assertThat(serializer.serialize(TOPIC, EVENT)).isNotNull();
      assertThat(second.schemas()).hasSize(1);

      second.refuse(new FakeRegistry.Refusal(status, ""));
      assertThatThrownBy(() -> serializer.serialize("traffic-events", EVENT))
          .isInstanceOfSatisfying(
              RegistryException.class, e -> assertThat(e.isUnavailable()).isTrue())
          .hasMessageContaining(second.url())
          .hasMessageContaining("status " + status);
    }
  }

  @Test
  void whatOneInstanceHasNotHeardOfYetIsAskedOfTheOthers() throws IOException {
    byte[] bytes = serializer(Map.of()).serialize(TOPIC, EVENT);
    try (FakeRegistry behind = new FakeRegistry()) {
      RegistryAvroDeserializer deserializer = new RegistryAvroDeserializer();
      deserializer.configure(
          with(Map.of("schema.registry.url", behind.url() + "," + registry.url())), false);
      assertThat(deserializer.deserialize(TOPIC, bytes)).isEqualTo(EVENT);
      assertThat(behind.asked()).hasSize(1);

      byte[] unknown = {0, 0, 0, 0, 99, 1, 2, 3};
      registry.refuse(new FakeRegistry.Refusal(503, ""));
      assertThatThrownBy(() -> deserializer.deserialize(TOPIC, unknown))
          .as("one that is down holds up no garbage")
          .isInstanceOfSatisfying(
              RegistryException.class, e -> assertThat(e.isUnknownSchema()).isTrue());
    }
  }

  @Test
  void aQuestionThatTheRegistryRefusesIsNotAskedElsewhere() throws IOException {
    byte[] unreadable = {0, 0, 0, 0, 99, 1, 2, 3};
    try (FakeRegistry second = new FakeRegistry()) {
      registry.refuse(new FakeRegistry.Refusal(400, "{\"error_code\":400,\"message\":\"bad id\"}"));
      RegistryAvroDeserializer deserializer = new RegistryAvroDeserializer();
      deserializer.configure(
          with(Map.of("schema.registry.url", registry.url() + "," + second.url())), false);

      assertThatThrownBy(() -> deserializer.deserialize(TOPIC, unreadable))
          .isInstanceOfSatisfying(
              RegistryException.class, e -> assertThat(e.isUnavailable()).isFalse())
          .hasMessageContaining("could not read schema 99 (status 400): bad id");
      assertThat(second.asked()).isEmpty();
    }
  }

  @Test
  void aUserIsSentAndShownNowhere() {
    RegistryAvroSerializer serializer =
        serializer(Map.of("basic.auth.user.info", "traffic:geheim"));
    serializer.serialize(TOPIC, EVENT);
    assertThat(registry.authorization()).isEqualTo("Basic dHJhZmZpYzpnZWhlaW0=");

    assertThat(RegistrySettings.of(with(Map.of("basic.auth.user.info", "traffic:geheim"))))
        .asString()
        .doesNotContain("geheim", "dHJhZmZpYzpnZWhlaW0=");
  }

  @Test
  void anAddressWithAUserInItIsRefusedWithoutRepeatingIt() {
    assertThatThrownBy(
            () -> serializer(Map.of("schema.registry.url", "http://traffic:geheim@localhost:1")))
        .hasMessageContaining("basic.auth.user.info")
        .hasMessageNotContaining("geheim");
  }

  @Test
  void rawReadingsMayBeWrittenWithTheRegistryToo() {
    byte[] bytes = serializer(Map.of()).serialize(TOPIC, EVENT);
    Deserializer<?> records = settings().newDeserializer(RawEvent.class);

    assertThat(new RawDecoder(records).decode(bytes))
        .isInstanceOfSatisfying(
            RawMessage.Parsed.class,
            parsed ->
                assertThat(parsed.reading())
                    .extracting(RawReading::segmentId, RawReading::speedKmh)
                    .containsExactly("LA_001", 88.5));
    assertThat(new RawDecoder().decode(bytes))
        .isInstanceOfSatisfying(
            RawMessage.Unparsable.class,
            unparsable -> assertThat(unparsable.problem()).contains("schema.registry.url"));
    registry.close();
    assertThatThrownBy(() -> settings().newRawDecoder().decode(bytes))
        .isInstanceOf(RegistryException.class);
  }

  @Test
  void withAnAddressTheSettingsChooseTheseSerializersUnlessOthersAreNamed() {
    assertThat(settings().producerProperties())
        .containsEntry("value.serializer", RegistryAvroSerializer.class.getName());
    assertThat(settings().consumerProperties(RawEvent.class))
        .containsEntry("value.deserializer", RegistryAvroDeserializer.class.getName());
    KafkaSettings others =
        new KafkaSettings(
            "localhost:1",
            (short) 1,
            Map.of(),
            Map.of("schema.registry.url", registry.url(), "value.serializer", "org.example.Own"));
    assertThat(others.producerProperties()).containsEntry("value.serializer", "org.example.Own");
  }

  private KafkaSettings settings() {
    return new KafkaSettings(
        "localhost:1", (short) 1, Map.of(), Map.of("schema.registry.url", registry.url()));
  }

  private RegistryAvroSerializer serializer(Map<String, String> more) {
    RegistryAvroSerializer serializer = new RegistryAvroSerializer();
    serializer.configure(with(more), false);
    return serializer;
  }

  private RegistryAvroDeserializer deserializer() {
    RegistryAvroDeserializer deserializer = new RegistryAvroDeserializer();
    deserializer.configure(properties(), false);
    return deserializer;
  }

  private Map<String, Object> properties() {
    return with(Map.of());
  }

  private Map<String, Object> with(Map<String, String> more) {
    Map<String, Object> all = new HashMap<>();
    all.put("schema.registry.url", registry.url());
    all.put(AvroDeserializer.TYPE, RawEvent.class.getName());
    all.putAll(more);
    return all;
  }

  private static Schema schema(String text) {
    return new Schema.Parser().parse(text);
  }

  private static byte[] encoded(int id, GenericRecord record) throws IOException {
    var bytes = new java.io.ByteArrayOutputStream();
    bytes.write(0);
    bytes.writeBytes(ByteBuffer.allocate(4).putInt(id).array());
    var encoder = org.apache.avro.io.EncoderFactory.get().binaryEncoder(bytes, null);
    new org.apache.avro.generic.GenericDatumWriter<GenericRecord>(record.getSchema())
        .write(record, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }
}
