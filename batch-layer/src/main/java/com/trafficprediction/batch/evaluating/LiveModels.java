package com.trafficprediction.batch.evaluating;

import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.training.ModelInputs;
import com.trafficprediction.batch.training.Quantity;
import com.trafficprediction.core.evaluation.ChronologicalSplit;
import com.trafficprediction.core.evaluation.QualityGate;
import com.trafficprediction.core.forecast.Calibration;
import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.forecast.PointModel;
import com.trafficprediction.model.bundle.CorruptModelException;
import com.trafficprediction.model.bundle.ModelCodec;
import com.trafficprediction.model.bundle.Preprocessing;
import com.trafficprediction.storage.hbase.LivePointer;
import com.trafficprediction.storage.json.StoredJson;
import com.trafficprediction.storage.layout.IncompleteOutputException;
import com.trafficprediction.storage.layout.OutputManifest;
import com.trafficprediction.storage.layout.RunId;
import com.trafficprediction.storage.model.BundleFiles;
import com.trafficprediction.storage.model.ModelStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;

/**
 * The live run's selected models, where they can be scored on this run's test rows. What is
 * compared is the fit that the live run evaluated, not its refit: the refit has learnt from rows
 * that this run tests on.
 *
 * @param run the live run; empty when they cannot be compared
 * @param files model file by horizon; empty when they cannot be compared
 * @param otherwise what the gate is told then
 */
public record LiveModels(String run, Map<Horizon, Path> files, QualityGate.Live otherwise) {
  /** Name of the live model on score sheets, beside those of the families. */
  static final String NAME = "live";

  /** Manifest settings of a bundle that tell whether it can be compared. */
  static final String DATASET = "dataset";

  static final String SPLIT = "split";

  static final String NETWORK = "network";

  private static final String FILE = "traffic.score.live.";

  /**
   * Looks up what is live, by the pointer's copy in HDFS: evaluation needs no HBase.
   *
   * @param split the run's own split
   */
  static LiveModels find(RunContext run, ChronologicalSplit split) throws IOException {
    Path pointer = run.layout().currentPointer();
    if (!run.files().exists(pointer)) {
      return new LiveModels("", Map.of(), new QualityGate.Live.None());
    }
    RunId live;
    try (FSDataInputStream in = run.files().open(pointer)) {
      live =
          new RunId(
              StoredJson.read(in.readAllBytes(), LivePointer.class, pointer.toString()).model());
    }
    try {
      return open(run, split, live);
    } catch (IncompleteOutputException | CorruptModelException e) {
      return notComparable("run " + live + " cannot be read: " + e.getMessage());
    }
  }

  private static LiveModels open(RunContext run, ChronologicalSplit split, RunId live)
      throws IOException {
    ModelStore.Bundle bundle = new ModelStore(run.files(), run.layout()).open(live);
    Map<String, String> settings = bundle.manifest().settings();
    if (!run.plan().dataset().equals(settings.get(DATASET))) {
      return notComparable(
          "run %s is of data set %s, this one of %s"
              .formatted(live, settings.get(DATASET), run.plan().dataset()));
    }
    if (!run.networkHash().equals(settings.get(NETWORK))) {
      return notComparable("run %s knows other neighbours or segments".formatted(live));
    }
    ChronologicalSplit its = ChronologicalSplit.parse(settings.getOrDefault(SPLIT, ""));
    if (its.testFromMillis() > split.testFromMillis()) {
      return notComparable("run %s learnt from rows that this run tests on".formatted(live));
    }
    Map<Horizon, Path> files = new EnumMap<>(Horizon.class);
    for (Horizon horizon : Horizon.values()) {
      Preprocessing itsInputs =
          Preprocessing.fromJson(
              bundle.read(BundleFiles.preprocessing(Quantity.SPEED.key(), horizon)));
      ModelInputs inputs = ModelInputs.of(Quantity.SPEED, horizon, run.network().capabilities());
      if (!itsInputs.features().fingerprint().equals(inputs.features().fingerprint())) {
        return notComparable("run %s forecasts from other features".formatted(live));
      }
      String calibration = BundleFiles.calibration(horizon);
      String family =
          StoredJson.read(bundle.read(calibration), Calibration.class, calibration).model();
      String file = family + "/" + Quantity.SPEED.key() + "_" + horizon.key() + ".model";
      bundle.read(file);
      files.put(horizon, new Path(run.layout().models(live), file));
    }
    return new LiveModels(live.value(), files, new QualityGate.Live.None());
  }

  private static LiveModels notComparable(String reason) {
    return new LiveModels("", Map.of(), new QualityGate.Live.NotComparable(reason));
  }

  /** Adds what {@link #find} needs to a bundle's manifest. */
  public static OutputManifest.Builder describe(
      OutputManifest.Builder manifest, RunContext run, ChronologicalSplit split) {
    return manifest
        .setting(DATASET, run.plan().dataset())
        .setting(NETWORK, run.networkHash())
        .setting(SPLIT, split.toText());
  }

  /** Names the models in a job's configuration. */
  void writeTo(Configuration conf) {
    files.forEach((horizon, file) -> conf.set(FILE + horizon.key(), file.toString()));
  }

  /** Loads the model of a horizon that a job's configuration names, if it names one. */
  static Optional<PointModel> load(Configuration conf, Horizon horizon) throws IOException {
    String name = conf.get(FILE + horizon.key());
    if (name == null) {
      return Optional.empty();
    }
    Path file = new Path(name);
    try (FSDataInputStream in = file.getFileSystem(conf).open(file)) {
      return Optional.of(ModelCodec.read(new ByteArrayInputStream(in.readAllBytes())));
    }
  }
}
