package com.trafficprediction.benchmarks.spark;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * What is to be computed, as the benchmark wrote it down: a properties file and, beside it, a table
 * of segments.
 *
 * @param inputs raw Parquet files
 * @param segments segments with their neighbours
 * @param zone the network's time zone
 * @param holidays local dates that count as Sundays, ISO
 * @param from first instant, epoch milliseconds
 * @param until end of the data, epoch milliseconds
 * @param fitted end of what evaluation profiles are fitted on, epoch milliseconds
 * @param minObservedPercent segments observed less than this get no feature rows
 * @param congestedBelowKmh the speed under which a segment is congested
 * @param partitions partitions of a shuffle
 * @param cores threads
 */
record SparkTask(
    List<String> inputs,
    List<SegmentLine> segments,
    String zone,
    List<String> holidays,
    long from,
    long until,
    long fitted,
    int minObservedPercent,
    double congestedBelowKmh,
    int partitions,
    int cores) {

  /** One segment: its neighbours are ids, nearest first. */
  record SegmentLine(
      String id, List<String> upstream, List<String> downstream, List<String> coLocated) {}

  static SparkTask read(Path file) throws IOException {
    Properties values = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      values.load(reader);
    }
    List<SegmentLine> segments = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of(values.getProperty("segments")))) {
      String[] cells = line.split("\t", -1);
      segments.add(new SegmentLine(cells[0], list(cells[1]), list(cells[2]), list(cells[3])));
    }
    return new SparkTask(
        Files.readAllLines(Path.of(values.getProperty("inputs"))),
        segments,
        values.getProperty("zone"),
        list(values.getProperty("holidays")),
        Long.parseLong(values.getProperty("from")),
        Long.parseLong(values.getProperty("until")),
        Long.parseLong(values.getProperty("fitted")),
        Integer.parseInt(values.getProperty("min_observed_percent")),
        Double.parseDouble(values.getProperty("congested_below_kmh")),
        Integer.parseInt(values.getProperty("partitions")),
        Integer.parseInt(values.getProperty("cores")));
  }

  private static List<String> list(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(",", -1));
  }
}
