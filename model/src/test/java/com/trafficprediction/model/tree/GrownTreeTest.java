package com.trafficprediction.model.tree;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.model.TrainingRows;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import smile.base.cart.Loss;
import smile.base.cart.Node;
import smile.base.cart.RegressionNode;
import smile.data.DataFrame;
import smile.data.Tuple;
import smile.data.formula.Formula;
import smile.data.vector.DoubleVector;
import smile.regression.RegressionTree;

class GrownTreeTest {
  private static final TreeSettings SHAPE = new TreeSettings(5, 32, 10, 256);

  private final SplittableRandom random = new SplittableRandom(11);

  @Test
  void findsTheSplitsOfSmilesOwnTreeWhenEveryValueHasItsBin() {
    TrainingRows rows = SampleRows.coarse(3_000, 1);
    DataFrame frame = frame(rows);
    RegressionTree smile =
        RegressionTree.fit(
            Formula.lhs("y"), frame, SHAPE.depth() + 1, SHAPE.leaves(), SHAPE.leafRows());
    FlatTree ours = FlatTree.of(grow(rows));
    BinnedRows bins = BinnedRows.of(rows, SHAPE.bins());
    for (int i = 0; i < rows.size(); i++) {
      assertThat(ours.predict(bins, i)).isCloseTo(smile.predict(frame.get(i)), within(1e-9));
    }
    assertThat(smile.root().leafs()).isEqualTo(grow(rows).root().leafs());
  }

  private static org.assertj.core.data.Offset<Double> within(double offset) {
    return org.assertj.core.data.Offset.offset(offset);
  }

  @Test
  void predictsBitForBitWhatItsSmileTreePredicts() {
    TrainingRows rows = SampleRows.of(4_000, 2);
    GrownTree grown = grow(rows);
    TreeEnsembleBuilder builder = new TreeEnsembleBuilder(SampleRows.FEATURES);
    builder.add(0, 1);
    builder.add(FlatTree.of(grown), 1);
    TreeEnsemble flat = builder.build();
    DataFrame schema = frame(rows);
    for (int i = 0; i < 2_000; i++) {
      float[] row = SampleRows.row(random);
      if (i % 2 == 0) {
        placeOnThresholds(grown.root(), row);
      }
      RegressionNode leaf = (RegressionNode) grown.root().predict(tuple(row, schema));
      assertThat(flat.predict(row)).isEqualTo(leaf.output());
    }
  }

  /** Sets features to exactly the thresholds met on the way down. */
  private void placeOnThresholds(Node node, float[] row) {
    while (node instanceof ThresholdNode split) {
      row[split.feature()] = split.threshold();
      node = random.nextBoolean() ? split.trueChild() : split.falseChild();
    }
  }

  @Test
  void trainingRowsFallOnTheSideOfTheirBins() {
    TrainingRows rows = SampleRows.of(20_000, 3);
    BinnedRows bins = BinnedRows.of(rows, 16);
    FlatTree tree = FlatTree.of(grow(rows, bins));
    TreeEnsembleBuilder builder = new TreeEnsembleBuilder(SampleRows.FEATURES);
    builder.add(0, 1);
    builder.add(tree, 1);
    TreeEnsemble flat = builder.build();
    float[] row = new float[SampleRows.FEATURES];
    for (int i = 0; i < rows.size(); i++) {
      rows.copyRow(i, row);
      assertThat(flat.predict(row)).isEqualTo(tree.predict(bins, i));
    }
  }

  @Test
  void keepsToItsShape() {
    FlatTree tree = FlatTree.of(grow(SampleRows.of(4_000, 4)));
    int leaves = 0;
    for (int i = 0; i < tree.size(); i++) {
      if (tree.isLeaf(i)) {
        leaves++;
        assertThat(tree.cover(i)).isGreaterThanOrEqualTo(SHAPE.leafRows());
      }
    }
    assertThat(leaves).isLessThanOrEqualTo(SHAPE.leaves());
    assertThat(depth(tree, 0)).isEqualTo(SHAPE.depth());
  }

  private static int depth(FlatTree tree, int node) {
    if (tree.isLeaf(node)) {
      return 0;
    }
    int first = tree.firstChild(node);
    return 1 + Math.max(depth(tree, first), depth(tree, first + 1));
  }

  private static GrownTree grow(TrainingRows rows) {
    return grow(rows, BinnedRows.of(rows, SHAPE.bins()));
  }

  private static GrownTree grow(TrainingRows rows, BinnedRows bins) {
    TreeSample sample = new TreeSample(bins, Loss.ls(rows.targets()));
    int[] all = IntStream.range(0, rows.size()).toArray();
    int[] columns = IntStream.range(0, rows.featureCount()).toArray();
    sample.fill(all, columns);
    return new GrownTree(sample, SHAPE, columns.length);
  }

  private static DataFrame frame(TrainingRows rows) {
    DoubleVector[] columns = new DoubleVector[rows.featureCount() + 1];
    for (int j = 0; j < rows.featureCount(); j++) {
      double[] column = new double[rows.size()];
      for (int i = 0; i < column.length; i++) {
        column[i] = rows.feature(i, j);
      }
      columns[j] = DoubleVector.of("x" + j, column);
    }
    columns[rows.featureCount()] = DoubleVector.of("y", rows.targets());
    return DataFrame.of(columns);
  }

  private static Tuple tuple(float[] row, DataFrame schema) {
    double[] wide = new double[row.length + 1];
    for (int j = 0; j < row.length; j++) {
      wide[j] = row[j];
    }
    return Tuple.of(wide, schema.schema());
  }
}
