package com.trafficprediction.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
  @TempDir Path directory;
  private final ChildProcess child = new ChildProcess(Duration.ofSeconds(1));

  @Test
  void aFailureShowsTheLastThatTheProcessSaid() {
    Path said = directory.resolve("said.txt");
    List<String> command = List.of("sh", "-c", "seq 1 30; echo out of memory >&2; exit 3");
    assertThatThrownBy(() -> child.require("windows", command, said))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("windows ended with 3:\n12\n")
        .hasMessageEndingWith("\n30\nout of memory");
  }

  /** The shell ends at once; what it has started neither ends by itself nor when it is asked to. */
  @Test
  @Timeout(value = 1, unit = TimeUnit.MINUTES)
  void stoppingEndsTheProcessAndItsChildrenAndStartsNoOther() throws Exception {
    Path pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Path deaf =
        Files.writeString(
            directory.resolve("deaf.sh"),
            "trap '' TERM; echo $$ >" + pipe + "; exec tail -f /dev/null");
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", "sh " + deaf + " & wait");
    CompletableFuture<Integer> exit =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return child.run(builder);
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    long grandchild = Long.parseLong(Files.readString(pipe).strip());
    child.stop();
    assertThat(exit.get()).isNotZero();
    ProcessHandle.of(grandchild).ifPresent(handle -> handle.onExit().join());
    assertThatThrownBy(() -> child.run(builder)).hasMessageContaining("told to end");
  }
}
