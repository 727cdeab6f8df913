package com.trafficprediction.model.anchor;

import com.trafficprediction.core.feature.FeatureSet;
import com.trafficprediction.model.TrainingRows;
import com.trafficprediction.model.linear.LinearModel;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a forecast starts from, as weights of named features: for example half the current speed
 * and half the profile's speed at the target time.
 *
 * @param weights feature names to finite weights, in the order they are added; may be empty (the
 *     anchor is then 0: the model learns the target itself)
 */
public record Anchor(Map<String, Double> weights) {

  public Anchor {
    weights = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    weights.forEach(
        (name, weight) -> {
          if (!Double.isFinite(weight)) {
            throw new IllegalArgumentException("the weight of " + name + " is " + weight);
          }
        });
  }

  /** No anchor: the model learns the target itself. */
  public static Anchor none() {
    return new Anchor(Map.of());
  }

  /**
   * {@code share} of one feature and the rest of another.
   *
   * @param share in [0, 1]
   */
  public static Anchor between(String feature, double share, String other) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("the share must be in [0, 1], not " + share);
    }
    Map<String, Double> weights = new LinkedHashMap<>();
    weights.put(feature, share);
    weights.put(other, 1 - share);
    weights.values().removeIf(weight -> weight == 0);
    return new Anchor(weights);
  }

  /**
   * The anchor as a model over the columns of a feature set.
   *
   * @param rows training rows, for the means that contributions are counted from
   * @throws IllegalArgumentException if the feature set lacks one of the names
   */
  public LinearModel bind(FeatureSet features, TrainingRows rows) {
    double[] coefficients = new double[features.size()];
    double[] means = new double[features.size()];
    weights.forEach(
        (name, weight) -> {
          int column = features.names().indexOf(name);
          if (column < 0) {
            throw new IllegalArgumentException(
                "the anchor names "
                    + name
                    + ", which the feature set has not: "
                    + features.names());
          }
          coefficients[column] = weight;
          means[column] = mean(rows, column);
        });
    return new LinearModel(0, coefficients, means);
  }

  private static double mean(TrainingRows rows, int column) {
    double sum = 0;
    for (int i = 0; i < rows.size(); i++) {
      sum += rows.feature(i, column);
    }
    return rows.size() == 0 ? 0 : sum / rows.size();
  }
}
