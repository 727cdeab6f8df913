package com.trafficprediction.batch.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.trafficprediction.batch.Driver;
import com.trafficprediction.batch.command.ExitCode;
import com.trafficprediction.batch.evaluating.Selection;
import com.trafficprediction.batch.features.NetworkMeansJob;
import com.trafficprediction.batch.fixture.LocalRun;
import com.trafficprediction.batch.fixture.RunCopy;
import com.trafficprediction.batch.fixture.SyntheticDataset;
import com.trafficprediction.batch.ingest.ImportCommand;
import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.stage.Progress;
import com.trafficprediction.batch.stage.Stages;
import com.trafficprediction.batch.training.ModelInputs;
import com.trafficprediction.batch.training.ModelName;
import com.trafficprediction.batch.training.TrainStage;
import com.trafficprediction.batch.training.TrainedModels;
import com.trafficprediction.batch.training.TrainingReport;
import com.trafficprediction.core.evaluation.Baseline;
import com.trafficprediction.core.evaluation.QualityGate;
import com.trafficprediction.core.feature.FeatureCatalog;
import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.forecast.ModelFamily;
import com.trafficprediction.core.forecast.PointModel;
import com.trafficprediction.core.forecast.ResidualDistribution;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.schemas.FeatureRow;
import com.trafficprediction.schemas.HourlyAggregate;
import com.trafficprediction.schemas.SegmentProfile;
import com.trafficprediction.schemas.TrafficWindow;
import com.trafficprediction.storage.json.StoredJson;
import com.trafficprediction.storage.layout.CommittedOutput;
import com.trafficprediction.storage.layout.FileBytes;
import com.trafficprediction.storage.layout.OutputManifest;
import com.trafficprediction.storage.layout.RunId;
import com.trafficprediction.storage.layout.StagedOutput;
import com.trafficprediction.storage.model.ModelStore;
import com.trafficprediction.storage.parquet.ParquetSource;
import com.trafficprediction.storage.records.FeatureRecords;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.SequenceFile;
import org.apache.hadoop.util.ToolRunner;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole run on the local runner, of eight days of a made-up freeway: its figures are worked out
 * again one row at a time, and killed on its way it ends where it would have ended.
 */
class RunChainIT {
  private static final long MINUTE = 60_000;

  @TempDir static Path directory;
  private static Configuration conf;
  private static RunContext run;
  private static JsonNode metadata;
  private static List<FeatureRow> rows;
  private static List<Block> blocks;

  @BeforeAll
  static void runItAll() throws Exception {
    conf = LocalRun.configuration(directory);
    Path dataset = SyntheticDataset.write(directory, 8, 8);
    assertThat(
            ToolRunner.run(
                conf, new ImportCommand(), new String[] {"--dataset", dataset.toString()}))
        .isEqualTo(ExitCode.OK);
    assertThat(ToolRunner.run(conf, new RunCommand(), options())).isEqualTo(ExitCode.OK);
    List<RunId> runs = store().listRuns();
    assertThat(runs).hasSize(1);
    run = RunContext.open(conf, runs.get(0));
    metadata = new ObjectMapper().readTree(store().open(run.run()).read("metadata.json"));
    rows =
        ParquetSource.readAll(
            conf,
            CommittedOutput.open(run.files(), run.layout().mlFeatures(run.run())).files(),
            FeatureRow.class);
    blocks = blocks();
  }

  private static String[] options(String... more) {
    List<String> options =
        new ArrayList<>(
            List.of("--preset", "quick", "--split", "70/10/20", "--no-publish", "--force"));
    options.addAll(List.of(more));
    return options.toArray(String[]::new);
  }

  @Test
  void metadataSaysAllThatIsAskedOfIt() {
    for (String model :
        List.of(
            "persistence",
            "historical_average",
            "linear_regression",
            "decision_tree",
            "random_forest",
            "gradient_boosted_trees")) {
      for (String horizon : List.of("15", "30", "60")) {
        JsonNode figures = metadata.at("/models/" + model + "/" + horizon);
        for (JsonNode node : List.of(figures, figures.path("congested"))) {
          for (String measure : List.of("mae", "rmse", "mape", "r2", "n")) {
            assertThat(node.path(measure).isNumber())
                .as("%s of %s at %s: %s", measure, model, horizon, node)
                .isTrue();
          }
          assertThat(node.path("n").asLong()).isPositive();
        }
      }
    }
    for (String horizon : List.of("15", "30", "60")) {
      assertThat(ModelFamily.values())
          .extracting(ModelFamily::key)
          .contains(metadata.at("/selected/" + horizon).asText());
      assertThat(metadata.at("/interval/coverage/" + horizon).asDouble()).isBetween(0.5, 1.0);
      assertThat(metadata.at("/interval/congested_coverage/" + horizon).isNumber()).isTrue();
    }
    assertThat(metadata.at("/units/mae").asText()).startsWith("km/h");
    assertThat(metadata.at("/training_cpu_seconds/total").asDouble()).isPositive();
    assertThat(metadata.at("/dropped/features/no_target").asLong()).isPositive();
    assertThat(metadata.path("synthetic").asBoolean()).isTrue();
    assertThat(metadata.path("watermark").asText())
        .isEqualTo(Instant.ofEpochMilli(run.plan().untilMillis()).toString());
  }

