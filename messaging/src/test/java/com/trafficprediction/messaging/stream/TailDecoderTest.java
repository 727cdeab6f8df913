package com.trafficprediction.messaging.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.registry.RegistryException;
import com.trafficprediction.messaging.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TailDecoderTest {
  private static final KafkaSettings SILENT =
      new KafkaSettings(
          "localhost:1", (short) 1, Map.of(), Map.of("schema.registry.url", "http://127.0.0.1:1"));

  @ParameterizedTest
  @EnumSource(names = {"RAW", "EVENTS", "INVALID"})
  void aSilentRegistryIsSaidInsteadOfShowingRecordsThatNobodyKnows(Topic topic) {
    byte[] registered = {0, 0, 0, 0, 1, 2, 3};

    assertThatThrownBy(() -> new TailDecoder(SILENT, topic).decode(record(topic, registered)))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("http://127.0.0.1:1")
        .hasMessageContaining("does not answer")
        .hasMessageContaining("schema.registry.url");
  }

  @ParameterizedTest
  @EnumSource(names = {"RAW", "EVENTS", "INVALID"})
  void bytesThatAreNoRecordAreShownAsSuch(Topic topic) {
    TailedRecord shown =
        new TailDecoder(SILENT, topic)
            .decode(record(topic, "nothing of ours".getBytes(StandardCharsets.UTF_8)));

    assertThat(shown.value()).isNull();
    assertThat(shown.text()).startsWith("(").contains("15 bytes");
  }

  private static ConsumerRecord<byte[], byte[]> record(Topic topic, byte[] value) {
    return new ConsumerRecord<>(topic.topicName(), 0, 7, new byte[0], value);
  }
}
