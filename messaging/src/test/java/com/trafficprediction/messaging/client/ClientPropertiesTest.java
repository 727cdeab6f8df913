package com.trafficprediction.messaging.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trafficprediction.messaging.stream.KafkaSender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientPropertiesTest {
  @TempDir Path directory;

  @Test
  void whatIsAddedLaterWins() throws IOException {
    Path stack = write("stack.properties", "bootstrap.servers=a:1\nlinger.ms=1\n");
    Path own = write("own.properties", "bootstrap.servers=b:2\nsecurity.protocol=SASL_SSL\n");
    ClientProperties all =
        new ClientProperties().addFile(stack).addFile(own).addAll(Map.of("linger.ms", "9"));

    KafkaSettings collected = all.settings("", (short) 3, Map.of());
    assertThat(collected.bootstrapServers()).isEqualTo("b:2");
    assertThat(collected.properties())
        .isEqualTo(Map.of("linger.ms", "9", "security.protocol", "SASL_SSL"));
    assertThat(all.settings("c:3", (short) 3, Map.of()).bootstrapServers()).isEqualTo("c:3");
  }

  @Test
  void secretsAreInNoText() {
    ClientProperties all = new ClientProperties().addAll(Map.of("ssl.key.password", "geheim"));

    assertThat(all + " " + all.settings("a:1", (short) 1, Map.of()))
        .contains("ssl.key.password")
        .doesNotContain("geheim");
  }

  @Test
  void aValueMayNameAFileThatHoldsIt() throws IOException {
    Path secrets = write("secrets.properties", "password=geheim\n");
    KafkaSettings settings =
        new ClientProperties()
            .addAll(Map.of("basic.auth.user.info", "traffic:${file:" + secrets + ":password}"))
            .settings("a:1", (short) 1, Map.of());

    assertThat(settings.resolvedProperties())
        .containsEntry("basic.auth.user.info", "traffic:geheim");
  }

  @Test
  void aFileThatCannotBeReadIsNamed() {
    assertThatThrownBy(() -> new ClientProperties().addFile(directory.resolve("none.properties")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none.properties")
        .hasMessageContaining("NoSuchFile");
  }

  @Test
  void propertiesThatNoClientCanUseSayWhy() {
    KafkaSettings settings =
        new KafkaSettings(
            "localhost:1",
            (short) 1,
            Map.of(),
            Map.of(
                "security.protocol",
                "SSL",
                "ssl.truststore.location",
                directory.resolve("no-such-store.p12").toString(),
                "ssl.truststore.password",
                "geheim"));

    assertThatThrownBy(() -> new KafkaSender(settings))
        .isInstanceOf(MessagingException.class)
        .hasMessageContaining("no-such-store.p12")
        .hasMessageContaining("docs/security.md")
        .hasMessageNotContaining("geheim");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }
}
