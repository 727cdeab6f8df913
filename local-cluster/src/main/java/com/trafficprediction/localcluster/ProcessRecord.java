package com.trafficprediction.localcluster;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/**
 * What a pid file says: a process id and when that process started. A process id alone is no
 * identity, because the system gives it to another process once its owner is gone.
 *
 * @param pid the process id
 * @param started when the process started, as the system told
 */
record ProcessRecord(long pid, Instant started) {
  /** The system derives start instants from a boot time that moves when the clock is set. */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  /** The record of a process; empty when it has ended already, and the system knows no more. */
  static Optional<ProcessRecord> of(ProcessHandle process) {
    return process.info().startInstant().map(started -> new ProcessRecord(process.pid(), started));
  }

  /** Reads a pid file; one that is missing or not ours to read is empty. */
  static Optional<ProcessRecord> find(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
      return Optional.of(
          new ProcessRecord(
              Long.parseLong(properties.getProperty("pid", "")),
              Instant.ofEpochMilli(Long.parseLong(properties.getProperty("started", "")))));
    } catch (NumberFormatException e) {
      return Optional.empty(); // cut short when the machine went down: as good as none
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  void write(Path file) {
    Properties properties = new Properties();
    properties.setProperty("pid", Long.toString(pid));
    properties.setProperty("started", Long.toString(started.toEpochMilli()));
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      try (Writer writer = Files.newBufferedWriter(temporary)) {
        properties.store(writer, null);
      }
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** The process, if it is still the one that was recorded. */
  Optional<ProcessHandle> findAlive() {
    return ProcessHandle.of(pid).filter(ProcessRecord::isAlive).filter(this::startedThen);
  }

  /**
   * Whether the process still runs. One that ended stays in the table until its parent asks for its
   * exit code; in a container without an init that may be for ever.
   */
  static boolean isAlive(ProcessHandle process) {
    if (!process.isAlive()) {
      return false;
    }
    Path stat = Path.of("/proc/" + process.pid() + "/stat");
    if (!Files.exists(stat)) {
      return process.isAlive();
    }
    try {
      // "pid (name) state …", and the name may hold anything.
      String line = Files.readString(stat, StandardCharsets.ISO_8859_1);
      return line.charAt(line.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException e) {
      return false; // gone between the two looks
    }
  }

  private boolean startedThen(ProcessHandle process) {
    return process
        .info()
        .startInstant()
        .map(at -> Duration.between(started, at).abs().compareTo(TOLERANCE) <= 0)
        .orElse(false);
  }
}
