package com.trafficprediction.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The compose file without an engine: every service whose image is ours, and the broker, started in
 * the file's order from the image's directories; then what its first lines tell a person to do.
 */
@EnabledOnOs(OS.LINUX)
class ContainersIT {
  /** Images that only an engine could run. */
  private static final Set<String> NOT_HERE = Set.of("schema-registry", "prometheus", "grafana");

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir Path directory;

  @Test
  void theServicesStartInOrderAndWorkTogether() throws Exception {
    Path image = Path.of("target", "image").toAbsolutePath();
    ComposeFile compose = Repository.compose();
    try (Containers containers = Containers.prepare(image, directory)) {
      for (String name : compose.startOrder()) {
        if (!NOT_HERE.contains(name) && !compose.service(name).onlyOnRequest()) {
          containers.start(name);
        }
      }
      assertThat(containers.run("traffic", "topics", "diff")).contains("topics are as declared");

      containers.run("traffic", "import", "--dataset", shortDataset().toString());
      containers.run("traffic", "replay", "--dataset", shortDataset().toString(), "--speed", "max");
      containers.awaitAnswer(
          "http://speed:8091/metrics", "traffic_speed_windows_total{state=\"complete\"}");
      assertThat(containers.answers("http://serving:8090/metrics", "traffic_serving_")).isTrue();

      URI events = URI.create("http://" + containers.address("serving") + ":8080/api/events");
      assertThat(post(events, "not-the-token")).isEqualTo(401);
      assertThat(post(events, "secret-of-write_token"))
          .as("the token is the one in the secret's file")
          .isNotIn(401, 403);

      assertThat(containers.stop("speed")).as("what a JVM answers to SIGTERM").isEqualTo(143);
      assertThat(containers.said("speed"))
          .as("each consumer commits what it did, the archive to an HDFS that is still open")
          .doesNotContain("Filesystem closed");
    }
  }

  private static int post(URI uri, String token) throws IOException, InterruptedException {
    return HTTP.send(
            HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("[]"))
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private Path shortDataset() throws IOException {
    return Files.write(
        directory.resolve("short.yaml"),
        List.of(
            "name: short",
            "description: Two days of a few stations",
            "licence: made by this project, Apache-2.0",
            "synthetic: true",
            "time_zone: America/Los_Angeles",
            "readings:",
            "  format: synthetic",
            "  model: {days: 2, freeways: 1, segments: 8, interval_seconds: 300}"));
  }
}
