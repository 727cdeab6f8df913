package com.trafficprediction.storage.model;

import com.trafficprediction.core.forecast.Horizon;

/**
 * Names of the files in a bundle that more than one layer knows. {@code quantity} is {@code speed}
 * or {@code volume}.
 */
public final class BundleFiles {
  /** Figures of the run, JSON. */
  public static final String METADATA = "metadata.json";

  /** The report for people, one HTML file. */
  public static final String REPORT = "report.html";

  private BundleFiles() {}

  /** The model that forecasts: the chosen one, fitted again on everything. */
  public static String serving(String quantity, Horizon horizon) {
    return "serving/" + stem(quantity, horizon) + ".model";
  }

  /** Columns, fingerprint and anchor of a model. */
  public static String preprocessing(String quantity, Horizon horizon) {
    return "preprocessing_pipeline/" + stem(quantity, horizon) + ".json";
  }

  /** The residuals that intervals are made of. */
  public static String calibration(Horizon horizon) {
    return "calibration/" + stem("speed", horizon) + ".json";
  }

  private static String stem(String quantity, Horizon horizon) {
    return quantity + "_" + horizon.key();
  }
}