  @Test
  void theSplitIsChronologicalAndEndsWithAFifthForTheTest() {
    long from = run.plan().fromMillis();
    long until = run.plan().untilMillis();
    assertThat(blocks.get(0).from).isEqualTo(from);
    for (int i = 1; i < blocks.size(); i++) {
      assertThat(blocks.get(i).from).isEqualTo(blocks.get(i - 1).until);
    }
    Block last = blocks.get(blocks.size() - 1);
    assertThat(last.part).isEqualTo("test");
    assertThat(last.until).isEqualTo(until);
    assertThat(last.from).isCloseTo(until - (until - from) / 5, within(Windows.MILLIS));
    assertThat(blocks).extracting(b -> b.part).contains("train", "validation");
  }

  @Test
  void noModelLearnsFromARowWithinAnHourOfAnotherPart() throws Exception {
    TrainingReport report = TrainStage.report(run, run.layout().candidates(run.run()));
    long purged = rows.stream().filter(row -> part(row).equals("purged")).count();
    assertThat(purged).isPositive();
    assertThat(metadata.at("/dropped/train/purged").asLong()).isEqualTo(purged);
    for (Horizon horizon : Horizon.values()) {
      long expected =
          rows.stream()
              .filter(row -> part(row).equals("train"))
              .filter(row -> !Float.isNaN(FeatureRecords.speedTarget(row, horizon)))
              .count();
      assertThat(report.models())
          .filteredOn(e -> e.family().equals("linear_regression") && e.quantity().equals("speed"))
          .filteredOn(e -> e.horizon() == horizon.minutes())
          .singleElement()
          .extracting(TrainingReport.Entry::rows)
          .isEqualTo(expected);
    }
  }

  @Test
  void errorsAreWhatScoringTheTestRowsOneByOneGives() throws Exception {
    TrainedModels models = TrainedModels.load(run.files(), run.layout().candidates(run.run()));
    for (Horizon horizon : Horizon.values()) {
      ModelInputs inputs =
          ModelInputs.of(
              com.trafficprediction.batch.training.Quantity.SPEED,
              horizon,
              run.network().capabilities());
      Map<String, Scores> expected = new TreeMap<>();
      int outages = 0;
      for (FeatureRow row : rows) {
        float observed = FeatureRecords.speedTarget(row, horizon);
        float[] full = features(row);
        if (!part(row).equals("test") || Float.isNaN(observed)) {
          continue;
        }
        if (full[FeatureCatalog.indexOf("speed_age_min")] != 0) {
          outages++;
          continue;
        }
        float usual = full[FeatureCatalog.indexOf(FeatureCatalog.profileMean(horizon))];
        scores(expected, Baseline.PERSISTENCE.key())
            .add(full[FeatureCatalog.indexOf("speed")], observed);
        scores(expected, Baseline.HISTORICAL_AVERAGE.key()).add(usual, observed);
        for (ModelFamily family : ModelFamily.values()) {
          double predicted =
              model(models, family, horizon).predict(inputs.projection().project(full));
          scores(expected, family.key()).add(Math.max(0, Math.min(200, predicted)), observed);
        }
      }
      assertThat(expected).hasSize(6);
      assertThat(metadata.at("/models/persistence/" + horizon.minutes() + "/outage/n").asInt())
          .isEqualTo(outages)
          .isPositive();
      expected.forEach(
          (model, scores) ->
              scores.check(metadata.at("/models/" + model + "/" + horizon.minutes())));
    }
  }

