package com.trafficprediction.model.bundle;

import com.trafficprediction.model.tree.TreeArrays;
import com.trafficprediction.model.tree.TreeEnsemble;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Trees as bytes, big endian: feature count, base, divisor, number of trees, number of nodes, then
 * size of each tree, nodes, values (0 for splits), covers.
 *
 * <p>A reader allocates no more than a small multiple of the bytes it has really seen, whatever the
 * counts claim.
 */
final class TreeFile {
  private static final int FIRST_CAPACITY = 1 << 12;

  private TreeFile() {}

  static void write(TreeEnsemble ensemble, DataOutputStream out) throws IOException {
    TreeArrays arrays = TreeArrays.of(ensemble);
    out.writeInt(arrays.featureCount());
    out.writeDouble(arrays.base());
    out.writeDouble(arrays.divisor());
    out.writeInt(arrays.treeSizes().length);
    out.writeInt(arrays.nodes().length);
    for (int size : arrays.treeSizes()) {
      out.writeInt(size);
    }
    for (long node : arrays.nodes()) {
      out.writeLong(node);
    }
    for (double value : arrays.values()) {
      out.writeDouble(value);
    }
    for (int cover : arrays.covers()) {
      out.writeInt(cover);
    }
  }

  static TreeEnsemble read(DataInputStream in) throws IOException {
    int featureCount = in.readInt();
    double base = in.readDouble();
    double divisor = in.readDouble();
    int trees = bounded(in.readInt(), TreeArrays.MAX_TREES, "trees");
    int nodes = bounded(in.readInt(), TreeArrays.MAX_NODES, "nodes");
    int[] sizes = readInts(in, trees);
    long[] packed = readLongs(in, nodes);
    long[] bits = readLongs(in, nodes);
    double[] values = Arrays.stream(bits).mapToDouble(Double::longBitsToDouble).toArray();
    int[] covers = readInts(in, nodes);
    try {
      return new TreeArrays(featureCount, base, divisor, sizes, packed, values, covers)
          .toEnsemble();
    } catch (IllegalArgumentException e) {
      throw new CorruptModelException("the tree file is damaged (" + e.getMessage() + ")", e);
    }
  }

  private static int bounded(int count, int most, String what) throws CorruptModelException {
    if (count < 1 || count > most) {
      throw new CorruptModelException("the tree file claims " + count + " " + what);
    }
    return count;
  }

  private static int[] readInts(DataInputStream in, int count) throws IOException {
    int[] read = new int[Math.min(count, FIRST_CAPACITY)];
    for (int i = 0; i < count; i++) {
      if (i == read.length) {
        read = Arrays.copyOf(read, (int) Math.min(count, 2L * i));
      }
      read[i] = in.readInt();
    }
    return read;
  }

  private static long[] readLongs(DataInputStream in, int count) throws IOException {
    long[] read = new long[Math.min(count, FIRST_CAPACITY)];
    for (int i = 0; i < count; i++) {
      if (i == read.length) {
        read = Arrays.copyOf(read, (int) Math.min(count, 2L * i));
      }
      read[i] = in.readLong();
    }
    return read;
  }
}
