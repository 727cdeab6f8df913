package com.trafficprediction.localcluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFilesTest {
  @TempDir Path directory;
  private Home home = new Home(Path.of("unset"));

  @BeforeEach
  void write() {
    home = new Home(directory.resolve("a & b"));
    home.create();
    new ConfigurationFiles(
            home, Ports.offset(20_000), new Distribution(directory.resolve("dist")), "ann", false)
        .write();
  }

  @Test
  void clientsFindEveryServiceAtTheMovedPorts() throws Exception {
    assertThat(read("core-site.xml").get("fs.defaultFS")).isEqualTo("hdfs://localhost:29000");
    assertThat(read("yarn-site.xml").get("yarn.resourcemanager.address"))
        .isEqualTo("localhost:28032");
    assertThat(read("hbase-site.xml").get("hbase.zookeeper.property.clientPort"))
        .isEqualTo("22181");
    Properties kafka = new Properties();
    try (var reader = Files.newBufferedReader(home.conf().resolve("kafka-client.properties"))) {
      kafka.load(reader);
    }
    assertThat(kafka.getProperty("bootstrap.servers")).isEqualTo("localhost:29092");
  }

  @Test
  void jobsRunLocallyUnlessToldOtherwise() {
    assertThat(read("mapred-site.xml").get("mapreduce.framework.name")).isEqualTo("local");
  }

  @Test
  void everyAddressIsOnTheLoopback() {
    for (String file :
        new String[] {"hdfs-site.xml", "yarn-site.xml", "hbase-site.xml", "mapred-site.xml"}) {
      assertThat(read(file))
          .filteredOn(e -> e.getKey().endsWith("address") || e.getKey().endsWith("-host"))
          .allSatisfy(e -> assertThat(e.getValue()).matches("(localhost|127\\.0\\.0\\.1)(:\\d+)?"));
    }
  }

  @Test
  void aDirectoryNameWithSpecialCharactersSurvivesXml() {
    assertThat(read("core-site.xml").get("hadoop.tmp.dir"))
        .isEqualTo(home.data().resolve("tmp").toString());
  }

  @Test
  void aFullDiskDoesNotStopTheNodeManager() {
    assertThat(
            read("yarn-site.xml")
                .getFloat(
                    "yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage",
                    0))
        .isEqualTo(100f);
  }

  private Configuration read(String file) {
    Configuration conf = new Configuration(false);
    conf.addResource(new org.apache.hadoop.fs.Path(home.conf().resolve(file).toUri()));
    return conf;
  }
}
