package com.trafficprediction.benchmarks;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a Java process with Spark's libraries, and no other, is started. */
public final class SparkProcess {
  /** What Spark's own start script opens on Java 17. */
  private static final List<String> OPENED =
      List.of(
          "java.lang",
          "java.lang.invoke",
          "java.lang.reflect",
          "java.io",
          "java.net",
          "java.nio",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "jdk.internal.ref",
          "sun.nio.ch",
          "sun.nio.cs",
          "sun.security.action",
          "sun.util.calendar");

  private SparkProcess() {}

  /** The Java that runs this process. */
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Where a checkout has the peer and its libraries. */
  public static Path directory(Path root) {
    return root.resolve("benchmarks/spark/target").toAbsolutePath();
  }

  /**
   * What follows {@code java} and the options for its heap.
   *
   * @param directory see {@link #directory}
   * @param main class to run
   * @param arguments its arguments
   */
  public static List<String> options(Path directory, String main, String... arguments) {
    List<String> command = new ArrayList<>();
    // The code that Spark generates for wide rows has methods which the JVM would only interpret.
    command.add("-XX:-DontCompileHugeMethods");
    for (String opened : OPENED) {
      command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
    }
    command.add("-cp");
    command.add(
        directory.resolve("traffic-spark-peer.jar")
            + File.pathSeparator
            + directory.resolve("lib")
            + "/*");
    command.add(main);
    command.addAll(List.of(arguments));
    return command;
  }
}
