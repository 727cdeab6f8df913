package com.trafficprediction.model.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trafficprediction.model.linear.LinearModel;
import java.io.IOException;

/** A linear model as JSON, readable by people: intercept, coefficients, means. */
final class LinearFile {
  static final String FORMAT = "traffic-linear-model";
  static final int VERSION = 1;

  private static final ObjectMapper MAPPER = Json.mapper();

  private LinearFile() {}

  static byte[] write(LinearModel model) throws IOException {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("format", FORMAT);
    root.put("version", VERSION);
    root.put("intercept", model.intercept());
    root.set("coefficients", MAPPER.valueToTree(model.coefficients()));
    root.set("means", MAPPER.valueToTree(model.means()));
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
  }

  static LinearModel read(byte[] bytes) throws CorruptModelException {
    try {
      JsonNode root = Json.object(bytes, FORMAT, VERSION);
      return new LinearModel(
          Json.number(root.path("intercept")),
          Json.numbers(root.path("coefficients")),
          Json.numbers(root.path("means")));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new CorruptModelException("the linear model is damaged (" + e.getMessage() + ")", e);
    } catch (IOException e) {
      throw new CorruptModelException("the linear model is no JSON", e);
    }
  }
}
