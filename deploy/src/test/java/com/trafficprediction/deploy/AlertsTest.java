package com.trafficprediction.deploy;

import static com.trafficprediction.deploy.Repository.ROOT;
import static com.trafficprediction.deploy.Repository.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Prometheus' rules ask for metrics and labels that exist, and are those that {@code
 * docs/metrics.md} advises. Bound strictly: a misspelt key cannot pass.
 */
class AlertsTest {
  private static final Pattern METRIC = Pattern.compile("\\b(traffic_[a-z_]+)(?:\\{([^}]*)})?");
  private static final Pattern DOCUMENTED =
      Pattern.compile("(?m)^\\| `(traffic_[a-z_]+)` \\| \\w+ \\| ([^|]*)\\|");
  private static final Pattern ADVISED = Pattern.compile("(?m)^\\|.*\\| `([A-Z][A-Za-z]+)` \\|$");
  private static final Pattern BY = Pattern.compile("by \\((\\w+)\\) \\((?:deriv\\()?(\\w+)");

  /** A file of rules. */
  record Rules(List<Group> groups) {}

  /** Rules that are judged one after the other. */
  record Group(String name, List<Rule> rules) {}

  /** When to tell, and what. */
  record Rule(
      String alert,
      String expr,
      @JsonProperty("for") @Nullable String lasting,
      Map<String, String> annotations) {}

  @Test
  void prometheusReadsTheRules() throws IOException {
    assertThat(
            new YAMLMapper().readTree(text("deploy/prometheus/prometheus.yml")).at("/rule_files"))
        .extracting(file -> file.asText())
        .containsExactly("alerts.yml");
    assertThat(ROOT.resolve("deploy/prometheus/alerts.yml")).exists();
  }

  @Test
  void theyAskForWhatTheProductHas() throws IOException {
    Map<String, Set<String>> labels = new HashMap<>();
    for (MatchResult metric : DOCUMENTED.matcher(text("docs/metrics.md")).results().toList()) {
      labels.put(metric.group(1), words(metric.group(2)));
    }
    for (Rule rule : rules()) {
      for (MatchResult metric : METRIC.matcher(rule.expr()).results().toList()) {
        assertThat(labels).as(rule.alert()).containsKey(metric.group(1));
        if (metric.group(2) != null) {
          assertThat(labels.get(metric.group(1)))
              .as(rule.expr())
              .containsAll(words(metric.group(2).replaceAll("\"[^\"]*\"", "")));
        }
      }
      for (MatchResult by : BY.matcher(rule.expr()).results().toList()) {
        assertThat(labels.get(by.group(2))).as(rule.expr()).contains(by.group(1));
      }
      assertThat(rule.expr().chars().filter(c -> c == '(').count())
          .as(rule.expr())
          .isEqualTo(rule.expr().chars().filter(c -> c == ')').count());
      assertThat(rule.annotations()).as(rule.alert()).containsOnlyKeys("summary");
      assertThat(rule.lasting() == null || rule.lasting().matches("\\d+[md]")).isTrue();
    }
  }

  @Test
  void theDocumentNamesEachOfThem() throws IOException {
    String advice = text("docs/metrics.md").split("## What to watch", -1)[1];
    assertThat(rules().stream().map(Rule::alert))
        .containsExactlyInAnyOrderElementsOf(
            ADVISED.matcher(advice).results().map(m -> m.group(1)).toList());
  }

  private static List<Rule> rules() throws IOException {
    Rules all =
        YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build()
            .readValue(text("deploy/prometheus/alerts.yml"), Rules.class);
    return all.groups().stream().flatMap(group -> group.rules().stream()).toList();
  }

  private static Set<String> words(String text) {
    return Pattern.compile("\\w+")
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
