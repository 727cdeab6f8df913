package com.trafficprediction.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The description of the API, and whether an answer is as it says. */
final class ApiDocument {
  private final JsonNode root;

  private ApiDocument(JsonNode root) {
    this.root = root;
  }

  static ApiDocument shipped() throws IOException {
    try (InputStream in = ApiDocument.class.getResourceAsStream("/openapi.json")) {
      return new ApiDocument(new ObjectMapper().readTree(in));
    }
  }

  JsonNode root() {
    return root;
  }

  /** The documented operations: query parameters by "METHOD path". */
  Map<String, List<String>> operations() {
    Map<String, List<String>> operations = new TreeMap<>();
    for (Map.Entry<String, JsonNode> path : root.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        List<String> query = new ArrayList<>();
        for (JsonNode parameter : method.getValue().path("parameters")) {
          if (parameter.path("in").asText().equals("query")) {
            query.add(parameter.path("name").asText());
          }
        }
        query.sort(null);
        operations.put(
            method.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey(), query);
      }
    }
    return operations;
  }

  /** What an answer has that the description does not, or the other way round; empty when equal. */
  List<String> differences(String path, String status, JsonNode answer) {
    JsonNode schema =
        root.path("paths")
            .path(path)
            .path("get")
            .path("responses")
            .path(status)
            .path("content")
            .path("application/json")
            .path("schema");
    List<String> found = new ArrayList<>();
    if (schema.isMissingNode()) {
      found.add(path + " is not described");
    } else {
      compare(path, schema, answer, found);
    }
    return found;
  }

  /** What a value has that a named schema does not. */
  List<String> differencesFrom(String schemaName, JsonNode value) {
    List<String> found = new ArrayList<>();
    compare(schemaName, root.path("components").path("schemas").path(schemaName), value, found);
    return found;
  }

  private void compare(String at, JsonNode schema, JsonNode value, List<String> found) {
    if (schema.has("$ref")) {
      String name = schema.path("$ref").asText().replaceFirst(".*/", "");
      compare(at, root.path("components").path("schemas").path(name), value, found);
      return;
    }
    if (!typeFits(schema.path("type"), value)) {
      found.add(at + " is " + value.getNodeType() + ", described as " + schema.path("type"));
      return;
    }
    if (schema.has("enum") && !contains(schema.path("enum"), value)) {
      found.add(at + " is " + value + ", not one of " + schema.path("enum"));
    }
    if (value.isObject()) {
      compareObject(at, schema, value, found);
    } else if (value.isArray() && schema.has("items")) {
      for (int i = 0; i < value.size(); i++) {
        compare(at + "[" + i + "]", schema.path("items"), value.get(i), found);
      }
    }
  }

  private void compareObject(String at, JsonNode schema, JsonNode value, List<String> found) {
    for (JsonNode required : schema.path("required")) {
      if (!value.has(required.asText())) {
        found.add(at + " lacks " + required.asText());
      }
    }
    JsonNode additional = schema.path("additionalProperties");
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      JsonNode described = schema.path("properties").path(field.getKey());
      if (!described.isMissingNode()) {
        compare(at + "." + field.getKey(), described, field.getValue(), found);
      } else if (additional.isObject()) {
        compare(at + "." + field.getKey(), additional, field.getValue(), found);
      } else if (additional.isBoolean() && !additional.asBoolean()) {
        found.add(at + "." + field.getKey() + " is not described");
      }
    }
  }

  private static boolean contains(JsonNode values, JsonNode value) {
    for (JsonNode one : values) {
      if (one.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean typeFits(JsonNode type, JsonNode value) {
    if (type.isMissingNode()) {
      return true;
    }
    if (type.isArray()) {
      for (JsonNode one : type) {
        if (typeFits(one, value)) {
          return true;
        }
      }
      return false;
    }
    return switch (type.asText()) {
      case "string" -> value.isTextual();
      case "number" -> value.isNumber();
      case "integer" -> value.isIntegralNumber();
      case "boolean" -> value.isBoolean();
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "null" -> value.isNull();
      default -> false;
    };
  }
}
