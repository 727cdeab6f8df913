package com.trafficprediction.serving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The curl commands of the README. */
final class ReadmeExamples {
  private static final String ADDRESS = "http://127.0.0.1:8080";

  private ReadmeExamples() {}

  /** The commands, with what they name replaced by what there is. */
  static List<String> commands(String address, String token, long now) throws IOException {
    return Files.readAllLines(Path.of("..", "README.md")).stream()
        .filter(line -> line.startsWith("curl ") && line.contains(ADDRESS))
        .map(
            line ->
                line.replace(ADDRESS, address)
                    .replace("SEGMENT", "T_001")
                    .replace("CORRIDOR", "T1-N")
                    .replace("TOKEN", token)
                    .replace("NOW", Long.toString(now)))
        .toList();
  }
}
