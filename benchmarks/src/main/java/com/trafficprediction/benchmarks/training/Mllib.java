package com.trafficprediction.benchmarks.training;

import com.trafficprediction.benchmarks.ChildProcess;
import com.trafficprediction.benchmarks.SparkProcess;
import com.trafficprediction.benchmarks.handover.AnswerFile;
import com.trafficprediction.benchmarks.handover.RowFile;
import com.trafficprediction.core.forecast.ModelFamily;
import com.trafficprediction.core.forecast.PointModel;
import com.trafficprediction.model.preset.TrainingPreset;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Spark MLlib's regressions, each trained in a process of its own, which gets rows and gives
 * answers in files below a directory.
 */
final class Mllib {
  private static final String MAIN = "com.trafficprediction.benchmarks.spark.MllibPeer";
  private static final List<String> JVM = List.of("-Xmx3500m", "-XX:+UseParallelGC");
  private static final int CORES = 2;

  /**
   * Deepest forest. MLlib has no bound for the number of leaves; ours is that of a full tree of
   * this depth.
   */
  private static final int DEEPEST = 12;

  /** Bins of a forest: statistics of each node of a level lie in memory, for every bin. */
  private static final int FOREST_BINS = 64;

  /** Trees of a quick run, at most. */
  static final int QUICK_TREES = 10;

  private final Path peer;
  private final Path scratch;
  private final TrainingPreset preset;
  private final boolean quick;
  private final ChildProcess child;

  /**
   * @param peer directory of the peer's libraries
   * @param scratch an empty directory
   * @param preset whose settings MLlib gets, as far as it has them
   * @param quick true for few trees
   * @param child runs it
   */
  Mllib(Path peer, Path scratch, TrainingPreset preset, boolean quick, ChildProcess child) {
    this.peer = peer;
    this.scratch = scratch;
    this.preset = preset;
    this.quick = quick;
    this.child = child;
  }

  /** Trains and scores every family. */
  List<Contender> measure(PointModel anchor, Rows train, Rows test)
      throws IOException, InterruptedException {
    Path trainFile = write("train.rows", train, anchor);
    Path testFile = write("test.rows", test, anchor);
    List<Contender> measured = new ArrayList<>();
    for (ModelFamily family : ModelFamily.values()) {
      System.err.printf("MLlib: %s on %,d rows%n", family.key(), train.count());
      Path home = Files.createTempDirectory(scratch, family.key());
      Properties task = new Properties();
      task.setProperty("family", family.key());
      task.setProperty("columns", Integer.toString(train.columns()));
      task.setProperty("cores", Integer.toString(CORES));
      task.setProperty("train", trainFile.toString());
      task.setProperty("test", testFile.toString());
      Map<String, String> settings = settings(family);
      settings.forEach((name, value) -> task.setProperty("setting." + name, value));
      measured.add(run(family, home, task, settings, anchor, train.count(), test));
    }
    return measured;
  }

  private Contender run(
      ModelFamily family,
      Path home,
      Properties task,
      Map<String, String> settings,
      PointModel anchor,
      long trainRows,
      Rows test)
      throws IOException, InterruptedException {
    Path taskFile = home.resolve("task.properties");
    try (Writer writer = Files.newBufferedWriter(taskFile)) {
      task.store(writer, null);
    }
    Path answersFile = home.resolve("answers");
    Path figuresFile = home.resolve("figures");
    List<String> command = new ArrayList<>(List.of(SparkProcess.java()));
    command.addAll(JVM);
    command.addAll(
        SparkProcess.options(
            peer, MAIN, taskFile.toString(), answersFile.toString(), figuresFile.toString()));
    child.require("MLlib", command, home.resolve("log"));
    double[] answers = AnswerFile.read(answersFile, test.count());
    float[] row = new float[test.columns()];
    for (int i = 0; i < answers.length; i++) {
      test.copyRow(i, row);
      answers[i] += anchor.predict(row);
    }
    return Contender.of(
        "MLlib: " + family.key().replace('_', ' '),
        trainRows,
        settings.entrySet().stream()
            .map(setting -> setting.getKey() + " " + setting.getValue().replace("\"", ""))
            .collect(Collectors.joining(", ")),
        cost(figuresFile),
        answers,
        test);
  }

  private static Contender.Cost cost(Path file) throws IOException {
    Properties figures = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      figures.load(reader);
    }
    return new Contender.Cost(
        Double.parseDouble(figures.getProperty("cpu")),
        Double.parseDouble(figures.getProperty("peak_mb")),
        Long.parseLong(figures.getProperty("bytes")),
        Double.parseDouble(figures.getProperty("micros")));
  }

  /** Features and what the anchor leaves unexplained of the target. */
  private Path write(String name, Rows rows, PointModel anchor) throws IOException {
    Path file = scratch.resolve(name);
    try (RowFile.Writer out = new RowFile.Writer(file, rows.columns())) {
      float[] row = new float[rows.columns()];
      for (int i = 0; i < rows.count(); i++) {
        rows.copyRow(i, row);
        out.write(row, (float) (rows.target(i) - anchor.predict(row)));
      }
    }
    return file;
  }

  /** Ours by MLlib's names; values are JSON. Sorted by name. */
  Map<String, String> settings(ModelFamily family) {
    Map<String, Object> settings = new TreeMap<>();
    switch (family) {
      case LINEAR_REGRESSION -> settings.put("regParam", preset.ridge());
      case DECISION_TREE -> {
        settings.put("maxDepth", preset.tree().depth());
        settings.put("maxBins", preset.tree().bins());
        settings.put("minInstancesPerNode", preset.tree().leafRows());
      }
      case RANDOM_FOREST -> {
        settings.put("numTrees", trees(preset.forest().trees() * preset.forestParts()));
        settings.put("maxDepth", Math.min(DEEPEST, preset.forest().tree().depth()));
        settings.put("maxBins", Math.min(FOREST_BINS, preset.forest().tree().bins()));
        settings.put("minInstancesPerNode", preset.forest().tree().leafRows());
        settings.put("subsamplingRate", preset.forest().rowShare());
        settings.put("featureSubsetStrategy", share(preset.forest().splitFeatures()));
      }
      case GRADIENT_BOOSTED_TREES -> {
        settings.put("maxIter", trees(preset.boost().trees()));
        settings.put("maxDepth", preset.boost().tree().depth());
        settings.put("maxBins", preset.boost().tree().bins());
        settings.put("minInstancesPerNode", preset.boost().tree().leafRows());
        settings.put("stepSize", preset.boost().shrinkage());
        settings.put("subsamplingRate", preset.boost().rowShare());
        settings.put("featureSubsetStrategy", share(preset.boost().treeFeatures()));
      }
    }
    Map<String, String> json = new TreeMap<>();
    settings.forEach((name, value) -> json.put(name, value.toString()));
    return json;
  }

  private int trees(int wanted) {
    return quick ? Math.min(QUICK_TREES, wanted) : wanted;
  }

  private static String share(double share) {
    return "\"" + share + "\"";
  }
}
