package com.trafficprediction.model.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.trafficprediction.model.TrainingProgress;
import com.trafficprediction.model.TrainingRows;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TreeShapTest {
  private static final TreeSettings SHAPE = new TreeSettings(6, 40, 5, 64);

  private final TrainingRows rows = SampleRows.of(3_000, 1);
  private final TreeEnsemble boost =
      new BoostedTreesTrainer(new BoostSettings(SHAPE, 30, 0.2, 0.5, 0.8, 0.8))
          .train(rows, 2, TrainingProgress.NONE);

  @Test
  void contributionsAndExpectedValueAddUpToThePrediction() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 100; i++) {
      float[] row = SampleRows.row(random);
      double sum = boost.expectedValue();
      for (double part : boost.contributions(row)) {
        sum += part;
      }
      assertThat(sum).isCloseTo(boost.predict(row), offset(1e-8));
    }
  }

  @Test
  void equalsShapleyValuesComputedFromAllSubsets() {
    TreeEnsemble tree = new DecisionTreeTrainer(SHAPE).train(rows, 1, TrainingProgress.NONE);
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 5; i++) {
      float[] row = SampleRows.row(random);
      double[] fast = tree.contributions(row);
      for (int j = 0; j < SampleRows.FEATURES; j++) {
        assertThat(fast[j]).isCloseTo(shapley(tree, row, j), offset(1e-8));
      }
    }
  }

  /** Shapley's formula word for word, over all subsets of the other features. */
  private static double shapley(TreeEnsemble tree, float[] row, int feature) {
    int n = SampleRows.FEATURES;
    double value = 0;
    for (int subset = 0; subset < 1 << n; subset++) {
      if ((subset >> feature & 1) == 0) {
        int size = Integer.bitCount(subset);
        double weight = factorial(size) * factorial(n - size - 1) / factorial(n);
        double with = expected(tree, row, subset | 1 << feature, 0);
        value += weight * (with - expected(tree, row, subset, 0));
      }
    }
    return value;
  }

  /** The tree's answer when only a subset of the features is known. */
  private static double expected(TreeEnsemble tree, float[] row, int known, int at) {
    long node = tree.node(at);
    if (PackedNode.isLeaf(node)) {
      return tree.value(at);
    }
    int first = at + PackedNode.childDistance(node);
    if ((known >> PackedNode.feature(node) & 1) == 1) {
      boolean goesFirst = row[PackedNode.feature(node)] <= PackedNode.threshold(node);
      return expected(tree, row, known, goesFirst ? first : first + 1);
    }
    double sum = expected(tree, row, known, first) * tree.cover(first);
    sum += expected(tree, row, known, first + 1) * tree.cover(first + 1);
    return sum / tree.cover(at);
  }

  private static double factorial(int n) {
    return n <= 1 ? 1 : n * factorial(n - 1);
  }
}
