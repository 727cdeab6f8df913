package com.trafficprediction.speed.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/metrics.md} lists what the speed layer answers at {@code /metrics}. Run with {@code
 * -Dtraffic.docs.write=true} to write this module's part anew.
 */
class MetricsDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "metrics.md");
  private static final String BEGIN = "<!-- generated: speed -->\n";
  private static final String END = "<!-- end: speed -->";
  private static final Pattern HELP = Pattern.compile("(?m)^# HELP (\\S+) (.*)$");
  private static final String DECLARED = "(?m)^# TYPE %s (\\w+)$";

  @Test
  void theDocumentListsTheMetrics() throws Exception {
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

  /** What is answered once each method was called, so that nothing is left out for want of data. */
  private static String everyMetric() throws ReflectiveOperationException, IOException {
    SpeedMetrics metrics = new SpeedMetrics();
    for (Method method : SpeedMetrics.class.getDeclaredMethods()) {
      if (Modifier.isPublic(method.getModifiers())) {
        method.invoke(
            metrics,
            Arrays.stream(method.getParameterTypes()).map(MetricsDocumentTest::sample).toArray());
      }
    }
    return MetricsText.of(metrics);
  }

  private static Object sample(Class<?> type) {
    if (type == String.class) {
      return "sample";
    }
    if (type == double.class) {
      return 1.0;
    }
    if (type == boolean.class) {
      return true;
    }
    return type == int.class ? (Object) 1 : (Object) 1L;
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
    String given = first("(?m)^" + name + "(?:_count)?\\{([^}]*)\\}", exposed);
    return given.isEmpty()
        ? ""
        : '`' + given.replaceAll("=\"[^\"]*\"", "").replace(",", "`, `") + '`';
  }

  private static String unit(String name) {
    if (name.endsWith("_seconds")) {
      return "seconds";
    }
    if (name.endsWith("_running")) {
      return "0 or 1";
    }
    return name.endsWith("_records") ? "records" : "count";
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
