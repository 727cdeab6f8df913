package com.trafficprediction.deploy;

import static com.trafficprediction.deploy.Repository.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What {@code docs/deploy.md} says that no command of its shows: {@code DeployGuideIT} has those.
 */
class DeployDocumentTest {
  private static final Pattern UNIT = Pattern.compile("(?ms)^```ini\\n(.*?)^```");
  private static final Pattern DISK =
      Pattern.compile(
          "- Disk: (\\d+) GB of readings, and for each run kept (\\d+) GB of windows and (\\d+) GB of features\\."
              + ".*?the (\\d+) before it.*?: (\\d+) GB");
  private static final Pattern KEEP = Pattern.compile("DEFAULT_KEEP = (\\d+);");

  /**
   * systemd gives up a unit that ends too often, and takes a JVM's answer to SIGTERM as failure.
   */
  @Test
  void theUnitsStartAgainForEverAndEndWell() throws IOException {
    List<String> units =
        UNIT.matcher(text("docs/deploy.md")).results().map(m -> m.group(1)).toList();
    assertThat(units).hasSize(2);
    assertThat(units)
        .allSatisfy(
            unit ->
                assertThat(unit.lines())
                    .contains("Restart=always", "RestartSec=5", "SuccessExitStatus=143"));
  }

  @Test
  void theDiskIsCountedForAsManyRunsAsAreKept() throws IOException {
    MatchResult disk = find(DISK, text("docs/deploy.md").replace("\n  ", " "));
    String settings =
        text(
            "batch-layer/src/main/java/com/trafficprediction/batch/publishing/PublishSettings.java");
    int earlier = Integer.parseInt(find(KEEP, settings).group(1));
    assertThat(disk.group(4)).isEqualTo(Integer.toString(earlier));
    int run = number(disk, 2) + number(disk, 3);
    assertThat(number(disk, 5))
        .as("readings, the live run, those before it and the one that is made")
        .isEqualTo(number(disk, 1) + (2 + earlier) * run);
  }

  private static int number(MatchResult found, int group) {
    return Integer.parseInt(found.group(group));
  }

  private static MatchResult find(Pattern pattern, String text) {
    return pattern.matcher(text).results().findFirst().orElseThrow();
  }
}
