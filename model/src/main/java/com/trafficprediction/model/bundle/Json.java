package com.trafficprediction.model.bundle;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** Strict reading of small JSON documents. */
final class Json {
  private Json() {}

  static ObjectMapper mapper() {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(16).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    return new ObjectMapper(factory).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }

  /** The document, if it is an object of this format and version. */
  static JsonNode object(byte[] bytes, String format, int version) throws IOException {
    JsonNode root = mapper().readTree(bytes);
    if (root == null || !root.path("format").asText().equals(format)) {
      throw new IllegalArgumentException("it is no " + format);
    }
    if (root.path("version").asInt() != version) {
      throw new IllegalArgumentException(
          "version " + root.path("version") + " of " + format + ", this program reads " + version);
    }
    return root;
  }

  static double number(JsonNode node) {
    if (!node.isNumber()) {
      throw new IllegalArgumentException("a number is missing or of another type");
    }
    return node.doubleValue();
  }

  static double[] numbers(JsonNode array) {
    if (!array.isArray()) {
      throw new IllegalArgumentException("a list of numbers is missing");
    }
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(array.get(i));
    }
    return numbers;
  }
}
