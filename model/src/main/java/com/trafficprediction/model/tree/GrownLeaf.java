package com.trafficprediction.model.tree;

import java.util.function.ToDoubleFunction;
import smile.base.cart.RegressionNode;

/**
 * A leaf that works out its answer when first asked: most nodes are split before anyone asks, and a
 * robust answer (a median) costs more than all else about them.
 */
final class GrownLeaf extends RegressionNode {
  private static final long serialVersionUID = 1L;

  private final transient int[] rows;
  private final transient ToDoubleFunction<int[]> answer;
  private double output = Double.NaN;

  GrownLeaf(int[] rows, ToDoubleFunction<int[]> answer, double mean, double rss) {
    super(rows.length, Double.NaN, mean, rss);
    this.rows = rows;
    this.answer = answer;
  }

  @Override
  public double output() {
    if (Double.isNaN(output)) {
      output = answer.applyAsDouble(rows);
    }
    return output;
  }

  /**
   * Smile drops a split whose children are equal leaves. By mean they never are, or the split would
   * have gained nothing; sisters with equal answers are merged when the tree is grown.
   */
  @Override
  public boolean equals(Object other) {
    return other instanceof GrownLeaf leaf && Double.compare(mean(), leaf.mean()) == 0;
  }

  @Override
  public int hashCode() {
    return Double.hashCode(mean());
  }
}
