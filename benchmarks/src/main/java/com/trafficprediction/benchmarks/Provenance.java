package com.trafficprediction.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a figure comes from: what anyone needs to know who measures again.
 *
 * @param day when it was measured, a date in UTC
 * @param commit of the source tree, with {@code -dirty} when it was changed since; {@code unknown}
 *     outside a checkout
 * @param options what the benchmark was asked for, without where files are; empty for nothing
 * @param machine its processor, memory and Java
 * @param versions of what took part and of the peers
 */
public record Provenance(
    String day, String commit, String options, String machine, String versions) {
  private static final String CHANGED = "-dirty";
  private static final Path PROCESSOR = Path.of("/proc/cpuinfo");
  private static final long GIGABYTE = 1L << 30;

  public Provenance {
    options = options == null ? "" : options; // results that were kept before had none
  }

  /** This machine, this build; {@code bin/traffic} says which, and what it was asked for. */
  static Provenance here(Clock clock) {
    return new Provenance(
        LocalDate.now(clock).toString(),
        System.getenv().getOrDefault("TRAFFIC_COMMIT", "unknown"),
        System.getenv().getOrDefault("TRAFFIC_BENCH_OPTIONS", ""),
        describeMachine(),
        listVersions());
  }

  /** True when the source tree had changes that no commit has. */
  boolean changedTree() {
    return commit.endsWith(CHANGED);
  }

  private static String describeMachine() {
    return "%s, %d cores of %s, %d GB, Java %s"
        .formatted(
            System.getProperty("os.name"),
            Runtime.getRuntime().availableProcessors(),
            findProcessor().orElse(System.getProperty("os.arch")),
            memory() / GIGABYTE,
            Runtime.version().feature());
  }

  private static Optional<String> findProcessor() {
    try (Stream<String> lines = Files.lines(PROCESSOR)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty(); // not a Linux
    }
  }

  private static long memory() {
    return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
        .getTotalMemorySize();
  }

  /** As the build wrote them down. */
  private static String listVersions() {
    Properties versions = new Properties();
    try (InputStream in = Provenance.class.getResourceAsStream("versions.properties")) {
      versions.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("the versions that the build wrote down cannot be read", e);
    }
    return new TreeSet<>(versions.stringPropertyNames())
        .stream()
            .map(name -> name.replace('-', ' ') + " " + versions.getProperty(name))
            .collect(Collectors.joining(", "));
  }
}
