package com.trafficprediction.model.tree;

import com.trafficprediction.model.tree.ThresholdNode.Candidate;
import java.util.Arrays;
import java.util.Optional;
import java.util.PriorityQueue;
import smile.base.cart.CART;
import smile.base.cart.LeafNode;
import smile.base.cart.RegressionNode;
import smile.base.cart.Split;
import smile.data.DataFrame;
import smile.data.type.DataTypes;
import smile.data.type.StructField;
import smile.data.vector.BaseVector;
import smile.data.vector.DoubleVector;

/**
 * A regression tree grown by Smile's CART, best split first, with the search for a column's best
 * split replaced: bins are summed instead of sorted values walked. On features with no more
 * distinct values than bins it finds the splits of {@code smile.regression.RegressionTree}.
 *
 * <p>Growing happens in the constructor, on the calling thread: Smile tries columns in parallel
 * streams unless it draws a sample of them, so the tree is given one column more than it may use (a
 * guard that never splits) and draws all the others. Smile's thread must be seeded before, see
 * {@link SmileRandom}.
 */
final class GrownTree extends CART {
  private static final long serialVersionUID = 1L;
  private static final StructField RESPONSE = new StructField("response", DataTypes.DoubleType);

  private final transient GrowthBuffers buffers;
  private final int[] columns;
  private final int levels;
  private int level = 1;

  /**
   * Grows a tree.
   *
   * @param buffers rows and response of the round
   * @param settings its shape
   * @param columns the features it may use
   * @param triedColumns how many of them are tried at each split, drawn anew each time
   * @param samples 1 for rows to learn from, else 0
   */
  GrownTree(
      GrowthBuffers buffers,
      TreeSettings settings,
      int[] columns,
      int triedColumns,
      int[] samples) {
    super(
        schemaOf(columns.length + 1),
        RESPONSE,
        settings.depth() + 1,
        settings.leaves(),
        settings.leafRows(),
        triedColumns,
        samples,
        new int[columns.length + 1][]);
    this.buffers = buffers;
    this.columns = columns;
    this.levels = settings.depth();
    grow();
    clear();
  }

  /** Smile's trees read names and types of columns from a frame; the values are in the bins. */
  private static DataFrame schemaOf(int columns) {
    BaseVector<?, ?, ?>[] vectors = new BaseVector<?, ?, ?>[columns];
    for (int j = 0; j < columns; j++) {
      vectors[j] = DoubleVector.of("f" + j, new double[1]);
    }
    return DataFrame.of(vectors);
  }

  private void grow() {
    LeafNode whole = newNode(index.clone());
    root = whole;
    boolean[] unsplittable = new boolean[columns.length + 1];
    unsplittable[columns.length] = true;
    PriorityQueue<Split> queue = new PriorityQueue<>(Split.comparator.reversed());
    findBestSplit(whole, 0, index.length, unsplittable).ifPresent(queue::add);
    int leaves = 1;
    while (leaves < maxNodes && !queue.isEmpty()) {
      if (split(queue.poll(), queue)) {
        leaves++;
      }
    }
    root = root.merge();
  }

  @Override
  protected boolean split(Split split, PriorityQueue<Split> queue) {
    level = ((Candidate) split).level() + 1;
    return super.split(split, queue);
  }

  @Override
  protected Optional<Split> findBestSplit(LeafNode node, int lo, int hi, boolean[] unsplittable) {
    if (level > levels || node.size() < 2 * nodeSize) {
      return Optional.empty();
    }
    buffers.gather(index, lo, hi);
    return super.findBestSplit(node, lo, hi, unsplittable);
  }

  @Override
  protected double impurity(LeafNode node) {
    return ((RegressionNode) node).impurity();
  }

  @Override
  protected LeafNode newNode(int[] rows) {
    double[] response = buffers.response();
    double sum = 0;
    double squares = 0;
    for (int row : rows) {
      sum += response[row];
      squares += response[row] * response[row];
    }
    double mean = sum / rows.length;
    double rss = Math.max(0, squares - sum * mean);
    double output = buffers.loss().output(rows, samples);
    return new RegressionNode(rows.length, output, mean, rss);
  }

  @Override
  protected Optional<Split> findBestSplit(
      LeafNode leaf, int column, double impurity, int lo, int hi) {
    int feature = columns[column];
    BinnedRows rows = buffers.rows();
    int binCount = rows.binCount(feature);
    long[] histogram = buffers.histogram(feature, index, lo, hi);
    long total = Arrays.stream(histogram, 0, binCount).sum();
    double totalSum = total >> GrowthBuffers.COUNT_BITS;
    long left = 0;
    double best = totalSum * totalSum / (hi - lo);
    int bestBin = -1;
    int bestCount = 0;
    for (int bin = 0; bin < binCount - 1; bin++) {
      if (histogram[bin] == 0) {
        continue;
      }
      left += histogram[bin];
      int count = (int) (left & GrowthBuffers.COUNT_MASK);
      if (hi - lo - count < nodeSize) {
        break;
      }
      if (count >= nodeSize) {
        double sum = left >> GrowthBuffers.COUNT_BITS;
        double rest = totalSum - sum;
        double score = sum * sum / count + rest * rest / (hi - lo - count);
        if (score > best) {
          best = score;
          bestBin = bin;
          bestCount = count;
        }
      }
    }
    if (bestBin < 0) {
      return Optional.empty();
    }
    double gain = best - totalSum * totalSum / (hi - lo);
    return Optional.of(candidate(leaf, column, gain, bestBin, bestCount, lo, hi));
  }

  private Split candidate(
      LeafNode leaf, int column, double gain, int bin, int count, int lo, int hi) {
    BinnedRows rows = buffers.rows();
    int feature = columns[column];
    long[] histogram = buffers.histogram(feature, index, lo, hi);
    int right = bin + 1;
    while (histogram[right] == 0) {
      right++;
    }
    int boundary = rows.boundary(feature, bin, right);
    float threshold = rows.threshold(feature, bin, boundary, right);
    byte[] bins = rows.column(feature);
    return new Candidate(
        leaf,
        column,
        threshold,
        boundary,
        gain,
        new int[] {lo, hi},
        new int[] {count, hi - lo - count},
        level,
        row -> (bins[row] & 0xFF) <= boundary);
  }

  /** The features the tree may use: column numbers of its nodes to features of the rows. */
  int[] columns() {
    return columns;
  }
}
