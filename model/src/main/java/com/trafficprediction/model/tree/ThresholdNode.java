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

    /**
     * The node that would be split.
     *
     * @param from first of its rows in the tree's index
     * @param to behind the last
     * @param level splits above, plus one
     * @param sums its rows' packed responses by column and bin
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Place(LeafNode leaf, int from, int to, int level, long[] sums) {}

    /**
     * Where it would be split.
     *
     * @param firstCount rows of the first child
     */
    record Cut(int column, float threshold, int bin, double gain, int firstCount) {}

    private final Place place;
    private final Cut cut;

    Candidate(Place place, Cut cut, IntPredicate goesFirst) {
      super(
          place.leaf,
          cut.column,
          cut.threshold,
          cut.gain,
          place.from,
          place.to,
          cut.firstCount,
          place.to - place.from - cut.firstCount,
          goesFirst);
      this.place = place;
      this.cut = cut;
    }

    int from() {
      return place.from;
    }

    int to() {
      return place.to;
    }

    int level() {
      return place.level;
    }

    long[] sums() {
      return place.sums;
    }

    @Override
    public OrdinalNode toNode(Node trueChild, Node falseChild) {
      double deviance = place.leaf.deviance();
      return new ThresholdNode(
          cut.column, cut.threshold, cut.bin, cut.gain, deviance, trueChild, falseChild);
    }
  }
}
