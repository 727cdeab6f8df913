package com.trafficprediction.localcluster;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The library directories that the build made: one per daemon kind, each with a jar whose manifest
 * lists the rest.
 */
record Distribution(Path root) {
  private static final Path IN_CHECKOUT = Path.of("local-cluster", "libs", "target", "dist");

  /**
   * Finds it: system property {@code traffic.dist}, environment {@code TRAFFIC_DIST}, else the
   * checkout these classes were built in.
   *
   * @throws ClusterException (environment) if it is nowhere
   */
  static Distribution get() {
    Optional<Path> named =
        Optional.ofNullable(System.getProperty("traffic.dist"))
            .or(() -> Optional.ofNullable(System.getenv("TRAFFIC_DIST")))
            .map(Path::of);
    Path root =
        named
            .or(Distribution::findInCheckout)
            .orElseThrow(
                () ->
                    ClusterException.environment(
                        "the daemons' library directories are not built; run bin/traffic up, or mvn package, or set"
                            + " TRAFFIC_DIST"));
    if (!Files.exists(root.resolve("hadoop").resolve("hadoop.jar"))) {
      throw ClusterException.environment(
          root
              + " does not hold the daemons' library directories (no hadoop/hadoop.jar); run mvn package");
    }
    return new Distribution(root.toAbsolutePath().normalize());
  }

  /** The jar to put on a class path for everything of that directory. */
  Path jar(String library) {
    return directory(library).resolve(library + ".jar");
  }

  Path directory(String library) {
    return root.resolve(library);
  }

  /** Where start-up archives go: they belong to these very jars, not to a stack's data. */
  Path archives() {
    return root.resolveSibling("cds");
  }

  private static Optional<Path> findInCheckout() {
    Path start;
    try {
      start =
          Path.of(Distribution.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the location of these classes is not a path", e);
    }
    for (Path at = start; at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve(IN_CHECKOUT))) {
        return Optional.of(at.resolve(IN_CHECKOUT));
      }
    }
    return Optional.empty();
  }
}
