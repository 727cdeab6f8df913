package com.trafficprediction.benchmarks.batch;

import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.benchmarks.ChildProcess;
import com.trafficprediction.benchmarks.SparkProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Who computes windows, profiles and feature rows, in a process of its own. */
enum Contender {
  /** The batch layer's jobs on the local runner. */
  OURS("batch layer, local runner") {
    @Override
    List<String> command(Setting setting, RunContext run, Path task, Path figures) {
      return ours("run", task.resolveSibling("").toString(), run.run().value(), figures.toString());
    }
  },

  /** Spark SQL. */
  SPARK("Spark local[2]") {
    @Override
    List<String> command(Setting setting, RunContext run, Path task, Path figures) {
      return spark(
          setting, "SparkPeer", task.toString(), output(task).toString(), figures.toString());
    }
  };

  private final String label;

  /**
   * What is the same for every run.
   *
   * @param jvm options of both contenders
   * @param peer directory of the peer's libraries
   * @param child runs them
   */
  record Setting(List<String> jvm, Path peer, ChildProcess child) {}

  Contender(String label) {
    this.label = label;
  }

  abstract List<String> command(Setting setting, RunContext run, Path task, Path figures);

  String label() {
    return label;
  }

  /** Runs it. */
  Figures run(Setting setting, RunContext run, Path task) throws IOException, InterruptedException {
    Path figures = task.resolveSibling("figures.txt");
    Files.deleteIfExists(figures);
    List<String> command = new ArrayList<>();
    command.add(SparkProcess.java());
    command.addAll(setting.jvm());
    command.add(BatchBench.CORES_OPTION);
    command.addAll(command(setting, run, task, figures));
    long started = System.nanoTime();
    setting.child().require(label, command, task.resolveSibling(name() + ".log"));
    return Figures.read(figures, (System.nanoTime() - started) / 1e9);
  }

  /** Imports a data set. */
  static void importData(ChildProcess child, Path directory, List<String> options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(SparkProcess.java(), "-Xmx2g"));
    command.addAll(ours("import", directory.toString()));
    command.addAll(options);
    child.require("import", command, directory.resolve("import.log"));
  }

  /**
   * Compares what both have left.
   *
   * @return a line per table and one per column that differs
   */
  static List<String> compare(Setting setting, RunContext run, Path task)
      throws IOException, InterruptedException {
    Path result = task.resolveSibling("comparison.txt");
    List<String> command = new ArrayList<>(List.of(SparkProcess.java()));
    command.addAll(setting.jvm());
    command.addAll(
        spark(
            setting,
            "SparkComparison",
            task.toString(),
            run.layout().windows(run.run()).toString(),
            run.layout().segmentProfiles(run.run()).toString(),
            run.layout().mlFeatures(run.run()).toString(),
            output(task).toString(),
            result.toString()));
    setting.child().require("comparison", command, task.resolveSibling("comparison.log"));
    return Files.readAllLines(result);
  }

  private static Path output(Path task) {
    return task.resolveSibling("spark");
  }

  private static List<String> ours(String... arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("--add-opens", "java.base/java.nio=ALL-UNNAMED", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(LocalJobs.class.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  private static List<String> spark(Setting setting, String main, String... arguments) {
    return SparkProcess.options(
        setting.peer(), "com.trafficprediction.benchmarks.spark." + main, arguments);
  }
}