  @Test
  void fixedIntervalsCoverTheShareThatIsReported() throws Exception {
    TrainedModels models = TrainedModels.load(run.files(), run.layout().candidates(run.run()));
    Selection selection = ModelStages.evaluationOf(run).selection();
    for (Horizon horizon : Horizon.values()) {
      ResidualDistribution distribution = selection.calibration(horizon).distribution();
      ModelInputs inputs =
          ModelInputs.of(
              com.trafficprediction.batch.training.Quantity.SPEED,
              horizon,
              run.network().capabilities());
      int covered = 0;
      int all = 0;
      for (FeatureRow row : rows) {
        float observed = FeatureRecords.speedTarget(row, horizon);
        if (!part(row).equals("test") || Float.isNaN(observed)) {
          continue;
        }
        float[] full = features(row);
        double predicted =
            model(models, selection.family(horizon), horizon)
                .predict(inputs.projection().project(full));
        float spread = full[FeatureCatalog.indexOf(FeatureCatalog.profileStd(horizon))];
        covered +=
            distribution.interval(Math.max(0, Math.min(200, predicted)), spread).contains(observed)
                ? 1
                : 0;
        all++;
      }
      assertThat(metadata.at("/interval/coverage_without_adapting/" + horizon.minutes()).asDouble())
          .isCloseTo((double) covered / all, within(1e-9));
    }
  }

  @Test
  void familiesTrainedByJobsOfTheirOwnAreTheSameModels() throws Exception {
    RunContext copy =
        RunCopy.of(
            conf,
            run,
            "run-20250301T000000Z-0002",
            List.of("windows", "network_means", "ml_features"));

    for (String family : List.of("decision_tree", "random_forest,linear_regression")) {
      assertThat(
              ToolRunner.run(
                  conf,
                  new StageCommand.TrainCommand(),
                  new String[] {"--run", copy.run().value(), "--family", family}))
          .isEqualTo(ExitCode.OK);
    }

    for (String family : List.of("decision_tree", "random_forest", "linear_regression")) {
      assertThat(
              content(
                  copy,
                  new org.apache.hadoop.fs.Path(copy.layout().candidates(copy.run()), family)))
          .isNotEmpty()
          .isEqualTo(
              content(
                  run, new org.apache.hadoop.fs.Path(run.layout().candidates(run.run()), family)));
    }
  }

  @Test
  void theGateStopsARunBeforeAnythingIsFittedOrPublished() throws Exception {
    RunContext copy =
        RunCopy.of(
            conf,
            run,
            "run-20250301T000000Z-0003",
            List.of(
                "windows",
                "segment_profiles",
                "network_means",
                "ml_features",
                "candidates",
                "evaluation"));
    failTheGate(copy);
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Stages stages =
        new Stages(new Progress(new PrintStream(said, true, StandardCharsets.UTF_8), false));

    Chain chain = new Chain(conf, Clock.systemUTC(), stages, Chain.AFTER_VERDICT);
    int exit = chain.finish(copy, false, true);
    chain.explain(copy, exit);

    assertThat(exit).isEqualTo(ExitCode.QUALITY_GATE);
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("too few rows", "--force overrides");
    ModelStore.Bundle bundle = store().open(copy.run());
    assertThat(bundle.names())
        .noneMatch(name -> name.startsWith("serving/"))
        .contains("report.html");
    JsonNode figures = new ObjectMapper().readTree(bundle.read("metadata.json"));
    assertThat(figures.path("publication").asText()).isEqualTo("stopped");
    assertThat(figures.at("/gate/passed").asBoolean()).isFalse();
    assertThat(copy.files().exists(copy.layout().refit(copy.run()))).isFalse();
    assertThat(copy.files().exists(copy.layout().currentPointer())).isFalse();

    // Forced after all, it must forecast: the stopped bundle has nothing to do that with.
    new Chain(conf, Clock.systemUTC(), stages, Chain.AFTER_VERDICT).finish(copy, true, false);
    ModelStore.Bundle forced = store().open(copy.run());
    assertThat(forced.names()).contains("serving/speed_15.model");
    assertThat(
            new ObjectMapper().readTree(forced.read("metadata.json")).path("publication").asText())
        .isEqualTo("forced");
  }

