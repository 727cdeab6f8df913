package com.trafficprediction.speed.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.speed.SpeedMain;
import com.trafficprediction.speed.running.StageHealth.State;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpeedCommandTest {
  @Test
  void aDisplacedProcessHasAnExitCodeOfItsOwnWhateverElseWentWrong() {
    assertThat(SpeedCommand.exitCode(true, List.of(State.STOPPED, State.DISPLACED))).isEqualTo(6);
    assertThat(SpeedCommand.exitCode(false, List.of(State.DISPLACED, State.BROKEN))).isEqualTo(6);
  }

  @Test
  void whatWasStoppedIsFineAndWhatBrokeOrHangsIsNot() {
    assertThat(SpeedCommand.exitCode(true, List.of(State.STOPPED, State.STOPPED))).isZero();
    assertThat(SpeedCommand.exitCode(true, List.of(State.STOPPED, State.BROKEN))).isEqualTo(1);
    assertThat(SpeedCommand.exitCode(false, List.of(State.STOPPED, State.RUNNING))).isEqualTo(1);
  }

  /** In a process of its own: what hung was its end. */
  @Test
  void aPortThatIsTakenEndsItWithTheOptionThatMendsIt(@TempDir Path conf) throws Exception {
    Files.writeString(conf.resolve("kafka-client.properties"), "bootstrap.servers=127.0.0.1:1\n");
    Path said = conf.resolve("said");
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  SpeedMain.class.getName(),
                  "speed",
                  "--conf",
                  conf.toString(),
                  "--port",
                  Integer.toString(other.getLocalPort()))
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      try {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
      } finally {
        process.destroyForcibly();
      }
      assertThat(process.exitValue()).isEqualTo(1);
      assertThat(Files.readString(said))
          .contains("speed: cannot listen on 127.0.0.1:" + other.getLocalPort())
          .contains("--port")
          .doesNotContain("\tat ");
    }
  }
}
