package com.trafficprediction.benchmarks.micro;

import com.trafficprediction.core.feature.FeatureCatalog;
import com.trafficprediction.core.feature.FeatureProjection;
import com.trafficprediction.core.feature.FeatureSet;
import com.trafficprediction.core.forecast.Calibration;
import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.forecast.IntervalPolicy;
import com.trafficprediction.core.forecast.ResidualCounts;
import com.trafficprediction.core.forecast.ResidualStrata;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.model.TrainingProgress;
import com.trafficprediction.model.TrainingRows;
import com.trafficprediction.model.anchor.Anchor;
import com.trafficprediction.model.anchor.AnchoredModel;
import com.trafficprediction.model.bundle.ModelCodec;
import com.trafficprediction.model.bundle.Preprocessing;
import com.trafficprediction.model.preset.TrainingPreset;
import com.trafficprediction.model.tree.TreeEnsemble;
import com.trafficprediction.serving.forecast.Forecast;
import com.trafficprediction.serving.forecast.Forecaster;
import com.trafficprediction.serving.forecast.NetworkRings;
import com.trafficprediction.serving.forecast.ServedModels;
import com.trafficprediction.storage.json.StoredJson;
import com.trafficprediction.storage.layout.HdfsLayout;
import com.trafficprediction.storage.layout.OutputManifest;
import com.trafficprediction.storage.layout.RunId;
import com.trafficprediction.storage.model.BundleFiles;
import com.trafficprediction.storage.model.ModelStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What happens at every origin, with models of the size that the full preset makes: as many parts
 * and trees, grown on made-up traffic. One part stands for all of a set's; each horizon has its own
 * copy in memory.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ForecastPaths {
  /** The path that has a target. */
  static final String WHOLE_NETWORK = "forecastNetwork";

  private static final int ROWS = 10_000;
  private static final int RECENT = 60;
  private static final double MISSES = 0.1;
  private static final RunId RUN = new RunId("run-20250121T080000Z-0001");

  private final float[] row = new float[FeatureCatalog.features().size()];
  private final long origin = Roads.start(Roads.WINDOWS + RECENT);
  private @Nullable NetworkRings rings;
  private @Nullable ServedModels models;

  /** Five hours of windows after the week that profiles were fitted on, and a bundle of models. */
  @Setup
  public void setUp() throws IOException {
    Network network = Roads.network();
    NetworkRings filled = new NetworkRings(Roads.stored(), Roads.profiles(network));
    for (int window = 0; window < RECENT; window++) {
      for (int segment = 0; segment < Roads.SEGMENTS; segment++) {
        int at = Roads.WINDOWS + window;
        filled.put(segment, Roads.start(at), Roads.window(segment, at));
      }
    }
    rings = filled;
    models = models(network, filled);
  }

  private ServedModels models(Network network, NetworkRings filled) throws IOException {
    java.nio.file.Path directory = Files.createTempDirectory("traffic-bench");
    try {
      FileSystem files = FileSystem.getLocal(new Configuration());
      ModelStore store = new ModelStore(files, new HdfsLayout(new Path(directory.toUri())));
      Map<String, byte[]> bundle = new LinkedHashMap<>();
      for (Horizon horizon : Horizon.values()) {
        FeatureSet features = FeatureCatalog.speedModel(horizon, network.capabilities());
        Anchor anchor =
            Anchor.between(
                FeatureCatalog.SPEED,
                TrainingPreset.currentShare(horizon),
                FeatureCatalog.profileMean(horizon));
        bundle.put(BundleFiles.serving("speed", horizon), model(features, anchor, filled));
        bundle.put(
            BundleFiles.preprocessing("speed", horizon),
            new Preprocessing(features, anchor).toJson());
        bundle.put(BundleFiles.calibration(horizon), StoredJson.write(calibration(horizon)));
      }
      bundle.put(BundleFiles.METADATA, "{}".getBytes(StandardCharsets.UTF_8));
      bundle.put(BundleFiles.REPORT, "<title>bench</title>".getBytes(StandardCharsets.UTF_8));
      store.write(
          RUN,
          bundle,
          OutputManifest.builder("bundle", "bench", Instant.ofEpochMilli(origin))
              .id(RUN.value())
              .setting("dataset", network.dataset())
              .build());
      return ServedModels.load(store.open(RUN), RUN, network.capabilities());
    } finally {
      var unused = FileUtil.fullyDelete(directory.toFile());
    }
  }

  private byte[] model(FeatureSet features, Anchor anchor, NetworkRings filled) throws IOException {
    FeatureProjection projection = new FeatureProjection(features);
    TrainingRows rows = new TrainingRows(features.size(), ROWS);
    Random random = new Random(5);
    float[] scratch = new float[FeatureCatalog.features().size()];
    for (int i = 0; i < ROWS; i++) {
      var unused = filled.extract(i % Roads.SEGMENTS, origin, scratch);
      float[] projected = projection.project(scratch);
      for (int column = 0; column < projected.length; column++) {
        projected[column] += (float) (5 * random.nextGaussian());
      }
      rows.add(projected, 10 * random.nextGaussian() + projected[i % projected.length] * 0.1);
    }
    TreeEnsemble part = TrainingPreset.FULL.boostTrainer().train(rows, 1, TrainingProgress.NONE);
    TreeEnsemble set =
        TreeEnsemble.merge(Collections.nCopies(TrainingPreset.FULL.boostParts(), part));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ModelCodec.write(new AnchoredModel(anchor.bind(features, rows), set), bytes);
    return bytes.toByteArray();
  }

  private static Calibration calibration(Horizon horizon) {
    ResidualCounts counts = new ResidualCounts(ResidualStrata.DEFAULT);
    for (int i = -1_000; i <= 1_000; i++) {
      counts.add(30 + Math.abs(i) % 90, 2 + Math.abs(i) % 9, 30 + Math.abs(i) % 90 + i * 0.01);
    }
    return new Calibration(
        horizon.minutes(),
        "gradient_boosted_trees",
        ResidualStrata.DEFAULT,
        IntervalPolicy.DEFAULT,
        counts.states());
  }

  /** All features of one segment. */
  @Benchmark
  @OutputTimeUnit(TimeUnit.MICROSECONDS)
  public float extractFeatures() {
    var unused = rings().extract(Roads.SEGMENTS / 2, origin, row);
    return row[0];
  }

  /** Features, speeds, intervals and confidence of every segment at every horizon. */
  @Benchmark
  public List<Forecast> forecastNetwork() {
    ServedModels served = models;
    if (served == null) {
      throw new IllegalStateException("setUp() comes first");
    }
    List<Forecaster.Input> inputs = new ArrayList<>(Roads.SEGMENTS);
    for (int segment = 0; segment < Roads.SEGMENTS; segment++) {
      float[] features = new float[FeatureCatalog.features().size()];
      if (rings().extract(segment, origin, features)) {
        inputs.add(new Forecaster.Input(segment, origin, features));
      }
    }
    List<Forecast> forecasts = Forecaster.forecast(served, rings(), inputs, horizon -> MISSES);
    if (forecasts.size() != Roads.SEGMENTS * Horizon.values().length) {
      throw new IllegalStateException(forecasts.size() + " forecasts");
    }
    return forecasts;
  }

  private NetworkRings rings() {
    NetworkRings filled = rings;
    if (filled == null) {
      throw new IllegalStateException("setUp() comes first");
    }
    return filled;
  }
}