  @Test
  void aRunThatIsKilledTwiceAndResumedEndsLikeOneThatWasNot() throws Exception {
    List<String> before = content(run);

    String id = killAt(" features ");
    RunContext killed = RunContext.open(conf, new RunId(id));
    assertThat(CommittedOutput.isCommitted(killed.files(), killed.layout().windows(killed.run())))
        .isTrue();
    assertThat(killed.files().exists(killed.layout().mlFeatures(killed.run())))
        .as("half of the features under the name of all")
        .isFalse();
    assertThat(killAt(" evaluate, test ", "--run", id)).isEqualTo(id);
    assertThat(
            CommittedOutput.isCommitted(killed.files(), killed.layout().evaluation(killed.run())))
        .isFalse();
    assertThat(store().listRuns()).as("a killed run has no bundle").doesNotContain(killed.run());

    assertThat(ToolRunner.run(conf, new RunCommand(), options("--run", id))).isEqualTo(ExitCode.OK);

    assertThat(content(killed)).isEqualTo(before).hasSizeGreaterThan(40);
    assertThat(content(run)).as("the run before it").isEqualTo(before);
    assertThat(killed.files().exists(killed.layout().work(killed.run())))
        .as("what is not needed once a run has ended")
        .isFalse();
  }

  /** Starts or resumes a run in a JVM of its own and kills it once it says this; the run's id. */
  private static String killAt(String stage, String... more) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Driver.class.getName(),
                "run"));
    for (String key :
        List.of(
            "fs.defaultFS",
            "mapreduce.framework.name",
            "hadoop.tmp.dir",
            "mapreduce.task.io.sort.mb",
            "mapreduce.job.reduces",
            RunContext.ROOT)) {
      command.add("-D" + key + "=" + conf.get(key));
    }
    command.addAll(List.of(options(more)));
    Process process =
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    Pattern reached = Pattern.compile("\\s*\\d+/\\d+" + stage + ".*");
    String id = "";
    List<String> said = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.add(line);
        if (line.startsWith("run run-")) {
          id = line.substring("run ".length());
        }
        if (reached.matcher(line).matches()) {
          process.destroyForcibly();
          break;
        }
      }
    }
    assertThat(process.waitFor()).as("killed, having said %s", said).isEqualTo(128 + 9);
    return id;
  }

  /** Names and hashes of everything a run computed, but for what tells times and costs. */
  private static List<String> content(RunContext of) throws IOException {
    List<String> content = new ArrayList<>();
    for (org.apache.hadoop.fs.Path parent :
        List.of(of.layout().features(of.run()), of.layout().models(of.run()))) {
      content.addAll(content(of, parent));
    }
    return content;
  }

  private static List<String> content(RunContext of, org.apache.hadoop.fs.Path parent)
      throws IOException {
    List<String> content = new ArrayList<>();
    Path top = Path.of(parent.toUri().getPath());
    try (Stream<Path> all = Files.walk(top)) {
      for (Path manifest :
          all.filter(p -> p.endsWith(OutputManifest.FILE_NAME)).sorted().toList()) {
        Path output = Optional.ofNullable(manifest.getParent()).orElseThrow();
        CommittedOutput committed =
            CommittedOutput.open(of.files(), new org.apache.hadoop.fs.Path(output.toUri()));
        committed.verifyHashes(of.files());
        for (OutputManifest.DataFile file : committed.manifest().files()) {
          if (!file.path().matches("metadata.json|report.html|training.json")) {
            Path path = output.resolve(file.path());
            content.add(top.relativize(path) + " " + contentOf(path, file));
          }
        }
      }
    }
    return content;
  }

  /** A hash of a file, or of its records where its format adds what differs from JVM to JVM. */
  private static String contentOf(Path path, OutputManifest.DataFile file) throws IOException {
    org.apache.hadoop.fs.Path stored = new org.apache.hadoop.fs.Path(path.toUri());
    if (path.toString().contains("network_means")) {
      try (SequenceFile.Reader reader =
          new SequenceFile.Reader(conf, SequenceFile.Reader.file(stored))) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        LongWritable key = new LongWritable();
        NetworkMeansJob.NetworkMeanWritable value = new NetworkMeansJob.NetworkMeanWritable();
        while (reader.next(key, value)) {
          bytes.writeBytes((key + " " + value.get()).getBytes(StandardCharsets.UTF_8));
        }
        return FileBytes.sha256(bytes.toByteArray());
      }
    }
    for (Map.Entry<String, Class<? extends SpecificRecordBase>> type :
        Map.of(
                "/windows/", TrafficWindow.class,
                "/segment_profiles/", SegmentProfile.class,
                "/hourly_aggregates/", HourlyAggregate.class,
                "features/part", FeatureRow.class)
            .entrySet()) {
      if (path.toString().contains(type.getKey())) {
        return FileBytes.sha256(
            ParquetSource.readAll(conf, List.of(stored), type.getValue())
                .toString()
                .getBytes(StandardCharsets.UTF_8));
      }
    }
    return file.sha256();
  }

  private static void failTheGate(RunContext copy) throws IOException {
    org.apache.hadoop.fs.Path evaluation = copy.layout().evaluation(copy.run());
    CommittedOutput output = CommittedOutput.open(copy.files(), evaluation);
    Map<String, byte[]> content = new TreeMap<>();
    for (OutputManifest.DataFile file : output.manifest().files()) {
      content.put(
          file.path(), Files.readAllBytes(Path.of(evaluation.toUri().getPath(), file.path())));
    }
    content.put(
        "verdict.json",
        StoredJson.write(
            new QualityGate.Verdict(
                false,
                List.of(
                    new QualityGate.Finding(
                        Horizon.MINUTES_15, "rows", QualityGate.Outcome.FAIL, "too few rows")))));
    copy.files().delete(evaluation, true);
    try (StagedOutput staged = StagedOutput.open(copy.files(), evaluation)) {
      for (Map.Entry<String, byte[]> file : content.entrySet()) {
        Path path = Path.of(staged.directory().toUri().getPath(), file.getKey());
        Files.createDirectories(Optional.ofNullable(path.getParent()).orElseThrow());
        Files.write(path, file.getValue());
      }
      OutputManifest.Builder manifest = OutputManifest.builder("evaluate", "test", Instant.EPOCH);
      output.manifest().settings().forEach(manifest::setting);
      staged.commit(manifest.build());
    }
  }

  private static ModelStore store() throws IOException {
    FileSystem files = RunContext.layout(conf).root().getFileSystem(conf);
    return new ModelStore(files, RunContext.layout(conf));
  }

  private static PointModel model(TrainedModels models, ModelFamily family, Horizon horizon) {
    ModelName name =
        new ModelName(family, com.trafficprediction.batch.training.Quantity.SPEED, horizon);
    return Optional.ofNullable(models.models().get(name)).orElseThrow();
  }

  private static float[] features(FeatureRow row) {
    float[] full = new float[FeatureCatalog.features().size()];
    FeatureRecords.readFeatures(row, full);
    return full;
  }

  private record Block(String part, long from, long until) {}

  private static List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    for (JsonNode block : metadata.path("split")) {
      blocks.add(
          new Block(
              block.path("part").asText(),
              Instant.parse(block.path("from").asText()).toEpochMilli(),
              Instant.parse(block.path("until").asText()).toEpochMilli()));
    }
    return blocks;
  }

  /** The part of a row, an hour of every block's two ends left out but for the very first. */
  private static String part(FeatureRow row) {
    long origin = row.getTimestamp().toEpochMilli();
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      long start = i == 0 ? block.from : block.from + 60 * MINUTE;
      if (origin >= start && origin + 60 * MINUTE <= block.until) {
        return block.part;
      }
    }
    return "purged";
  }

  private static Scores scores(Map<String, Scores> all, String model) {
    return all.computeIfAbsent(model, m -> new Scores());
  }

  /** Errors by plain arithmetic. */
  private static final class Scores {
    private final List<double[]> pairs = new ArrayList<>();

    void add(double predicted, double observed) {
      pairs.add(new double[] {predicted, observed});
    }

    void check(JsonNode reported) {
      check(pairs, reported);
      check(pairs.stream().filter(p -> p[1] < 45 * 1.609344).toList(), reported.path("congested"));
    }

    private static void check(List<double[]> pairs, JsonNode reported) {
      double mean = pairs.stream().mapToDouble(p -> p[1]).average().orElse(0);
      double squares = pairs.stream().mapToDouble(p -> (p[0] - p[1]) * (p[0] - p[1])).sum();
      double variance = pairs.stream().mapToDouble(p -> (p[1] - mean) * (p[1] - mean)).sum();
      double mae = pairs.stream().mapToDouble(p -> Math.abs(p[0] - p[1])).average().orElse(0);
      double mape =
          pairs.stream()
              .filter(p -> p[1] >= 5)
              .mapToDouble(p -> 100 * Math.abs(p[0] - p[1]) / p[1])
              .average()
              .orElse(0);
      assertThat(reported.path("n").asLong()).isEqualTo(pairs.size());
      assertThat(reported.path("mae").asDouble()).isCloseTo(mae, within(1e-3));
      assertThat(reported.path("rmse").asDouble())
          .isCloseTo(Math.sqrt(squares / pairs.size()), within(1e-3));
      assertThat(reported.path("mape").asDouble()).isCloseTo(mape, within(1e-2));
      assertThat(reported.path("r2").asDouble()).isCloseTo(1 - squares / variance, within(1e-3));
    }
  }
}
