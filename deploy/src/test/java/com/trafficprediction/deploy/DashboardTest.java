package com.trafficprediction.deploy;

import static com.trafficprediction.deploy.Repository.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Grafana's dashboard asks for metrics that exist, of the data source that is provisioned. */
class DashboardTest {
  private static final Pattern METRIC = Pattern.compile("\\btraffic_[a-z_]+");
  private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `(traffic_[a-z_]+)` \\|");

  @Test
  void everyMetricThatIsShownIsOneThatTheProductHas() throws IOException {
    Set<String> shown = metrics("/expr", dashboard());
    assertThat(shown).isNotEmpty();
    assertThat(documented()).containsAll(shown);
  }

  @Test
  void everyMetricOfTheProductIsShown() throws IOException {
    Set<String> hidden = new HashSet<>(documented());
    hidden.removeAll(metrics("/expr", dashboard()));
    assertThat(hidden)
        .as("counts beside what is shown")
        .isSubsetOf(
            "traffic_speed_windows_kept",
            "traffic_serving_newest_origin_timestamp_seconds",
            "traffic_serving_live_scored");
  }

  @Test
  void whatThePageOfMetricsAdvisesToWatchExists() throws IOException {
    String advice = text("docs/metrics.md").split("## What to watch", -1)[1];
    assertThat(documented()).containsAll(names(advice));
  }

  @Test
  void thePanelsUseTheProvisionedDataSource() throws IOException {
    Map<String, List<Map<String, Object>>> sources =
        new Yaml()
            .load(
                text("deploy/grafana/provisioning/datasources/prometheus.yaml")
                    .replace("apiVersion: 1\n", ""));
    Map<String, Object> source = sources.getOrDefault("datasources", List.of()).get(0);
    assertThat(Repository.compose().services()).containsKey("prometheus");
    assertThat(source).containsEntry("url", "http://prometheus:9090");
    for (JsonNode panel : dashboard().path("panels")) {
      assertThat(panel.at("/datasource/uid").asText()).isEqualTo(source.get("uid"));
      assertThat(panel.path("description").asText()).as(panel.path("title").asText()).isNotEmpty();
    }
  }

  private static JsonNode dashboard() throws IOException {
    return new ObjectMapper().readTree(text("deploy/grafana/dashboards/traffic.json"));
  }

  private static Set<String> metrics(String pointer, JsonNode dashboard) {
    Set<String> found = new HashSet<>();
    for (JsonNode panel : dashboard.path("panels")) {
      for (JsonNode target : panel.path("targets")) {
        found.addAll(names(target.at(pointer).asText()));
      }
    }
    return found;
  }

  /** A histogram is asked for by its buckets. */
  private static Set<String> names(String expression) {
    return METRIC
        .matcher(expression)
        .results()
        .map(m -> m.group().replaceFirst("_(bucket|sum|count)$", ""))
        .collect(Collectors.toSet());
  }

  private static Set<String> documented() throws IOException {
    return DOCUMENTED
        .matcher(text("docs/metrics.md"))
        .results()
        .map(m -> m.group(1))
        .collect(Collectors.toSet());
  }
}
