package com.trafficprediction.serving.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
  @TempDir Path directory;

  @Test
  void aTokenIsTheFilesContentWithoutTheLinesEnd() throws IOException {
    Path file = Files.writeString(directory.resolve("token"), "geheim\n");

    assertThat(access(Map.of("write_token_file", file.toString())).writeToken())
        .isEqualTo("geheim");
  }

  @Test
  void aMissingOrEmptyFileIsNeverTakenForNoToken() throws IOException {
    Path empty = Files.writeString(directory.resolve("token"), " \n");

    assertThatThrownBy(() -> access(Map.of("read_token_file", empty.toString())).readToken())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("access.read_token_file")
        .hasMessageContaining("is empty");
    Path missing = directory.resolve("none");
    assertThatThrownBy(() -> access(Map.of("read_token_file", missing.toString())).readToken())
        .hasMessageContaining(missing.toString())
        .hasMessageContaining("cannot be read");
  }

  @Test
  void aTokenHasOneSource() throws IOException {
    Path file = Files.writeString(directory.resolve("token"), "geheim");

    assertThatThrownBy(
            () ->
                access(Map.of("write_token_file", file.toString(), "write_token", "geheim-two"))
                    .writeToken())
        .hasMessageContaining("both set")
        .hasMessageNotContaining("geheim");
  }

  private static ServingConfiguration.Access access(Map<String, Object> section) {
    return new ObjectMapper().convertValue(section, ServingConfiguration.Access.class);
  }
}
