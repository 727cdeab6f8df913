package com.trafficprediction.serving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The curl commands of the README. */
final class ReadmeExamples {
  private static final String ADDRESS = "http://127.0.0.1:8080";

  private ReadmeExamples() {}

  /** The commands as they stand there. */
  static List<String> written() throws IOException {
    return Files.readAllLines(Path.of("..", "README.md")).stream()
        .filter(line -> line.startsWith("curl ") && line.contains(ADDRESS))
        .toList();
  }

  /** Whether a command is an example of an operation, such as {@code GET /api/segments/{id}}. */
  static boolean shows(String command, String operation) {
    String[] parts = operation.split(" ", 2);
    String path = command.substring(command.indexOf(ADDRESS) + ADDRESS.length());
    path = path.replaceFirst("[?\"\\s].*", "");
    return parts[0].equals(command.contains(" -d ") ? "POST" : "GET")
        && path.matches(parts[1].replaceAll("\\{[^}]*}", "[A-Za-z_]+"));
  }

  /** The commands, with what they name replaced by what there is. */
  static List<String> commands(String address, String token, String incident, long now)
      throws IOException {
    return written().stream()
        .map(
            line ->
                line.replace(ADDRESS, address)
                    .replace("SEGMENT", "T_001")
                    .replace("FREEWAY", "T1")
                    .replace("INCIDENT", incident)
                    .replace("CORRIDOR", "T1-N")
                    .replace("TOKEN", token)
                    .replace("NOW", Long.toString(now)))
        .toList();
  }
}
