package com.trafficprediction.localcluster.daemon;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/**
 * The life of one daemon's JVM: configure, start, announce readiness, stop on SIGTERM.
 *
 * <p>The launcher passes these system properties: {@code traffic.conf}, the configuration
 * directory; {@code traffic.ready}, the file this JVM writes its process id to once it can serve;
 * {@code traffic.await}, optional, the ready files of the daemons it needs, separated by {@code :}.
 *
 * <p>The configuration directory is reached through the context class loader rather than the class
 * path, because a class path with a directory on it cannot be archived (AppCDS).
 */
public final class DaemonProcess {
  private static final long POLL_MILLIS = 50;

  /** Set before a daemon is told to stop: its end is then no failure. */
  private static volatile boolean stopping;

  private DaemonProcess() {}

  /** What a main has to say about its daemon. */
  public interface Daemon {
    /** Starts and returns once the daemon can serve. */
    void start(Path conf) throws Exception;

    /** Returns when the daemon has ended by itself. */
    void awaitEnd() throws Exception;

    /** Stops; called on a shutdown hook. */
    void stop() throws Exception;
  }

  /**
   * Runs the daemon until SIGTERM, or until it ends by itself, which is a failure (exit code 1).
   */
  public static void run(Daemon daemon) {
    try {
      endWithParent();
      Path conf = Path.of(required("traffic.conf"));
      Thread.currentThread().setContextClassLoader(withConfiguration(conf));
      daemon.start(conf);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(daemon), "stop"));
      announce(Path.of(required("traffic.ready")));
      daemon.awaitEnd();
      if (stopping) {
        return; // the hook that stops it is still at work, and the JVM ends with it
      }
      fail(
          new IllegalStateException(
              "the daemon ended without being asked to; its log above says why"));
    } catch (Throwable e) { // the outermost frame of the JVM: whatever it is, say so and end
      fail(e);
    }
  }

  /** Waits for the daemons this one needs. The launcher bounds the time. */
  public static void awaitNeeded() throws InterruptedException {
    String needed = System.getProperty("traffic.await", "");
    for (String file : Arrays.stream(needed.split(":")).filter(f -> !f.isEmpty()).toList()) {
      while (!Files.exists(Path.of(file))) {
        Thread.sleep(POLL_MILLIS);
      }
    }
  }

  /** Waits until the condition holds. The launcher bounds the time. */
  public static void awaitUntil(Condition condition) throws Exception {
    while (!condition.holds()) {
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** A condition that may look at a failing system. */
  @FunctionalInterface
  public interface Condition {
    /** Whether it holds now. */
    boolean holds() throws Exception;
  }

  private static void endWithParent() {
    String parent = System.getProperty("traffic.parent");
    if (parent != null) {
      Thread watch = new Thread(() -> outlive(Long.parseLong(parent)), "parent-watch");
      watch.setDaemon(true);
      watch.start();
    }
  }

  private static void outlive(long parent) {
    ProcessHandle.of(parent).ifPresent(process -> process.onExit().join());
    Runtime.getRuntime().halt(1);
  }

  private static URLClassLoader withConfiguration(Path conf) throws MalformedURLException {
    return new URLClassLoader(
        new URL[] {conf.toUri().toURL()}, DaemonProcess.class.getClassLoader());
  }

  private static void announce(Path ready) throws IOException {
    Path temporary = ready.resolveSibling(ready.getFileName() + ".tmp");
    Files.writeString(temporary, Long.toString(ProcessHandle.current().pid()));
    Files.move(
        temporary, ready, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    System.out.println("READY " + ready.getFileName());
  }

  private static void stop(Daemon daemon) {
    stopping = true;
    try {
      daemon.stop();
    } catch (Throwable e) { // the hook's outermost frame: the JVM is ending either way
      fail(e);
    }
  }

  private static void fail(Throwable e) {
    e.printStackTrace();
    // Once more, as the log's last lines: they are what the launcher shows.
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      System.err.println("FAILED: " + cause);
    }
    // halt, not exit: a half-started daemon's hooks and threads can keep exit waiting for ever.
    Runtime.getRuntime().halt(1);
  }

  private static String required(String property) {
    String value = System.getProperty(property);
    if (value == null) {
      throw new IllegalArgumentException(
          "-D" + property + " is missing: daemons are started by bin/traffic up, not by hand");
    }
    return value;
  }
}
