package com.trafficprediction.speed.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trafficprediction.feeds.yaml.YamlBinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SpeedConfigurationTest {
  private static final Path SHIPPED = Path.of("..", "config", "speed.yaml");

  @Test
  void theShippedFileSpellsOutTheDefaults() throws IOException {
    assertThat(bind(Files.readString(SHIPPED))).isEqualTo(bind("{}"));
  }

  @Test
  void anUnknownKeyStopsStartUpWithWhatWasMeant() {
    assertThatThrownBy(() -> bind("window: {lateness_minuts: 5}"))
        .hasMessageContaining("window.lateness_minuts")
        .hasMessageContaining("did you mean 'lateness_minutes'?");
  }

  @Test
  void aValueOutOfItsRangeNamesTheRange() {
    assertThatThrownBy(() -> bind("validate: {commit_interval_ms: 1000}"))
        .hasMessageContaining("commit_interval_ms must lie in 1 to 100, was 1000");
  }

  @Test
  void aCommandLineMayNameAnotherInstanceAndPort() {
    SpeedConfiguration other = bind("{}").with("2", 8092);

    assertThat(other.instance()).isEqualTo("2");
    assertThat(other.monitoring().port()).isEqualTo(8092);
    assertThat(bind("{}").with("", -1)).isEqualTo(bind("{}"));
  }

  private static SpeedConfiguration bind(String yaml) {
    return YamlBinder.bind(yaml, "test", SpeedConfiguration.class);
  }
}
