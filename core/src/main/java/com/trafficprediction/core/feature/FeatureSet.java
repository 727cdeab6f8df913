package com.trafficprediction.core.feature;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;

/**
 * The ordered columns a model reads. Two feature sets with equal fingerprints hold the same
 * columns, computed by the same revision of the extractor; a model whose fingerprint differs is
 * refused.
 *
 * @param names column names, unique, in the order of the row
 */
public record FeatureSet(List<String> names) {
  /** Raised whenever a feature's computation changes under an unchanged name. */
  public static final int EXTRACTOR_REVISION = 1;

  public FeatureSet {
    names = List.copyOf(names);
    if (names.stream().anyMatch(name -> name.isBlank() || name.indexOf('\n') >= 0)) {
      throw new IllegalArgumentException("feature names must be single lines, got " + names);
    }
    if (names.isEmpty() || new HashSet<>(names).size() != names.size()) {
      throw new IllegalArgumentException("a feature set needs unique names, got " + names);
    }
  }

  public int size() {
    return names.size();
  }

  /** Hexadecimal SHA-256 over the extractor's revision and the names in order. */
  public String fingerprint() {
    return fingerprint(EXTRACTOR_REVISION);
  }

  String fingerprint(int revision) {
    String canonical = revision + "\n" + String.join("\n", names);
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(canonical.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
