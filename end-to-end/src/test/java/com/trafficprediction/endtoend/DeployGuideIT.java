package com.trafficprediction.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of {@code docs/deploy.md} do what the page says, in the order in which they stand
 * there: those of blocks marked {@code run}, and those that the units for systemd start.
 *
 * <p>{@code hadoop} and {@code hdfs} stand for a client's: Hadoop's own main classes with the
 * cluster's configuration before the jars that the build resolved.
 */
@Timeout(1_200)
class DeployGuideIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern BLOCK =
      Pattern.compile("^```bash run\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern UNIT =
      Pattern.compile("^ExecStart=/opt/traffic/bin/traffic (.*)$", Pattern.MULTILINE);

  @TempDir Path directory;

  @Test
  void theCommandsOfTheGuideWork() throws Exception {
    String guide = Files.readString(ROOT.resolve("docs/deploy.md"));
    List<String> blocks = all(BLOCK, guide);
    List<String> services = all(UNIT, guide);
    assertThat(blocks).as("blocks marked to be run").hasSizeGreaterThanOrEqualTo(4);
    assertThat(services).containsExactly("speed", "serve");
    try (Stack stack = Stack.startWithoutTopics(directory)) {
      for (String block : blocks.subList(0, blocks.size() - 1)) {
        run(stack, block);
      }
      for (String service : services) {
        stack.background(service);
      }
      stack.awaitServices();
      String said = run(stack, blocks.get(blocks.size() - 1));
      assertThat(said).contains("\"prediction_horizon_minutes\":30");
    }
  }

  private String run(Stack stack, String commands) throws Exception {
    Path bin = Files.createDirectories(directory.resolve("bin"));
    command(bin.resolve("hadoop"), "shift", "org.apache.hadoop.util.RunJar");
    command(bin.resolve("hdfs"), "shift", "org.apache.hadoop.fs.FsShell");
    Path dataset =
        Files.writeString(
            directory.resolve("small.yaml"),
            """
            name: small
            description: nine days of a made-up freeway
            licence: none
            synthetic: true
            time_zone: America/Los_Angeles
            readings:
              format: synthetic
              model: {interval_seconds: 300, freeways: 1, segments: 10, days: 9}
            """);
    return stack.shell(commands, "export DATASET='%s' PATH='%s':$PATH".formatted(dataset, bin));
  }

  private void command(Path file, String before, String mainClass) throws IOException {
    Path client = ROOT.resolve("local-cluster/libs/target/dist/client/client.jar");
    Files.writeString(
        file,
        """
        #!/usr/bin/env bash
        %s
        exec '%s/bin/java' -Xmx2g -XX:+UseSerialGC --add-opens java.base/java.nio=ALL-UNNAMED \
          -Dtraffic.log.file='%s/hadoop.log' -cp "$TRAFFIC_CONF:%s" %s "$@"
        """
            .formatted(before, System.getProperty("java.home"), directory, client, mainClass));
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static List<String> all(Pattern pattern, String text) {
    List<String> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }
}
