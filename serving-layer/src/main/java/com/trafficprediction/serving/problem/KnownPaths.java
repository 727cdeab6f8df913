package com.trafficprediction.serving.problem;

import java.util.Comparator;
import java.util.List;

/** The paths there are, so that a wrong one is answered with the right one. Immutable. */
public final class KnownPaths {
  private static final int MAX_LENGTH = 200;

  private final List<String> paths;

  /**
   * @param paths templates, such as {@code /api/segments/{id}}
   */
  public KnownPaths(List<String> paths) {
    this.paths = List.copyOf(paths);
  }

  /** What a request for a path that is not there is told. */
  public ApiProblem problem(String path) {
    String shown = path.length() > MAX_LENGTH ? path.substring(0, MAX_LENGTH) + "…" : path;
    return ApiProblem.notFound(
        "unknown-path",
        "There is nothing at " + shown,
        "Did you mean " + nearest(shown) + "? /openapi.json lists every path");
  }

  /** The template that is most like a path. */
  String nearest(String path) {
    String wanted = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return paths.stream()
        .min(Comparator.comparingInt((String known) -> Similar.distance(wanted, known)))
        .orElse("/api/health");
  }
}
