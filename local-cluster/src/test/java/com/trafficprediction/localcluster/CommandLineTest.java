package com.trafficprediction.localcluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
  @TempDir Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return Main.run(new PrintWriter(out), new PrintWriter(err), args);
  }

  @Test
  void statusOfAStackThatNeverRanIsStoppedAndExitsWithThree() throws IOException {
    assertThat(run("status", "--json", "--home", directory.toString())).isEqualTo(3);

    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.get("daemons"))
        .hasSize(Daemon.values().length - 1) // a DataNode apart is for tests
        .allSatisfy(daemon -> assertThat(daemon.get("state").asText()).isEqualTo("stopped"));
    assertThat(json.at("/daemons/0/ports/namenode").asInt()).isEqualTo(9000);
  }

  @Test
  void statusCanBeAskedForSomeServicesAlone() {
    assertThat(run("status", "--only", "kafka", "--home", directory.toString())).isEqualTo(3);
    assertThat(out.toString()).contains("kafka").doesNotContain("hdfs");
  }

  @Test
  void anUnknownServiceIsAUsageError() {
    assertThat(run("up", "--only", "hive", "--home", directory.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("no service is called 'hive'", "hdfs, yarn, hbase, kafka");
  }

  @Test
  void everyVerbExplainsItselfWithAnExample() {
    for (String verb : new String[] {"up", "down", "status", "reset"}) {
      assertThat(run(verb, "--help")).isZero();
      assertThat(out.toString()).contains("Example", "bin/traffic " + verb);
    }
  }

  @Test
  void downWithoutAStackIsDoneAlready() {
    assertThat(run("down", "--home", directory.resolve("none").toString())).isZero();
  }

  @Test
  void resetTouchesNoDirectoryThatIsNotOurs() throws IOException {
    Path precious =
        Files.writeString(
            Files.createDirectory(directory.resolve("data")).resolve("thesis.txt"), "years");

    assertThat(run("reset", "--yes", "--home", directory.toString())).isEqualTo(2);

    assertThat(precious).exists();
    assertThat(err.toString()).contains("nothing was deleted");
  }

  @Test
  void resetDeletesWhatTheStackWroteAndNothingElse() throws IOException {
    Home home = new Home(directory);
    home.create();
    home.rememberPorts(Ports.offset(0));
    Files.writeString(home.data().resolve("block"), "x");
    Path other = Files.writeString(directory.resolve("notes.txt"), "mine");

    assertThat(run("reset", "--yes", "--home", directory.toString())).isZero();

    assertThat(directory).isDirectoryContaining(path -> path.equals(other));
    assertThat(home.data()).doesNotExist();
    assertThat(home.conf()).doesNotExist();
    assertThat(home.marker()).doesNotExist();
  }
}
