package com.trafficprediction.batch.command;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Properties;

/**
 * How a job and the workflow that runs it speak: by files that Oozie names in system properties.
 * Values are handed over in the properties file that its {@code capture-output} reads.
 */
public final class ActionOutput {
  /** System property with the name of the file; not set outside a workflow. */
  public static final String FILE = "oozie.action.output.properties";

  /** System property with the file of the action's settings; not set outside a workflow. */
  public static final String CONFIGURATION = "oozie.action.conf.xml";

  private ActionOutput() {}

  /** True when a workflow runs this process. */
  public static boolean inWorkflow() {
    return findConfiguration().isPresent();
  }

  /** The Hadoop configuration file that a workflow wrote for this process. */
  public static Optional<Path> findConfiguration() {
    return Optional.ofNullable(System.getProperty(CONFIGURATION))
        .map(Path::of)
        .map(Path::toAbsolutePath);
  }

  /**
   * Adds a value for the workflow that runs this process.
   *
   * @return false when no workflow does
   */
  public static boolean handOver(String name, String value) throws IOException {
    String file = System.getProperty(FILE);
    if (file == null) {
      return false;
    }
    Properties properties = new Properties();
    properties.setProperty(name, value);
    try (OutputStream out =
        Files.newOutputStream(
            Path.of(file), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      properties.store(out, null);
    }
    return true;
  }
}
