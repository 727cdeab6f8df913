package com.trafficprediction.serving.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** {@code config/serving.yaml} leaves no key out; docs/configuration.md is made of it. */
class ShippedConfigurationTest {
  private static final Path SHIPPED = Path.of("..", "config", "serving.yaml");

  @Test
  void everyKeyIsThere() throws IOException {
    JsonNode shipped = new YAMLMapper().readTree(Files.readString(SHIPPED));
    Set<String> missing = new TreeSet<>();
    collectMissing(ServingConfiguration.class, "", shipped, missing);
    assertThat(missing).isEmpty();
  }

  private static void collectMissing(
      Class<?> type, String path, JsonNode shipped, Set<String> missing) {
    for (Field field : type.getDeclaredFields()) {
      JsonProperty property = field.getAnnotation(JsonProperty.class);
      if (property != null) {
        String key = path + '/' + (property.value().isEmpty() ? field.getName() : property.value());
        if (shipped.at(key).isMissingNode()) {
          missing.add(key);
        } else if (field.getType().getEnclosingClass() == ServingConfiguration.class) {
          collectMissing(field.getType(), key, shipped, missing);
        }
      }
    }
  }
}
