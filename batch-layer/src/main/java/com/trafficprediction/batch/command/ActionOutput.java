package com.trafficprediction.batch.command;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Properties;

/**
 * Hands values over to a workflow, the way Oozie's {@code capture-output} wants them: in a
 * properties file that it names by a system property.
 */
public final class ActionOutput {
  /** System property with the name of the file; not set outside a workflow. */
  public static final String FILE = "oozie.action.output.properties";

  private ActionOutput() {}

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
