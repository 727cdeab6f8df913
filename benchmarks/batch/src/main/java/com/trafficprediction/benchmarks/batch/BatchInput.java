package com.trafficprediction.benchmarks.batch;

import com.trafficprediction.batch.plan.PlanOptions;
import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.profiling.Fit;
import com.trafficprediction.benchmarks.ChildProcess;
import com.trafficprediction.core.forecast.TrafficCategory;
import com.trafficprediction.core.network.Neighbours;
import com.trafficprediction.core.network.Segment;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * A data set that both contenders read. Beside Spark it is imported once, outside of what is timed;
 * beside YARN each imports it for itself.
 *
 * @param name how results call it
 * @param dataset the dataset file
 * @param data directory of its files; null for a synthetic one
 * @param directory where its master data set is, and all that is computed from it
 */
record BatchInput(String name, Path dataset, @Nullable Path data, Path directory) {
  static final String REAL = "pems-orange-2022";

  /** Synthetic days without a clock change: the peer does not handle one. */
  private static final String FIRST_DAY = "2025-01-10";

  /** The real data set, if it is there. */
  static Optional<BatchInput> findReal(Path root, Path data, Path scratch) {
    Path files = Files.isDirectory(data.resolve(REAL)) ? data.resolve(REAL) : data;
    return Files.exists(files.resolve("readings.csv.gz"))
        ? Optional.of(
            new BatchInput(
                REAL,
                root.resolve("datasets").resolve(REAL + ".yaml"),
                files,
                scratch.resolve(REAL)))
        : Optional.empty();
  }

  /** A made-up network of so many segments and days. */
  static BatchInput synthetic(int segments, int days, Path scratch) throws IOException {
    String name = "synthetic-" + segments + "x" + days;
    Path directory = Files.createDirectories(scratch.resolve(name));
    Path dataset =
        Files.writeString(
            directory.resolve("dataset.yaml"),
            """
            name: %s
            description: a made-up freeway network
            licence: none
            synthetic: true
            time_zone: America/Los_Angeles
            holidays: [2025-01-20]
            readings:
              format: synthetic
              model: {interval_seconds: 300, segments: %d, days: %d, start_date: %s}
            """
                .formatted(name, segments, days, FIRST_DAY));
    return new BatchInput(name, dataset, null, directory);
  }

  /** Options of the import. */
  List<String> options() {
    List<String> options = new ArrayList<>(List.of("--dataset", dataset.toString()));
    if (data != null) {
      options.addAll(List.of("--data", data.toString()));
    }
    return options;
  }

  /** Makes the master data set. */
  void load(ChildProcess child) throws IOException, InterruptedException {
    Files.createDirectories(directory);
    Contender.importData(child, directory, options());
  }

  /** Plans a run of all of it. */
  RunContext plan(Clock clock) throws IOException {
    return CommandLine.populateCommand(new PlanOptions())
        .create(LocalJobs.configuration(directory), clock);
  }

  /** Writes a run's task for the peer; returns the file. */
  Path writeTask(RunContext run, int partitions, int cores) throws IOException {
    Path segments =
        Files.write(
            directory.resolve("segments.tsv"),
            run.network().segments().stream()
                .map(Segment::id)
                .map(id -> line(id, run.neighbours().of(id)))
                .toList());
    Path inputs = Files.write(directory.resolve("inputs.txt"), run.plan().inputs());
    Properties task = new Properties();
    task.setProperty("inputs", inputs.toString());
    task.setProperty("segments", segments.toString());
    task.setProperty("zone", run.network().zone().getId());
    task.setProperty(
        "holidays",
        run.network().holidays().stream()
            .map(LocalDate::toString)
            .collect(Collectors.joining(",")));
    task.setProperty("from", Long.toString(run.plan().fromMillis()));
    task.setProperty("until", Long.toString(run.plan().untilMillis()));
    task.setProperty("fitted", Long.toString(Fit.EVALUATION.through(run.plan())));
    task.setProperty("min_observed_percent", Integer.toString(run.plan().minObservedPercent()));
    task.setProperty("congested_below_kmh", Double.toString(TrafficCategory.CONGESTED_BELOW_KMH));
    task.setProperty("partitions", Integer.toString(partitions));
    task.setProperty("cores", Integer.toString(cores));
    Path file = directory.resolve("task.properties");
    try (Writer writer = Files.newBufferedWriter(file)) {
      task.store(writer, null);
    }
    return file;
  }

  private static String line(String id, Neighbours neighbours) {
    return Stream.of(neighbours.upstream(), neighbours.downstream(), neighbours.coLocated())
        .map(ids -> String.join(",", ids))
        .collect(Collectors.joining("\t", id + "\t", ""));
  }
}
