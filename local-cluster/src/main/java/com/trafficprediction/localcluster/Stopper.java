package com.trafficprediction.localcluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Stops daemons in order: writers before what they write to, each with a bounded time to end
 * cleanly.
 */
final class Stopper {
  private static final Duration CLEAN = Duration.ofMinutes(1);
  private static final Duration KILLED = Duration.ofSeconds(10);

  private final Home home;
  private final Progress progress;

  Stopper(Home home, Progress progress) {
    this.home = home;
    this.progress = progress;
  }

  /** Stops those that run; forgets those that do not. */
  void stop(Collection<Daemon> daemons) {
    TreeSet<Integer> ranks = new TreeSet<>();
    daemons.forEach(daemon -> ranks.add(daemon.stopRank()));
    for (int rank : ranks) {
      long start = System.nanoTime();
      Map<Daemon, ProcessHandle> ending = new EnumMap<>(Daemon.class);
      daemons.stream()
          .filter(daemon -> daemon.stopRank() == rank)
          .forEach(daemon -> findProcess(daemon).ifPresent(process -> ending.put(daemon, process)));
      ending.values().forEach(ProcessHandle::destroy);
      ending.forEach((daemon, process) -> awaitEnd(daemon, process, start));
    }
    daemons.forEach(this::forget);
    if (daemons.contains(Daemon.NODEMANAGER)) {
      killContainers();
    }
  }

  Optional<ProcessHandle> findProcess(Daemon daemon) {
    return ProcessRecord.find(home.pidFile(daemon)).flatMap(ProcessRecord::findAlive);
  }

  void forget(Daemon daemon) {
    try {
      Files.deleteIfExists(home.readyFile(daemon));
      Files.deleteIfExists(home.pidFile(daemon));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete the pid file of " + daemon.label(), e);
    }
  }

  private void awaitEnd(Daemon daemon, ProcessHandle process, long start) {
    if (!ends(process, CLEAN)) {
      progress.say(daemon.label() + " did not stop in " + CLEAN.toSeconds() + " s; killing it");
      process.destroyForcibly();
      if (!ends(process, KILLED)) {
        throw ClusterException.failure(
            daemon.label()
                + " (process "
                + process.pid()
                + ") cannot be killed; its disk may hang");
      }
    }
    progress.say(
        String.format(
            "%-16s stopped after %.1f s", daemon.label(), (System.nanoTime() - start) / 1e9));
  }

  private static boolean ends(ProcessHandle process, Duration within) {
    try {
      process.onExit().get(within.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("waiting for a process cannot fail", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Containers outlive a NodeManager that was killed. They name our log directory on their command
   * line.
   */
  private void killContainers() {
    Path logs = home.log().resolve("containers");
    String mark = "-Dyarn.app.container.log.dir=" + logs;
    ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().map(c -> c.contains(mark)).orElse(false))
        .forEach(ProcessHandle::destroyForcibly);
  }
}
