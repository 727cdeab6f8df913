package com.trafficprediction.localcluster;

import com.trafficprediction.localcluster.DaemonStatus.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds out how a daemon is: from its pid file, its ready file and by asking it. */
final class StatusReader {
  private final Home home;
  private final HealthCheck health;

  StatusReader(Home home, HealthCheck health) {
    this.home = home;
    this.health = health;
  }

  DaemonStatus get(Daemon daemon) {
    Optional<ProcessRecord> recorded = ProcessRecord.find(home.pidFile(daemon));
    Optional<ProcessHandle> process = recorded.flatMap(ProcessRecord::findAlive);
    if (process.isEmpty()) {
      boolean died = recorded.isPresent();
      return new DaemonStatus(
          daemon,
          died ? State.DEAD : State.STOPPED,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          died
              ? "ended without being stopped; bin/traffic up restarts it; log: " + home.log(daemon)
              : "");
    }
    boolean ready = Files.exists(home.readyFile(daemon));
    Optional<String> fault = ready ? health.findFault(daemon) : Optional.of("not ready yet");
    State running = ready ? (fault.isEmpty() ? State.READY : State.UNRESPONSIVE) : State.STARTING;
    return new DaemonStatus(
        daemon,
        running,
        Optional.of(process.get().pid()),
        process.get().info().startInstant(),
        residentMib(process.get().pid()),
        fault.map(f -> ready ? f + "; log: " + home.log(daemon) : f).orElse(""));
  }

  private static Optional<Long> residentMib(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst();
    } catch (IOException e) {
      return Optional.empty(); // not a Linux, or just gone
    }
  }
}
