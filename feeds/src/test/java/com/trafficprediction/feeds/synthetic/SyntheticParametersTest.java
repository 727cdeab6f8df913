package com.trafficprediction.feeds.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trafficprediction.feeds.source.FeedException;
import com.trafficprediction.feeds.yaml.Key;
import com.trafficprediction.feeds.yaml.YamlBinder;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SyntheticParametersTest {

  @Test
  void aFileThatSaysNothingGetsTheDefaults() {
    assertThat(bind("{}")).isEqualTo(SyntheticParameters.DEFAULTS);
  }

  @Test
  void aFileChangesWhatItNames() {
    SyntheticParameters parameters = bind("{days: 7, interval_seconds: 300}");
    assertThat(parameters.days()).isEqualTo(7);
    assertThat(parameters.intervalSeconds()).isEqualTo(300);
    assertThat(parameters.seed()).isEqualTo(SyntheticParameters.DEFAULTS.seed());
  }

  @Test
  void refusesUnknownKeysAndValuesOutOfRange() {
    assertThatThrownBy(() -> bind("{segment: 7}"))
        .isInstanceOf(FeedException.class)
        .hasMessageContaining("segments");
    assertThatThrownBy(() -> bind("{interval_seconds: 45}"))
        .isInstanceOf(FeedException.class)
        .hasMessageContaining("30, 60, 150 or 300");
  }

  @Test
  void theDocumentationHasEverySettingAndItsDefault() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "synthetic.md"));
    for (RecordComponent component : SyntheticParameters.class.getRecordComponents()) {
      String key = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
      Key annotation = component.getAnnotation(Key.class);
      assertThat(annotation).as(key).isNotNull();
      assertThat(page).contains("| `" + key + "` | " + annotation.fallback() + " |");
    }
  }

  private static SyntheticParameters bind(String yaml) {
    return YamlBinder.bind(yaml, "test.yaml", SyntheticParameters.class);
  }
}
