package com.trafficprediction.localcluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;

/**
 * The class-data archive (AppCDS) of a daemon: parsed and verified classes, mapped at start instead
 * of read from 150 jars. Made from a running daemon, so that it holds just the classes such a
 * daemon uses. It belongs to exact jars; its name says which.
 */
record StartArchive(Path file) {
  private static final long DUMP_SECONDS = 120;

  static StartArchive of(Distribution distribution, Daemon daemon) {
    String name =
        daemon.label() + "-" + fingerprint(distribution.directory(daemon.library())) + ".jsa";
    return new StartArchive(distribution.archives().resolve(name));
  }

  boolean exists() {
    return Files.exists(file);
  }

  /**
   * Makes the archive from the running daemon. It is an optimisation: failing is not an error.
   *
   * @return whether the archive is there now
   */
  boolean dumpFrom(long pid, Path javaHome, Path log) {
    Path temporary = file.resolveSibling(file.getFileName() + "." + pid + ".tmp");
    try {
      Files.createDirectories(file.getParent());
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
      if (!jcmd.waitFor(DUMP_SECONDS, TimeUnit.SECONDS)) {
        jcmd.destroyForcibly();
      }
      if (Files.exists(temporary)) {
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      }
      return exists();
    } catch (IOException e) {
      return false; // no jcmd (a runtime without the JDK's tools) or a read-only installation
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
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
