package com.trafficprediction.benchmarks.training;

import com.sun.management.OperatingSystemMXBean;
import com.trafficprediction.core.forecast.PointModel;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * XGBoost with histograms and pseudo-Huber loss. It learns what the anchor of our own models leaves
 * unexplained: it gets their head start.
 */
final class Xgboost {
  private static final int STOP_AFTER = 20;

  private final PointModel anchor;
  private final int threads;

  /**
   * Settings that tuning chooses among.
   *
   * @param depth splits on the longest way down
   * @param eta shrinkage
   * @param columns share of columns per tree
   * @param childWeight least weight of a leaf
   */
  record Settings(int depth, double eta, double columns, int childWeight) {}

  /**
   * What tuning found.
   *
   * @param rounds trees at the least error
   * @param mae of the validation rows, km/h
   */
  record Fitted(int rounds, double mae) {}

  Xgboost(PointModel anchor, int threads) {
    this.anchor = anchor;
    this.threads = threads;
  }

  /** Trains until validation error has not fallen for {@value #STOP_AFTER} rounds. */
  Fitted tune(Settings settings, Rows train, Rows validation, int most) throws XGBoostError {
    DMatrix rows = matrix(train);
    DMatrix held = matrix(validation);
    try {
      Map<String, Object> parameters = parameters(settings);
      parameters.put("eval_metric", "mae");
      Booster booster = XGBoost.train(rows, parameters, 0, Map.of(), null, null);
      double least = Double.POSITIVE_INFINITY;
      int best = 0;
      // Round by round: XGBoost's own loop reports each of them on the terminal.
      for (int round = 0; round < most && round - best < STOP_AFTER; round++) {
        booster.update(rows, round);
        double mae = mae(booster.evalSet(new DMatrix[] {held}, new String[] {"held"}, round));
        if (mae < least) {
          least = mae;
          best = round;
        }
      }
      return new Fitted(best + 1, least);
    } finally {
      rows.dispose();
      held.dispose();
    }
  }

  /** Reads {@code [12]\theld-mae:5.17}. */
  private static double mae(String evaluation) {
    return Double.parseDouble(evaluation.substring(evaluation.lastIndexOf(':') + 1));
  }

  /** Trains so many rounds. */
  Booster train(Settings settings, Rows train, int rounds) throws XGBoostError {
    DMatrix rows = matrix(train);
    try {
      return XGBoost.train(rows, parameters(settings), rounds, Map.of(), null, null);
    } finally {
      rows.dispose();
    }
  }

  /** Predictions, km/h, in the order of the rows. */
  double[] predict(Booster booster, Rows rows) throws XGBoostError {
    DMatrix matrix = matrix(rows);
    try {
      float[][] changes = booster.predict(matrix);
      double[] speeds = new double[rows.count()];
      float[] row = new float[rows.columns()];
      for (int i = 0; i < speeds.length; i++) {
        rows.copyRow(i, row);
        speeds[i] = anchor.predict(row) + changes[i][0];
      }
      return speeds;
    } finally {
      matrix.dispose();
    }
  }

  private DMatrix matrix(Rows rows) throws XGBoostError {
    DMatrix matrix = new DMatrix(rows.matrix(), rows.count(), rows.columns(), Float.NaN);
    float[] labels = new float[rows.count()];
    float[] row = new float[rows.columns()];
    for (int i = 0; i < labels.length; i++) {
      rows.copyRow(i, row);
      labels[i] = (float) (rows.target(i) - anchor.predict(row));
    }
    matrix.setLabel(labels);
    return matrix;
  }

  private Map<String, Object> parameters(Settings settings) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("objective", "reg:pseudohubererror");
    parameters.put("huber_slope", 4.8);
    parameters.put("base_score", 0.0);
    parameters.put("tree_method", "hist");
    parameters.put("subsample", 0.7);
    parameters.put("max_depth", settings.depth());
    parameters.put("eta", settings.eta());
    parameters.put("colsample_bytree", settings.columns());
    parameters.put("min_child_weight", settings.childWeight());
    parameters.put("nthread", threads);
    parameters.put("seed", 7);
    return parameters;
  }

  /** Processor time of this process, threads of the native library included. */
  static double cpuSeconds() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
        / 1e9;
  }
}
