package com.trafficprediction.localcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon that dies or hangs while starting, played by a shell script in place of Java. */
class StarterTest {
  @TempDir Path directory;
  private Home home = new Home(Path.of("unset"));

  @BeforeEach
  void create() {
    home = new Home(directory.resolve("home"));
    home.create();
  }

  @Test
  void aDaemonThatDiesIsReportedWithItsLastWordsAndItsLog() throws IOException {
    Starter starter = starter("echo 'cannot open the vault'\nexit 7", Duration.ofMinutes(1));

    assertThatThrownBy(() -> starter.start(List.of(Daemon.KAFKA)))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("kafka ended while starting, with code 7")
        .hasMessageContaining("cannot open the vault")
        .hasMessageContaining(home.output(Daemon.KAFKA).toString());
    assertThat(home.pidFile(Daemon.KAFKA)).doesNotExist();
  }

  @Test
  void aDaemonThatHangsIsStoppedWhenPatienceEnds() throws IOException {
    Starter starter = starter("exec sleep 60", Duration.ofMillis(200));

    assertThatThrownBy(() -> starter.start(List.of(Daemon.KAFKA)))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("kafka not ready after")
        .hasMessageContaining("--timeout");
    assertThat(home.pidFile(Daemon.KAFKA)).doesNotExist();
  }

  @Test
  void aDaemonThatSaysReadyIsRunning() throws IOException {
    Starter starter =
        starter(
            "echo $$ > " + home.readyFile(Daemon.KAFKA) + "\nexec sleep 60", Duration.ofMinutes(1));
    Stopper stopper = new Stopper(home, Progress.SILENT);

    starter.start(List.of(Daemon.KAFKA));

    assertThat(stopper.findProcess(Daemon.KAFKA)).isPresent();
    stopper.stop(List.of(Daemon.KAFKA));
    assertThat(stopper.findProcess(Daemon.KAFKA)).isEmpty();
    assertThat(home.pidFile(Daemon.KAFKA)).doesNotExist();
  }

  @Test
  void twoCommandsDoNotWorkOnOneStackAtOnce() {
    try (HomeLock first = HomeLock.take(home)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> HomeLock.take(home))
          .isInstanceOf(ClusterException.class)
          .hasMessageContaining("another bin/traffic");
    }
  }

  private Starter starter(String script, Duration patience) throws IOException {
    Path java = Files.createDirectories(directory.resolve("jdk/bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\n" + script + "\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Distribution distribution =
        new Distribution(Files.createDirectories(directory.resolve("libs/dist")));
    Files.createDirectories(distribution.directory("kafka"));
    DaemonCommand command =
        new DaemonCommand(home, distribution, directory.resolve("jdk"), Map.of(), true);
    return new Starter(
        home, command, new Stopper(home, Progress.SILENT), patience, Progress.SILENT);
  }
}
