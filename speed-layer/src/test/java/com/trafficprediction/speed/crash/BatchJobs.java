package com.trafficprediction.speed.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The batch layer's jobs in processes of their own, as users run them. The layers do not know each
 * other; what is compared is what each of them wrote.
 */
final class BatchJobs {
  private static final Path JOB_JAR = Path.of("..", "batch-layer", "target", "traffic-batch.jar");
  private static final Path CLIENT_JAR =
      Path.of("..", "local-cluster", "libs", "target", "dist", "client", "client.jar");

  private final Path conf;
  private final Path directory;

  /**
   * @param conf configuration of the cluster
   * @param directory where logs go
   */
  BatchJobs(Path conf, Path directory) {
    this.conf = conf;
    this.directory = directory;
  }

  /** Fails when the jar to run is not built: this module's build does not need it otherwise. */
  static void requireBuilt() {
    assertThat(JOB_JAR).as("built first: mvn package -pl batch-layer -am").isRegularFile();
    assertThat(CLIENT_JAR).as("built first: mvn package -pl local-cluster -am").isRegularFile();
  }

  /** Runs a job to its end; returns the last line that it printed. */
  String run(String job, String... options) throws IOException, InterruptedException {
    Path out = directory.resolve("batch-" + job + ".out");
    Path errors = directory.resolve("batch-" + job + ".err");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1500m", "--add-opens", "java.base/java.nio=ALL-UNNAMED"));
    command.add("-Dtraffic.log.file=" + directory.resolve("batch.log"));
    command.addAll(List.of("-cp", conf + ":" + CLIENT_JAR, "org.apache.hadoop.util.RunJar"));
    command.addAll(List.of(JOB_JAR.toString(), job));
    command.addAll(List.of(options));
    int code =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(errors.toFile())
            .start()
            .waitFor();
    assertThat(code).as(job + ": " + Files.readString(errors, StandardCharsets.UTF_8)).isEqualTo(0);
    List<String> lines = Files.readAllLines(out);
    return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
  }
}
