package com.trafficprediction.deploy;

import static com.trafficprediction.deploy.Repository.ROOT;
import static com.trafficprediction.deploy.Repository.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.trafficprediction.feeds.yaml.YamlBinder;
import com.trafficprediction.speed.configuration.SpeedConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.kafka.server.config.AbstractKafkaConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies in {@code deploy/conf} and beside it is known to what reads it. */
class ConfigurationTest {
  /** Settings that Hadoop and HBase read without a default in a file. */
  private static final Set<String> WITHOUT_DEFAULT =
      Set.of(
          "dfs.namenode.rpc-address",
          "dfs.datanode.hostname",
          "yarn.nodemanager.aux-services.mapreduce_shuffle.class",
          "yarn.scheduler.capacity.root.queues",
          "yarn.scheduler.capacity.root.default.capacity",
          "yarn.scheduler.capacity.maximum-am-resource-percent",
          "hbase.master.hostname",
          "hbase.master.ipc.address",
          "hbase.regionserver.ipc.address",
          "hbase.master.wait.on.regionservers.mintostart",
          "hbase.master.wait.on.regionservers.maxtostart");

  private static final Pattern NAME = Pattern.compile("<name>\\s*([^<\\s]+)\\s*</name>");
  private static final Pattern HOST = Pattern.compile("(?:^|//|,)([a-z][a-z-]*):\\d+");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "core-site.xml",
        "hdfs-site.xml",
        "yarn-site.xml",
        "mapred-site.xml",
        "capacity-scheduler.xml",
        "hbase-site.xml"
      })
  void everySettingIsOneThatHadoopOrHBaseKnows(String file) throws IOException {
    Set<String> known = new HashSet<>(WITHOUT_DEFAULT);
    for (String resource : List.of("core", "hdfs", "yarn", "mapred", "hbase")) {
      known.addAll(names(resource + "-default.xml"));
    }
    assertThat(known.size()).isGreaterThan(1_000);
    for (Map.Entry<String, String> setting : settings(file)) {
      assertThat(known).as(file).contains(setting.getKey());
      Matcher host = HOST.matcher(setting.getValue());
      while (host.find()) {
        assertThat(Repository.compose().services()).as(setting.getKey()).containsKey(host.group(1));
      }
    }
  }

  @Test
  void everyBrokerSettingIsOneThatKafkaKnows() throws IOException {
    Properties broker = properties("deploy/kafka/server.properties");
    assertThat(AbstractKafkaConfig.CONFIG_DEF.names()).containsAll(broker.stringPropertyNames());
    assertThat(broker.getProperty("log.dirs"))
        .as("the volume, or topics would be gone with the container")
        .isEqualTo("/var/lib/kafka/data");
    assertThat(Repository.compose().service("kafka").mounts())
        .contains("kafka:/var/lib/kafka/data");
    assertThat(broker.getProperty("advertised.listeners"))
        .as("each side is told a name that it can reach")
        .contains("://localhost:9092", "://kafka:19092");
    assertThat(properties("deploy/conf/kafka-client.properties"))
        .containsEntry("bootstrap.servers", "kafka:19092");
  }

  /** Only this main class starts what purges; a single server's own ignores the setting. */
  @Test
  void zooKeeperPurgesWhatItNoLongerNeeds() throws IOException {
    assertThat(properties("deploy/conf/zoo.cfg")).containsEntry("autopurge.purgeInterval", "1");
    assertThat(text("deploy/daemon")).contains("org.apache.zookeeper.server.quorum.QuorumPeerMain");
  }

  /** A NodeManager whose disk is fuller than that takes no container. */
  @Test
  void aDiskThatIsNotQuiteFullIsNoReasonToRefuseWork() {
    assertThat(
            settings("yarn-site.xml")
                .getFloat(
                    "yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage",
                    90))
        .isEqualTo(100);
  }

  @Test
  void logsOfJobsDoNotStayForEver() {
    assertThat(settings("yarn-site.xml").getLong("yarn.log-aggregation.retain-seconds", -1))
        .isPositive();
  }

  @Test
  void theSpeedLayersFileIsAccepted() throws IOException {
    SpeedConfiguration speed =
        YamlBinder.bind(
            text("deploy/conf/speed.yaml"), "deploy/conf/speed.yaml", SpeedConfiguration.class);
    assertThat(speed.monitoring().host()).isEqualTo("speed");
    assertThat(speed.monitoring().port()).isEqualTo(8091);
  }

  @Test
  void prometheusAsksServicesWhereTheyAnswer() throws IOException {
    Set<String> targets = new HashSet<>();
    new YAMLMapper()
        .readTree(text("deploy/prometheus/prometheus.yml"))
        .findValues("targets")
        .forEach(list -> list.forEach(target -> targets.add(target.asText())));
    assertThat(targets).containsExactlyInAnyOrder("speed:8091", "serving:8090");
  }

  /** What a project's file of defaults lists, also without a value. */
  private static Set<String> names(String resource) throws IOException {
    try (InputStream in = ConfigurationTest.class.getClassLoader().getResourceAsStream(resource)) {
      String text = new String(Objects.requireNonNull(in, resource).readAllBytes(), UTF_8);
      return NAME.matcher(text).results().map(m -> m.group(1)).collect(Collectors.toSet());
    }
  }

  private static Configuration settings(String file) {
    Configuration settings = new Configuration(false);
    settings.addResource(
        new org.apache.hadoop.fs.Path(ROOT.resolve("deploy/conf/" + file).toUri()));
    return settings;
  }

  private static Properties properties(String path) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(text(path)));
    return properties;
  }
}
