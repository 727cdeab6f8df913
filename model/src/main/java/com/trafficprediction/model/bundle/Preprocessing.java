package com.trafficprediction.model.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.trafficprediction.core.feature.FeatureSet;
import com.trafficprediction.model.anchor.Anchor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How rows are prepared for a model: which features in which order, and the anchor it starts from.
 * A JSON document beside the model; it is for people and for checking, the model itself holds its
 * anchor.
 *
 * @param features the columns of the row
 * @param anchor what the model's trees add to
 */
public record Preprocessing(FeatureSet features, Anchor anchor) {
  private static final String FORMAT = "traffic-preprocessing";
  private static final int VERSION = 1;
  private static final ObjectMapper MAPPER = Json.mapper();

  public Preprocessing {
    for (String name : anchor.weights().keySet()) {
      if (!features.names().contains(name)) {
        throw new IllegalArgumentException(
            "the anchor names " + name + ", no feature is called so");
      }
    }
  }

  /** The document's bytes, with the feature set's fingerprint. */
  public byte[] toJson() throws IOException {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("format", FORMAT);
    root.put("version", VERSION);
    root.put("fingerprint", features.fingerprint());
    root.set("features", MAPPER.valueToTree(features.names()));
    root.set("anchor", MAPPER.valueToTree(anchor.weights()));
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
  }

  /**
   * Reads the document.
   *
   * @throws CorruptModelException if it is none, or if this program's extractor computes the named
   *     features differently from the one the model was trained with (another fingerprint)
   */
  public static Preprocessing fromJson(byte[] bytes) throws CorruptModelException {
    try {
      JsonNode root = Json.object(bytes, FORMAT, VERSION);
      Preprocessing read =
          new Preprocessing(new FeatureSet(names(root.path("features"))), anchor(root));
      String fingerprint = root.path("fingerprint").asText();
      if (!read.features.fingerprint().equals(fingerprint)) {
        throw new IllegalArgumentException(
            "its features have fingerprint "
                + fingerprint
                + ", this program computes "
                + read.features.fingerprint());
      }
      return read;
    } catch (IllegalArgumentException e) {
      throw new CorruptModelException("the preprocessing does not fit (" + e.getMessage() + ")", e);
    } catch (IOException e) {
      throw new CorruptModelException("the preprocessing is no JSON", e);
    }
  }

  private static List<String> names(JsonNode array) {
    List<String> names = new ArrayList<>();
    for (JsonNode name : array) {
      if (!name.isTextual()) {
        throw new IllegalArgumentException("a feature name is no text");
      }
      names.add(name.textValue());
    }
    return names;
  }

  private static Anchor anchor(JsonNode root) {
    Map<String, Double> weights = new LinkedHashMap<>();
    root.path("anchor")
        .properties()
        .forEach(entry -> weights.put(entry.getKey(), Json.number(entry.getValue())));
    return new Anchor(weights);
  }
}
