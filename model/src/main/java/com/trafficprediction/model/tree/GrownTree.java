package com.trafficprediction.model.tree;

import com.trafficprediction.model.tree.ThresholdNode.Candidate;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
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
 *
 * <p>Of two sisters only the smaller is summed; the other's sums are the parent's less those.
 */
final class GrownTree extends CART {
  private static final long serialVersionUID = 1L;
  private static final StructField RESPONSE = new StructField("response", DataTypes.DoubleType);

  private final transient TreeSample sample;
  private final int levels;
  private int level = 1;

  /** The split being carried out, and the sums of the node searched now. */
  private transient @Nullable Candidate splitting;

  private transient long @Nullable [] firstSums;
  private transient long @Nullable [] secondSums;
  private transient long[] sums = {};

  /**
   * Grows a tree.
   *
   * @param sample rows, columns and response
   * @param settings its shape
   * @param triedColumns how many columns are tried at each split, drawn anew each time
   */
  GrownTree(TreeSample sample, TreeSettings settings, int triedColumns) {
    super(
        schemaOf(sample.columnCount() + 1),
        RESPONSE,
        settings.depth() + 1,
        settings.leaves(),
        settings.leafRows(),
        triedColumns,
        sample.ones(),
        new int[sample.columnCount() + 1][]);
    this.sample = sample;
    this.levels = settings.depth();
    grow();
    clear();
  }

  /** Smile's trees read names and types of columns from a frame; the values are in the sample. */
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
    boolean[] unsplittable = new boolean[sample.columnCount() + 1];
    unsplittable[sample.columnCount()] = true;
    PriorityQueue<Split> queue = new PriorityQueue<>(Split.comparator.reversed());
    findBestSplit(whole, 0, index.length, unsplittable).ifPresent(queue::add);
    int leaves = 1;
    while (leaves < maxNodes && !queue.isEmpty()) {
      if (split(queue.poll(), queue)) {
        leaves++;
      }
    }
    queue.forEach(split -> sample.release(((Candidate) split).sums()));
    root = root.merge();
  }

  @Override
  protected boolean split(Split split, PriorityQueue<Split> queue) {
    Candidate candidate = (Candidate) split;
    splitting = candidate;
    level = candidate.level() + 1;
    return super.split(split, queue);
  }

  /** Called for a whole tree, then for the first and the second child of each split carried out. */
  @Override
  protected Optional<Split> findBestSplit(LeafNode node, int lo, int hi, boolean[] unsplittable) {
    Candidate parent = splitting;
    if (parent == null) {
      firstSums = canSplit(hi - lo) ? sample.histogram(index, lo, hi) : null;
    } else if (lo == parent.from()) {
      sumChildren(parent, hi);
    }
    boolean first = parent == null || lo == parent.from();
    long[] found = first ? firstSums : secondSums;
    if (found == null) {
      return Optional.empty();
    }
    sums = found;
    Optional<Split> best = super.findBestSplit(node, lo, hi, unsplittable);
    if (best.isEmpty()) {
      sample.release(found);
    }
    return best;
  }

  private boolean canSplit(int rows) {
    return level <= levels && rows >= 2 * nodeSize;
  }

  private void sumChildren(Candidate parent, int middle) {
    boolean firstIsSmaller = middle - parent.from() <= parent.to() - middle;
    int smallFrom = firstIsSmaller ? parent.from() : middle;
    int smallTo = firstIsSmaller ? middle : parent.to();
    long[] large = parent.sums();
    long[] small = null;
    if (canSplit(parent.to() - parent.from() - (smallTo - smallFrom))) {
      small = sample.histogram(index, smallFrom, smallTo);
      TreeSample.subtract(large, small);
      if (!canSplit(smallTo - smallFrom)) {
        sample.release(small);
        small = null;
      }
    } else {
      sample.release(large);
      large = null;
    }
    firstSums = firstIsSmaller ? small : large;
    secondSums = firstIsSmaller ? large : small;
  }

  @Override
  protected double impurity(LeafNode node) {
    return ((RegressionNode) node).impurity();
  }

  @Override
  protected LeafNode newNode(int[] rows) {
    double sum = 0;
    double squares = 0;
    for (int row : rows) {
      double response = sample.response(row);
      sum += response;
      squares += response * response;
    }
    double mean = sum / rows.length;
    return new GrownLeaf(rows, sample.leafAnswer(), mean, Math.max(0, squares - sum * mean));
  }

  @Override
  protected Optional<Split> findBestSplit(
      LeafNode leaf, int column, double impurity, int lo, int hi) {
    int from = sample.offset(column);
    int to = sample.offset(column + 1);
    long total = 0;
    for (int bin = from; bin < to; bin++) {
      total += sums[bin];
    }
    int rows = hi - lo;
    double totalSum = total >> TreeSample.COUNT_BITS;
    double whole = totalSum * totalSum / rows;
    double best = whole;
    int bestBin = -1;
    int bestCount = 0;
    long left = 0;
    for (int bin = from; bin < to - 1; bin++) {
      if (sums[bin] == 0) {
        continue;
      }
      left += sums[bin];
      int count = (int) (left & TreeSample.COUNT_MASK);
      if (rows - count < nodeSize) {
        break;
      }
      if (count >= nodeSize) {
        double sum = left >> TreeSample.COUNT_BITS;
        double rest = totalSum - sum;
        double score = sum * sum / count + rest * rest / (rows - count);
        if (score > best) {
          best = score;
          bestBin = bin - from;
          bestCount = count;
        }
      }
    }
    if (bestBin < 0) {
      return Optional.empty();
    }
    return Optional.of(candidate(leaf, column, best - whole, bestBin, bestCount, lo, hi));
  }

  private Split candidate(
      LeafNode leaf, int column, double gain, int bin, int count, int lo, int hi) {
    int right = bin + 1;
    while (sums[sample.offset(column) + right] == 0) {
      right++;
    }
    int feature = sample.feature(column);
    int boundary = sample.binned().boundary(feature, bin, right);
    float threshold = sample.binned().threshold(feature, bin, boundary, right);
    TreeSample rows = sample;
    return new Candidate(
        new Candidate.Place(leaf, lo, hi, level, sums),
        new Candidate.Cut(column, threshold, boundary, gain, count),
        row -> rows.bin(row, column) <= boundary);
  }

  /** The training set's feature behind a node's column. */
  int feature(ThresholdNode node) {
    return sample.feature(node.feature());
  }
}
