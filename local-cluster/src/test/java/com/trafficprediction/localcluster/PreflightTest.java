package com.trafficprediction.localcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {
  @TempDir Path directory;

  @Test
  @EnabledOnOs(OS.LINUX)
  void aTakenPortIsNamedWithItsHolderAndTheRemedy() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, PortOwner.loopback())) {
      Properties file = new Properties();
      Ports.random().store(file);
      file.setProperty("port.kafka", Integer.toString(other.getLocalPort()));

      assertThatThrownBy(() -> Preflight.requireFreePorts(List.of(Daemon.KAFKA), Ports.load(file)))
          .isInstanceOf(ClusterException.class)
          .hasMessageContaining("port " + other.getLocalPort() + " (kafka) is taken by process")
          .hasMessageContaining(Long.toString(ProcessHandle.current().pid()))
          .hasMessageContaining("--port-offset")
          .extracting(e -> ((ClusterException) e).kind())
          .isEqualTo(ClusterException.Kind.ENVIRONMENT);
    }
  }

  @Test
  void freePortsPass() {
    assertThatCode(() -> Preflight.requireFreePorts(List.of(Daemon.values()), Ports.random()))
        .doesNotThrowAnyException();
  }

  @Test
  void anotherJdkIsRefusedWithTheWayToGetTheRightOne() {
    assertThatThrownBy(() -> Preflight.requireJdk17(Runtime.Version.parse("21.0.2"), "/opt/jdk-21"))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("JDK 17 is needed, but /opt/jdk-21 is 21.0.2")
        .hasMessageContaining("JAVA_HOME");
  }

  @Test
  void shortMemoryIsSaidWithNumbersAndTheWaysOut() {
    assertThatThrownBy(
            () -> Preflight.requireMemory(List.of(Daemon.HDFS, Daemon.HBASE), OptionalLong.of(500)))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("need about 1050 MB, 500 MB are available")
        .hasMessageContaining("--only")
        .hasMessageContaining("--ignore-memory");
  }

  @Test
  void unknownMemoryIsNoReasonToRefuse() {
    assertThatCode(() -> Preflight.requireMemory(List.of(Daemon.values()), OptionalLong.empty()))
        .doesNotThrowAnyException();
  }

  @Test
  void aContainersLimitCountsWithoutItsPageCache() throws IOException {
    Path machine =
        Files.writeString(
            directory.resolve("meminfo"), "MemTotal: 8388608 kB\nMemAvailable:  4194304 kB\n");
    Files.writeString(directory.resolve("memory.max"), "2147483648\n");
    Files.writeString(directory.resolve("memory.current"), "1610612736\n");
    Files.writeString(directory.resolve("memory.stat"), "anon 1\ninactive_file 1073741824\n");

    assertThat(Preflight.availableMib(machine, directory)).hasValue(1536);
  }

  @Test
  void withoutALimitTheMachineCounts() throws IOException {
    Path machine = Files.writeString(directory.resolve("meminfo"), "MemAvailable:  4194304 kB\n");
    Files.writeString(directory.resolve("memory.max"), "max\n");
    Files.writeString(directory.resolve("memory.current"), "1\n");

    assertThat(Preflight.availableMib(machine, directory)).hasValue(4096);
    assertThat(Preflight.availableMib(directory.resolve("none"), directory)).isEmpty();
  }
}
