package com.trafficprediction.benchmarks.spark;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What is to be trained, as the benchmark wrote it down in a properties file.
 *
 * @param family key of the model family
 * @param columns features of a row
 * @param cores threads
 * @param train file of rows to learn from
 * @param test file of rows to answer for
 * @param settings MLlib's parameters by name, values as JSON
 */
record MllibTask(
    String family, int columns, int cores, Path train, Path test, Map<String, String> settings) {
  private static final String SETTING = "setting.";

  MllibTask {
    settings = Map.copyOf(settings);
  }

  static MllibTask read(Path file) throws IOException {
    Properties values = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      values.load(reader);
    }
    Map<String, String> settings = new TreeMap<>();
    for (String name : values.stringPropertyNames()) {
      if (name.startsWith(SETTING)) {
        settings.put(name.substring(SETTING.length()), values.getProperty(name));
      }
    }
    return new MllibTask(
        values.getProperty("family"),
        Integer.parseInt(values.getProperty("columns")),
        Integer.parseInt(values.getProperty("cores")),
        Path.of(values.getProperty("train")),
        Path.of(values.getProperty("test")),
        settings);
  }
}
