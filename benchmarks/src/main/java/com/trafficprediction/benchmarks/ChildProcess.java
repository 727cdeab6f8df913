package com.trafficprediction.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The process that a benchmark has started and waits for, one at a time. {@link #stop} is for a
 * shutdown hook: a child does not end with the process that started it.
 */
public final class ChildProcess {
  private static final Duration STOPS = Duration.ofSeconds(10);
  private static final int TAIL_LINES = 20;

  private final Duration patience;
  private @Nullable Process latest;
  private boolean stopped;

  public ChildProcess() {
    this(STOPS);
  }

  /** Waits so long for what is asked to end. */
  ChildProcess(Duration patience) {
    this.patience = patience;
  }

  /**
   * Runs a process to its end; returns its exit code.
   *
   * @throws IOException when it cannot be started, or {@link #stop} was called before
   */
  public int run(ProcessBuilder builder) throws IOException, InterruptedException {
    return start(builder).waitFor();
  }

  /**
   * Runs a process that must succeed.
   *
   * @param what it does, for the message
   * @param said where it writes to; the message has its last lines
   */
  public void require(String what, List<String> command, Path said)
      throws IOException, InterruptedException {
    int exit =
        run(new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()));
    if (exit != 0) {
      throw new IOException("%s ended with %d:\n%s".formatted(what, exit, tail(said)));
    }
  }

  /** The last lines of a log. */
  public static String tail(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
  }

  private synchronized Process start(ProcessBuilder builder) throws IOException {
    if (stopped) {
      throw new IOException("the benchmark was told to end");
    }
    Process started = builder.start();
    latest = started;
    return started;
  }

  /**
   * Ends the process that runs, and those it has started, within seconds, by force those that do
   * not end when asked; no other will start.
   */
  public void stop() {
    Process process;
    synchronized (this) {
      stopped = true;
      process = latest;
    }
    if (process == null || !process.isAlive()) {
      return;
    }
    // First the one that waits for the others: it would take their end for a good one.
    List<ProcessHandle> family =
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    family.forEach(ProcessHandle::destroy);
    // All of them, since a shell ends before what it has started.
    CompletableFuture<?>[] ends =
        family.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(ends)
        .completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS)
        .join();
    family.forEach(ProcessHandle::destroyForcibly);
  }
}
