package com.trafficprediction.deploy;

import static com.trafficprediction.deploy.Repository.ROOT;
import static com.trafficprediction.deploy.Repository.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The messages that {@code docs/operations.md} explains are messages that the programs have. */
class OperationsDocumentTest {
  /** The second column of a row of the runbook: a message between backticks. */
  private static final Pattern MESSAGE = Pattern.compile("(?m)^\\| [^|]+ \\| `([^`]+)`[^|]* \\|");

  private static final Pattern CONCATENATION = Pattern.compile("\"\\s*\\+\\s*\"");

  @Test
  void everyMessageOfTheRunbookIsInTheSources() throws IOException {
    String runbook = text("docs/operations.md").split("## By symptom", -1)[1];
    List<String> messages = MESSAGE.matcher(runbook).results().map(m -> m.group(1)).toList();
    assertThat(messages).hasSizeGreaterThan(20);
    String sources = sources();
    for (String message : messages) {
      for (String part : message.split("…", -1)) {
        assertThat(sources).as(message).contains(part.strip());
      }
    }
  }

  @Test
  void everySettingItNamesExists() throws IOException {
    String document = text("docs/operations.md");
    String settings = text("docs/configuration.md") + text("docs/metrics.md") + sources();
    List<MatchResult> named =
        Pattern.compile("`([a-z_]+\\.[a-z_]+|TRAFFIC_[A-Z_]+)(?:=\\d+)?`")
            .matcher(document)
            .results()
            .toList();
    assertThat(named).isNotEmpty();
    for (MatchResult setting : named) {
      assertThat(settings).contains(setting.group(1));
    }
  }

  /** All that can speak, with strings that were broken over lines put together. */
  private static String sources() throws IOException {
    StringBuilder all = new StringBuilder(text("bin/traffic"));
    for (String module :
        List.of("batch-layer", "speed-layer", "serving-layer", "storage", "messaging", "feeds")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          all.append(CONCATENATION.matcher(Files.readString(file)).replaceAll(""));
        }
      }
    }
    return all.toString();
  }
}
