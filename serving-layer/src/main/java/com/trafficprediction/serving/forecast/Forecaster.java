package com.trafficprediction.serving.forecast;

import com.trafficprediction.core.feature.FeatureCatalog;
import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.forecast.PredictionInterval;
import com.trafficprediction.core.forecast.ResidualDistribution;
import com.trafficprediction.core.forecast.TrafficCategory;
import com.trafficprediction.core.window.Windows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Turns full feature rows into forecasts, horizon by horizon, all rows at once: models are larger
 * than a processor's cache. The same rows and models give the same bits as the batch layer's
 * evaluation. Stateless and thread-safe.
 */
public final class Forecaster {
  private static final int SPEED = FeatureCatalog.indexOf(FeatureCatalog.SPEED);
  private static final int SPEED_AGE = FeatureCatalog.indexOf(FeatureCatalog.SPEED_AGE);
  private static final int VOLUME = FeatureCatalog.indexOf(FeatureCatalog.VOLUME);
  private static final int OCCUPANCY = FeatureCatalog.indexOf("occupancy");
  private static final int HOUR_MINUTES = 60;

  private Forecaster() {}

  /** A row to forecast from. Holds the array it is given, which is not modified by anybody. */
  public static final class Input {
    private final int segment;
    private final long originMillis;
    private final float[] row;

    /**
     * @param segment position of the segment in the network
     * @param originMillis the origin
     * @param row every feature of the catalogue
     */
    public Input(int segment, long originMillis, float[] row) {
      this.segment = segment;
      this.originMillis = originMillis;
      this.row = row;
    }

    int segment() {
      return segment;
    }

    long originMillis() {
      return originMillis;
    }

    float[] row() {
      return row;
    }
  }

  /**
   * Forecasts.
   *
   * @param rings where what is observed now is looked up
   * @param alpha share of misses that intervals of a horizon aim at
   */
  public static List<Forecast> forecast(
      ServedModels models,
      NetworkRings rings,
      List<Input> inputs,
      ToDoubleFunction<Horizon> alpha) {
    List<Forecast> forecasts = new ArrayList<>(inputs.size() * Horizon.values().length);
    for (Horizon horizon : Horizon.values()) {
      double[] speeds = predict(models.speed(horizon), inputs);
      Optional<HorizonModel> volumeModel = models.volume(horizon);
      double[] volumes =
          volumeModel.isPresent() ? predict(volumeModel.get(), inputs) : new double[0];
      double misses = alpha.applyAsDouble(horizon);
      for (int i = 0; i < inputs.size(); i++) {
        boolean counted = volumes.length > 0 && !Float.isNaN(inputs.get(i).row()[VOLUME]);
        double volume = counted ? Math.max(0, volumes[i]) : Double.NaN;
        forecasts.add(one(models, rings, inputs.get(i), horizon, speeds[i], volume, misses));
      }
    }
    return forecasts;
  }

  private static double[] predict(HorizonModel model, List<Input> inputs) {
    float[][] rows = new float[inputs.size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = model.projection().project(inputs.get(i).row());
    }
    double[] answers = new double[rows.length];
    model.model().predictAll(rows, rows.length, answers);
    return answers;
  }

  private static Forecast one(
      ServedModels models,
      NetworkRings rings,
      Input input,
      Horizon horizon,
      double answer,
      double volume,
      double alpha) {
    double speed = PredictionInterval.clip(answer);
    double spread = input.row()[FeatureCatalog.indexOf(FeatureCatalog.profileStd(horizon))];
    ResidualDistribution residuals = models.residuals(horizon);
    long now = input.originMillis() - Windows.MILLIS;
    return new Forecast(
        input.segment(),
        input.originMillis(),
        horizon,
        rings.speedKmh(input.segment(), now),
        rings.volumeVph(input.segment(), now),
        speed,
        volume,
        residuals.interval(speed, spread, alpha),
        residuals.confidence(speed, spread),
        TrafficCategory.of(speed),
        models.version(horizon),
        groups(rings, input, now));
  }

  /** Which groups of features rest on readings; the others fell back on what is usual. */
  private static List<String> groups(NetworkRings rings, Input input, long now) {
    List<String> groups = new ArrayList<>(List.of("calendar", "profile"));
    float age = input.row()[SPEED_AGE];
    if (age == 0) {
      groups.add("speed");
    } else if (age <= HOUR_MINUTES) {
      groups.add("speed_carried_forward");
    }
    if (!Float.isNaN(input.row()[VOLUME])) {
      groups.add("volume");
    }
    if (!Float.isNaN(input.row()[OCCUPANCY])) {
      groups.add("occupancy");
    }
    if (hasNeighbour(input.row(), "up")) {
      groups.add("upstream");
    }
    if (hasNeighbour(input.row(), "down")) {
      groups.add("downstream");
    }
    if (rings.observedSegments(now) > 0) {
      groups.add("network");
    }
    return List.copyOf(groups);
  }

  /** Where no neighbour has a speed, the segment's own stands in, bit for bit. */
  private static boolean hasNeighbour(float[] row, String side) {
    return row[FeatureCatalog.indexOf(side + "1_speed")] != row[SPEED];
  }
}
