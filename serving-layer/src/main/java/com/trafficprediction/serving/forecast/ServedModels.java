package com.trafficprediction.serving.forecast;

import com.trafficprediction.core.feature.FeatureCatalog;
import com.trafficprediction.core.feature.FeatureProjection;
import com.trafficprediction.core.feature.FeatureSet;
import com.trafficprediction.core.forecast.Calibration;
import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.forecast.ResidualDistribution;
import com.trafficprediction.core.network.Capabilities;
import com.trafficprediction.model.bundle.ModelCodec;
import com.trafficprediction.model.bundle.Preprocessing;
import com.trafficprediction.storage.json.StoredJson;
import com.trafficprediction.storage.layout.RunId;
import com.trafficprediction.storage.model.BundleFiles;
import com.trafficprediction.storage.model.ModelStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The models of one bundle, ready to forecast. Only files that are named in {@link BundleFiles} are
 * read, each after its hash was compared with the manifest; a model whose columns this program
 * would compute otherwise is refused. Immutable and thread-safe.
 */
public final class ServedModels {
  private static final String SPEED = "speed";
  private static final String VOLUME = "volume";

  private final Map<Horizon, String> versions;
  private final RunId run;
  private final String dataset;
  private final Map<Horizon, HorizonModel> speed;
  private final Map<Horizon, HorizonModel> volume;
  private final Map<Horizon, ResidualDistribution> residuals;

  private ServedModels(
      Map<Horizon, String> versions,
      RunId run,
      String dataset,
      Map<Horizon, HorizonModel> speed,
      Map<Horizon, HorizonModel> volume,
      Map<Horizon, ResidualDistribution> residuals) {
    this.versions = versions;
    this.run = run;
    this.dataset = dataset;
    this.speed = speed;
    this.volume = volume;
    this.residuals = residuals;
  }

  /**
   * Loads a bundle.
   *
   * @param capabilities what the live network's data set carries
   * @throws IOException when a file is missing, was changed, is damaged, or names columns that this
   *     program computes otherwise; the message says which and what to do
   */
  public static ServedModels load(ModelStore.Bundle bundle, RunId run, Capabilities capabilities)
      throws IOException {
    Map<Horizon, HorizonModel> speed = new EnumMap<>(Horizon.class);
    Map<Horizon, HorizonModel> volume = new EnumMap<>(Horizon.class);
    Map<Horizon, ResidualDistribution> residuals = new EnumMap<>(Horizon.class);
    Map<Horizon, String> versions = new EnumMap<>(Horizon.class);
    for (Horizon horizon : Horizon.values()) {
      HorizonModel model = model(bundle, SPEED, horizon);
      requireColumns(model, FeatureCatalog.speedModel(horizon, capabilities), run);
      speed.put(horizon, model);
      Calibration calibration = calibration(bundle, horizon);
      residuals.put(horizon, calibration.distribution());
      versions.put(horizon, run.value() + "/" + calibration.model());
      if (capabilities.volume() && bundle.names().contains(BundleFiles.serving(VOLUME, horizon))) {
        volume.put(horizon, model(bundle, VOLUME, horizon));
      }
    }
    String dataset = bundle.manifest().settings().getOrDefault("dataset", "");
    return new ServedModels(versions, run, dataset, speed, volume, residuals);
  }

  private static HorizonModel model(ModelStore.Bundle bundle, String quantity, Horizon horizon)
      throws IOException {
    Preprocessing preprocessing =
        Preprocessing.fromJson(bundle.read(BundleFiles.preprocessing(quantity, horizon)));
    byte[] bytes = bundle.read(BundleFiles.serving(quantity, horizon));
    try {
      return new HorizonModel(
          horizon,
          new FeatureProjection(preprocessing.features()),
          ModelCodec.read(new ByteArrayInputStream(bytes)));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          BundleFiles.serving(quantity, horizon) + " does not fit: " + e.getMessage(), e);
    }
  }

  private static Calibration calibration(ModelStore.Bundle bundle, Horizon horizon)
      throws IOException {
    String name = BundleFiles.calibration(horizon);
    return StoredJson.read(bundle.read(name), Calibration.class, name);
  }

  private static void requireColumns(HorizonModel model, FeatureSet expected, RunId run)
      throws IOException {
    String found = model.projection().featureSet().fingerprint();
    if (!found.equals(expected.fingerprint())) {
      throw new IOException(
          "the model of "
              + run
              + " reads features of fingerprint "
              + found
              + ", this network gives "
              + expected.fingerprint()
              + ": publish a run of this release and data set");
    }
  }

  /** Run and model family of a horizon, as forecasts name it. */
  public String version(Horizon horizon) {
    return require(versions, horizon);
  }

  /** The run that made them. */
  public RunId run() {
    return run;
  }

  /** The data set they learnt from. */
  public String dataset() {
    return dataset;
  }

  /** The speed model of a horizon. */
  public HorizonModel speed(Horizon horizon) {
    return require(speed, horizon);
  }

  /** The volume model of a horizon; empty where the data set has no volume. */
  public Optional<HorizonModel> volume(Horizon horizon) {
    return Optional.ofNullable(volume.get(horizon));
  }

  /** What errors to expect of a horizon's speeds. */
  public ResidualDistribution residuals(Horizon horizon) {
    return require(residuals, horizon);
  }

  private static <T> T require(Map<Horizon, T> map, Horizon horizon) {
    T found = map.get(horizon);
    if (found == null) {
      throw new IllegalStateException("a bundle holds every horizon");
    }
    return found;
  }
}
