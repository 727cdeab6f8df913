package com.trafficprediction.benchmarks.training;

import com.trafficprediction.benchmarks.handover.ProcessUse;
import com.trafficprediction.benchmarks.handover.RowLatency;
import com.trafficprediction.core.forecast.PointModel;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
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
  /** Different rows that are predicted in turn to see how long one takes. */
  static final int LATENCY_ROWS = 1_000;

  /**
   * The best of nine settings on all rows of {@code pems-orange-2022} and what lies round it: depth
   * 12 is best at 30 and 60 minutes, and within .05 % of depth 14 at 15.
   */
  private static final List<Settings> GRID =
      List.of(
          new Settings(8, 0.06, 0.5, 20),
          new Settings(10, 0.05, 0.5, 60),
          new Settings(10, 0.05, 0.7, 60),
          new Settings(12, 0.05, 0.5, 100),
          new Settings(14, 0.05, 0.5, 150));

  private static final int STOP_AFTER = 20;
  private static final int MOST_ROUNDS = 600;
  static final int QUICK_ROWS = 150_000;

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
  record Settings(int depth, double eta, double columns, int childWeight) {
    @Override
    public String toString() {
      return "depth %d, eta %s, columns %s, child weight %d"
          .formatted(depth, eta, columns, childWeight);
    }
  }

  /**
   * What tuning found.
   *
   * @param settings what was tried
   * @param rounds trees at the least error
   * @param mae of the validation rows, km/h
   */
  record Fitted(Settings settings, int rounds, double mae) {}

  Xgboost(PointModel anchor, int threads) {
    this.anchor = anchor;
    this.threads = threads;
  }

  /**
   * Tunes on the validation rows, trains, and scores.
   *
   * @param quick true for one setting and fewer rows
   */
  Contender measure(Rows train, Rows validation, Rows test, boolean quick)
      throws XGBoostError, IOException {
    Rows learnt = quick ? train.atMost(QUICK_ROWS) : train;
    Fitted best = tune(GRID.get(0), learnt, validation);
    for (Settings settings : quick ? List.<Settings>of() : GRID.subList(1, GRID.size())) {
      Fitted tried = tune(settings, learnt, validation);
      best = tried.mae() < best.mae() ? tried : best;
    }
    double cpu = ProcessUse.cpuSeconds();
    Booster booster = train(best.settings(), learnt, best.rounds());
    double seconds = ProcessUse.cpuSeconds() - cpu;
    double peak = ProcessUse.peakMegabytes();
    double[] answers = predict(booster, test);
    Contender.Cost cost =
        new Contender.Cost(seconds, peak, booster.toByteArray().length, latency(booster, test));
    String settings = best.settings() + ", " + best.rounds() + " rounds";
    return Contender.of("XGBoost", learnt.count(), settings, cost, answers, test);
  }

  /** One row at a time, as one asks whose rows do not come in a matrix. */
  private double latency(Booster booster, Rows test) throws XGBoostError {
    booster.setParam("nthread", 1);
    float[][] rows = test.first(LATENCY_ROWS);
    return RowLatency.medianMicros(
        i -> {
          try {
            float[][] change = booster.inplace_predict(rows[i], 1, rows[i].length, Float.NaN);
            return anchor.predict(rows[i]) + change[0][0];
          } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost cannot predict a row of the test part", e);
          }
        },
        rows.length);
  }

  /** Trains until validation error has not fallen for {@value #STOP_AFTER} rounds. */
  private Fitted tune(Settings settings, Rows train, Rows validation) throws XGBoostError {
    DMatrix rows = matrix(train);
    DMatrix held = matrix(validation);
    try {
      Map<String, Object> parameters = parameters(settings);
      parameters.put("eval_metric", "mae");
      Booster booster = XGBoost.train(rows, parameters, 0, Map.of(), null, null);
      double least = Double.POSITIVE_INFINITY;
      int best = 0;
      // Round by round: XGBoost's own loop reports each of them on the terminal.
      for (int round = 0; round < MOST_ROUNDS && round - best < STOP_AFTER; round++) {
        booster.update(rows, round);
        double mae = mae(booster.evalSet(new DMatrix[] {held}, new String[] {"held"}, round));
        if (mae < least) {
          least = mae;
          best = round;
        }
      }
      System.err.printf(
          "tuning XGBoost: %s, %d rounds, validation MAE %.4f%n", settings, best + 1, least);
      return new Fitted(settings, best + 1, least);
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
  private Booster train(Settings settings, Rows train, int rounds) throws XGBoostError {
    DMatrix rows = matrix(train);
    try {
      return XGBoost.train(rows, parameters(settings), rounds, Map.of(), null, null);
    } finally {
      rows.dispose();
    }
  }

  /** Predictions, km/h, in the order of the rows. */
  private double[] predict(Booster booster, Rows rows) throws XGBoostError {
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
}
