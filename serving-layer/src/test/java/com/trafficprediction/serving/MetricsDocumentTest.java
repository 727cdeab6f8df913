package com.trafficprediction.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.serving.accuracy.Score;
import com.trafficprediction.serving.configuration.ServingConfiguration;
import com.trafficprediction.serving.live.LiveRunWatch;
import com.trafficprediction.serving.metrics.ServingMetrics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/metrics.md} lists what the serving layer answers at {@code /metrics}. Run with {@code
 * -Dtraffic.docs.write=true} to write this module's part anew.
 */
class MetricsDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "metrics.md");
  private static final String BEGIN = "<!-- generated: serving -->\n";
  private static final String END = "<!-- end: serving -->";
  private static final Pattern HELP = Pattern.compile("(?m)^# HELP (\\S+) (.*)$");
  private static final String DECLARED = "(?m)^# TYPE %s (\\w+)$";

  @Test
  void theDocumentListsTheMetrics() throws IOException {
    String document = Files.readString(DOCUMENT);
    assertThat(document).contains(BEGIN, END);
    int from = document.indexOf(BEGIN) + BEGIN.length();
    int to = document.indexOf(END);
    String expected = table(everyMetric());
    if (Boolean.getBoolean("traffic.docs.write")) {
      Files.writeString(DOCUMENT, document.substring(0, from) + expected + document.substring(to));
      return;
    }
    assertThat(document.substring(from, to))
        .as("docs/metrics.md is out of date: run this test with -Dtraffic.docs.write=true")
        .isEqualTo(expected);
  }

  /** What a server answers, and what it answers once a forecast was scored. */
  private static String everyMetric() throws IOException {
    Clock clock = Clock.systemUTC();
    ServingMetrics metrics = new ServingMetrics();
    ServingMetrics scored = new ServingMetrics();
    scored.scores(
        () ->
            List.of(
                new Score(
                    "m",
                    15,
                    1,
                    1,
                    1,
                    1,
                    1,
                    1,
                    1,
                    1,
                    1,
                    new Score.Congested(1, 1, 1),
                    new Score.Category(1, 1, List.of()))));
    LiveRunWatch watch =
        new LiveRunWatch(
            () -> {
              throw new IOException("there are no stores in this test");
            },
            clock);
    try (ForecastParts parts =
        new ForecastParts(
            new ServingConfiguration(), KafkaSettings.ofOneMachine("localhost:1"), watch, clock)) {
      parts.addTo(metrics);
      return text(metrics) + text(scored);
    } finally {
      watch.close();
    }
  }

  private static String text(ServingMetrics metrics) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    metrics.writeTo(text);
    return text.toString(StandardCharsets.UTF_8);
  }

  private static String table(String exposed) {
    Map<String, String> rows = new TreeMap<>();
    for (MatchResult metric : HELP.matcher(exposed).results().toList()) {
      String name = metric.group(1);
      rows.put(
          name,
          "| `%s` | %s | %s | %s | %s |\n"
              .formatted(
                  name,
                  first(DECLARED.formatted(name), exposed),
                  labels(name, exposed),
                  unit(name),
                  metric.group(2)));
    }
    return "| name | type | labels | unit | meaning |\n| --- | --- | --- | --- | --- |\n"
        + String.join("", rows.values());
  }

  private static String labels(String name, String exposed) {
    String given = first("(?m)^" + name + "\\{([^}]*)\\}", exposed);
    return given.isEmpty()
        ? ""
        : '`' + given.replaceAll("=\"[^\"]*\"", "").replace(",", "`, `") + '`';
  }

  private static String unit(String name) {
    for (Map.Entry<String, String> ending :
        Map.of("_seconds", "seconds", "_records", "records", "_kmh", "km/h", "_ratio", "0 to 1")
            .entrySet()) {
      if (name.endsWith(ending.getKey())) {
        return ending.getValue();
      }
    }
    return "count";
  }

  private static String first(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .findFirst()
        .map(m -> m.group(1))
        .orElse("");
  }
}
