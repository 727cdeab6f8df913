package com.trafficprediction.model.tree;

import java.util.function.IntPredicate;
import smile.base.cart.LeafNode;
import smile.base.cart.Node;
import smile.base.cart.OrdinalNode;
import smile.base.cart.OrdinalSplit;

/** Smile's ordinal node that tells its threshold, in values and in bins. */
final class ThresholdNode extends OrdinalNode {
  private static final long serialVersionUID = 1L;

  private final float threshold;
  private final int bin;

  private ThresholdNode(
      int feature,
      float threshold,
      int bin,
      double score,
      double deviance,
      Node trueChild,
      Node falseChild) {
    super(feature, threshold, score, deviance, trueChild, falseChild);
    this.threshold = threshold;
    this.bin = bin;
  }

  /** Values up to this go to the true child. */
  float threshold() {
    return threshold;
  }

  /** Bins up to this go to the true child. */
  int bin() {
    return bin;
  }

  @Override
  public OrdinalNode replace(Node trueChild, Node falseChild) {
    return new ThresholdNode(feature(), threshold, bin, score(), deviance(), trueChild, falseChild);
  }

  /** A split that may become such a node. */
  static final class Candidate extends OrdinalSplit {
    private final LeafNode leaf;
    private final int column;
    private final float threshold;
    private final int bin;
    private final double gain;
    private final int level;

    Candidate(
        LeafNode leaf,
        int column,
        float threshold,
        int bin,
        double gain,
        int[] range,
        int[] counts,
        int level,
        IntPredicate goesLeft) {
      super(leaf, column, threshold, gain, range[0], range[1], counts[0], counts[1], goesLeft);
      this.leaf = leaf;
      this.column = column;
      this.threshold = threshold;
      this.bin = bin;
      this.gain = gain;
      this.level = level;
    }

    /** Splits above this one, plus one. */
    int level() {
      return level;
    }

    @Override
    public OrdinalNode toNode(Node trueChild, Node falseChild) {
      return new ThresholdNode(
          column, threshold, bin, gain, leaf.deviance(), trueChild, falseChild);
    }
  }
}
