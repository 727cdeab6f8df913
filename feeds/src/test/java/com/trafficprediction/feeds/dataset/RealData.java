package com.trafficprediction.feeds.dataset;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds real readings beside the project; tests that need them are skipped without. */
final class RealData {
  private static final Path CHECKOUT = checkout();

  private RealData() {}

  /** The dataset file of this name that comes with the project. */
  static Path datasetFile(String name) {
    return CHECKOUT.resolve("datasets").resolve(name);
  }

  /** The directory of a real data set; skips the calling test when it is absent. */
  static Path directory(String name) {
    String given = System.getenv("TRAFFIC_DATA");
    Path root = given == null ? CHECKOUT.resolve("../shared/data") : Path.of(given);
    Path directory = root.resolve(name).normalize();
    assumeTrue(
        Files.isDirectory(directory),
        () -> "SKIPPED: no real readings in " + directory + " (TRAFFIC_DATA names another place)");
    return directory;
  }

  private static Path checkout() {
    Path at = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(at.resolve("datasets"))) {
      Path parent = at.getParent();
      if (parent == null) {
        throw new IllegalStateException("not inside a checkout: " + Path.of("").toAbsolutePath());
      }
      at = parent;
    }
    return at;
  }
}
