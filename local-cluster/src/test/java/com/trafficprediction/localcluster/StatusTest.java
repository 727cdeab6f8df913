package com.trafficprediction.localcluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.localcluster.DaemonStatus.State;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusTest {
  @TempDir Path directory;
  private Home home = new Home(Path.of("unset"));

  @BeforeEach
  void create() {
    home = new Home(directory);
    home.create();
  }

  @Test
  void withoutAPidFileADaemonIsStopped() {
    assertThat(status(Ports.random()).state()).isEqualTo(State.STOPPED);
  }

  @Test
  void aPidFileWithoutItsProcessMeansTheDaemonDied() {
    ProcessRecord now = ProcessRecord.of(ProcessHandle.current()).orElseThrow();
    new ProcessRecord(now.pid(), now.started().minus(Duration.ofHours(1)))
        .write(home.pidFile(Daemon.KAFKA));

    DaemonStatus status = status(Ports.random());

    assertThat(status.state()).isEqualTo(State.DEAD);
    assertThat(status.detail()).contains("bin/traffic up", home.log(Daemon.KAFKA).toString());
  }

  @Test
  void aProcessThatHasNotSaidReadyIsStarting() {
    ProcessRecord.of(ProcessHandle.current()).orElseThrow().write(home.pidFile(Daemon.KAFKA));

    assertThat(status(Ports.random()).state()).isEqualTo(State.STARTING);
  }

  @Test
  void aReadyDaemonWhosePortIsClosedIsUnresponsive() throws IOException {
    runReady();

    DaemonStatus status = status(Ports.random());

    assertThat(status.state()).isEqualTo(State.UNRESPONSIVE);
    assertThat(status.detail()).contains("(kafka)");
  }

  @Test
  void aBrokerThatAnswersIsReady() throws IOException {
    runReady();
    try (ServerSocket broker = new ServerSocket(0, 1, PortOwner.loopback())) {
      CompletableFuture<Short> asked = CompletableFuture.supplyAsync(() -> answerOnce(broker, 0));

      assertThat(status(kafkaAt(broker)).state()).isEqualTo(State.READY);
      assertThat(asked.join()).as("ApiVersions").isEqualTo((short) 18);
    }
  }

  @Test
  void anAnswerThatIsNoBrokersIsAFault() throws IOException {
    try (ServerSocket stranger = new ServerSocket(0, 1, PortOwner.loopback())) {
      CompletableFuture<Short> asked =
          CompletableFuture.supplyAsync(() -> answerOnce(stranger, 35));

      Optional<String> fault = new HealthCheck(kafkaAt(stranger)).findFault(Daemon.KAFKA);

      assertThat(fault).hasValueSatisfying(f -> assertThat(f).contains("error code 35"));
      assertThat(asked.join()).isEqualTo((short) 18);
    }
  }

  private void runReady() throws IOException {
    ProcessRecord.of(ProcessHandle.current()).orElseThrow().write(home.pidFile(Daemon.KAFKA));
    Files.createFile(home.readyFile(Daemon.KAFKA));
  }

  private DaemonStatus status(Ports ports) {
    return new StatusReader(home, new HealthCheck(ports)).get(Daemon.KAFKA);
  }

  private static Ports kafkaAt(ServerSocket socket) {
    Properties file = new Properties();
    file.setProperty("port.kafka", Integer.toString(socket.getLocalPort()));
    return Ports.load(file);
  }

  /** Plays a broker for one request and returns the request's API key. */
  private static short answerOnce(ServerSocket server, int errorCode) {
    try (Socket client = server.accept()) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      byte[] request = new byte[in.readInt()];
      in.readFully(request);
      DataOutputStream out = new DataOutputStream(client.getOutputStream());
      out.writeInt(6);
      out.writeInt(1);
      out.writeShort(errorCode);
      out.flush();
      return (short) ((request[0] << 8) | request[1]);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
