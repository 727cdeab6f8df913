package com.trafficprediction.deploy;

import static com.trafficprediction.deploy.Repository.ROOT;
import static com.trafficprediction.deploy.Repository.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.feeds.yaml.Key;
import com.trafficprediction.speed.configuration.SpeedConfiguration;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/configuration.md} says what {@code config/} and {@code bin/traffic help} say, and
 * these say what the code reads. Run with {@code -Dtraffic.docs.write=true} to write its parts
 * anew.
 */
class ConfigurationDocumentTest {
  private static final Pattern USAGE = Pattern.compile("(?s)\nEnvironment:\n(.*?)\n\nExit codes:");
  private static final Pattern VARIABLE = Pattern.compile("TRAFFIC_[A-Z_]*[A-Z]");

  /** What others may set is public. */
  private static final Pattern PROPERTY =
      Pattern.compile("public static final String \\w+ =\\s+\"(traffic\\.[a-z.]+)\"");

  /** What jobs tell their tasks; options set it. */
  private static final Set<String> OF_JOBS = Set.of("traffic.run", "traffic.publish.rollback");

  /** Set by bin/traffic for its own programs. */
  private static final Set<String> INTERNAL =
      Set.of("TRAFFIC_TERMINAL", "TRAFFIC_COMMIT", "TRAFFIC_BENCH_OPTIONS");

  @Test
  void theDocumentListsTheKeysOfTheSpeedLayer() throws IOException {
    checkPart("speed", CommentedYaml.toMarkdown(speed()));
  }

  @Test
  void theDocumentListsTheKeysOfTheServingLayer() throws IOException {
    checkPart("serving", CommentedYaml.toMarkdown(serving()));
  }

  @Test
  void theDocumentListsTheVariablesOfBinTraffic() throws IOException {
    StringBuilder table = new StringBuilder("| variable | meaning |\n| --- | --- |\n");
    for (String line : usage().lines().toList()) {
      MatchResult parts =
          Pattern.compile("  ((?:[A-Z_=0-9]+, )*[A-Z_=0-9]+) +(.*)")
              .matcher(line)
              .results()
              .findFirst()
              .orElseThrow();
      table.append(
          "| `%s` | %s |\n".formatted(parts.group(1).replace(", ", "`, `"), parts.group(2)));
    }
    checkPart("environment", table.toString());
  }

  @Test
  void everyKeyOfTheSpeedLayerIsInItsFile() throws IOException {
    List<String> declared = new ArrayList<>();
    keys(SpeedConfiguration.class, "", declared);
    assertThat(speed().stream().filter(e -> !e.section()).map(CommentedYaml.Entry::path))
        .containsExactlyElementsOf(declared);
  }

  @Test
  void everyVariableThatIsReadIsExplained() throws IOException {
    Set<String> explained = new HashSet<>(INTERNAL);
    explained.addAll(variables(usage()));
    serving().forEach(entry -> explained.add(entry.variable()));
    assertThat(explained).containsAll(variables(text("bin/traffic")));
    assertThat(explained).containsAll(variables(text("config/serving.yaml")));
  }

  @Test
  void theDocumentListsOurPropertiesOfHadoop() throws IOException {
    Set<String> read = new HashSet<>();
    for (String module : List.of("storage", "batch-layer")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          PROPERTY
              .matcher(Files.readString(file))
              .results()
              .forEach(constant -> read.add(constant.group(1)));
        }
      }
    }
    read.removeAll(OF_JOBS);
    assertThat(
            Pattern.compile("(?m)^\\| `(traffic\\.[a-z.]+)` \\|")
                .matcher(text("docs/configuration.md"))
                .results()
                .map(row -> row.group(1)))
        .containsExactlyInAnyOrderElementsOf(read);
  }

  private static List<CommentedYaml.Entry> speed() throws IOException {
    return CommentedYaml.read(text("config/speed.yaml"), "no end");
  }

  private static List<CommentedYaml.Entry> serving() throws IOException {
    return CommentedYaml.read(text("config/serving.yaml"), "# Dropwizard's own sections");
  }

  private static String usage() throws IOException {
    return USAGE.matcher(text("bin/traffic")).results().findFirst().orElseThrow().group(1);
  }

  private static Set<String> variables(String text) {
    return VARIABLE.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
  }

  private static void keys(Class<?> type, String path, List<String> into) {
    for (RecordComponent component : type.getRecordComponents()) {
      assertThat(component.isAnnotationPresent(Key.class)).as(component.getName()).isTrue();
      String key = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
      if (component.getType().isRecord()) {
        keys(component.getType(), path + key + '.', into);
      } else {
        into.add(path + key);
      }
    }
  }

  private static void checkPart(String part, String expected) throws IOException {
    String document = text("docs/configuration.md");
    String begin = "<!-- generated: " + part + " -->\n";
    String end = "<!-- end: " + part + " -->";
    assertThat(document).contains(begin, end);
    int from = document.indexOf(begin) + begin.length();
    int to = document.indexOf(end);
    if (Boolean.getBoolean("traffic.docs.write")) {
      Files.writeString(
          ROOT.resolve("docs/configuration.md"),
          document.substring(0, from) + expected + document.substring(to));
      return;
    }
    assertThat(document.substring(from, to))
        .as("docs/configuration.md is out of date: run this test with -Dtraffic.docs.write=true")
        .isEqualTo(expected);
  }
}
