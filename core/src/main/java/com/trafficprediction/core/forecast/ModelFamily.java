package com.trafficprediction.core.forecast;

/** The model families trained side by side. */
public enum ModelFamily {
  LINEAR_REGRESSION("linear_regression"),
  DECISION_TREE("decision_tree"),
  RANDOM_FOREST("random_forest"),
  GRADIENT_BOOSTED_TREES("gradient_boosted_trees");

  private final String key;

  ModelFamily(String key) {
    this.key = key;
  }

  /** The name in directories, reports and answers. */
  public String key() {
    return key;
  }
}
