package com.trafficprediction.localcluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessRecordTest {
  @TempDir Path directory;

  @Test
  void aProcessIsFoundAgainThroughItsPidFile() {
    ProcessHandle self = ProcessHandle.current();
    Path file = directory.resolve("self.pid");
    ProcessRecord.of(self).orElseThrow().write(file);

    assertThat(ProcessRecord.find(file).flatMap(ProcessRecord::findAlive)).contains(self);
  }

  @Test
  void aReusedProcessIdIsNotTakenForTheDaemon() {
    ProcessRecord now = ProcessRecord.of(ProcessHandle.current()).orElseThrow();
    ProcessRecord before = new ProcessRecord(now.pid(), now.started().minus(Duration.ofMinutes(5)));

    assertThat(before.findAlive()).isEmpty();
  }

  @Test
  void aProcessThatEndedIsNotAlive() throws Exception {
    Process child = new ProcessBuilder("sleep", "60").start();
    ProcessRecord record = ProcessRecord.of(child.toHandle()).orElseThrow();
    child.destroyForcibly().waitFor();

    assertThat(record.findAlive()).isEmpty();
  }

  @Test
  void aPidFileCutShortByACrashIsAsGoodAsNone() throws IOException {
    Path file = Files.writeString(directory.resolve("cut.pid"), "pid=12\nstar");

    assertThat(ProcessRecord.find(file)).isEmpty();
    assertThat(ProcessRecord.find(directory.resolve("missing.pid"))).isEmpty();
  }
}
