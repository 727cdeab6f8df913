package com.trafficprediction.localcluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;

/**
 * The class-data archive (AppCDS) of a daemon: parsed and verified classes, mapped at start instead
 * of read from 150 jars. Made from a running daemon, so that it holds just the classes such a
 * daemon uses. It belongs to exact jars; its name says which.
 */
record StartArchive(Path file) {
  /** Some seconds on an idle machine; a busy one gets its time, for nobody waits. */
  private static final long DUMP_MINUTES = 3;

  static StartArchive of(Distribution distribution, Daemon daemon) {
    String name =
        daemon.label() + "-" + fingerprint(distribution.directory(daemon.library())) + ".jsa";
    return new StartArchive(distribution.archives().resolve(name));
  }

  private Path directory() {
    return Objects.requireNonNull(
        file.getParent(), "an archive lies in the distribution's directory");
  }

  boolean exists() {
    return Files.exists(file);
  }

  /**
   * Makes the archive from the running daemon. It is an optimisation: failing is written down and
   * is no error.
   */
  void dumpFrom(long pid, Path javaHome, Path log) {
    Path temporary = file.resolveSibling(file.getFileName() + "." + pid + ".tmp");
    try {
      Files.createDirectories(directory());
      deleteOlder();
      Process jcmd =
          new ProcessBuilder(
                  javaHome.resolve("bin").resolve("jcmd").toString(),
                  Long.toString(pid),
                  "VM.cds",
                  "static_dump",
                  temporary.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      boolean ended = jcmd.waitFor(DUMP_MINUTES, TimeUnit.MINUTES);
      if (ended && jcmd.exitValue() == 0 && Files.exists(temporary)) {
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      } else {
        jcmd.destroyForcibly();
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      writeDown(log, e); // no jcmd (a runtime without the JDK's tools), or a read-only installation
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Archives of jars that were built anew since, and what an interrupted dump left: 90 MB each. */
  private void deleteOlder() throws IOException {
    String name = String.valueOf(file.getFileName());
    String daemon = name.substring(0, name.indexOf('-') + 1);
    try (DirectoryStream<Path> older = Files.newDirectoryStream(directory(), daemon + "*")) {
      for (Path path : older) {
        Files.delete(path);
      }
    }
  }

  private static void writeDown(Path log, IOException failure) {
    try {
      Files.writeString(
          log,
          "no archive: " + failure + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + log, e);
    }
  }

  private static String fingerprint(Path directory) {
    CRC32 crc = new CRC32();
    crc.update(Runtime.version().toString().getBytes(StandardCharsets.UTF_8));
    TreeSet<String> jars = new TreeSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.jar")) {
      for (Path jar : files) {
        jars.add(jar + "|" + Files.size(jar) + "|" + Files.getLastModifiedTime(jar));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + directory, e);
    }
    jars.forEach(jar -> crc.update(jar.getBytes(StandardCharsets.UTF_8)));
    return Long.toHexString(crc.getValue());
  }
}
