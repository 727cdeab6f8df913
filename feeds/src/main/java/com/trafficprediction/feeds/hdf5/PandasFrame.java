package com.trafficprediction.feeds.hdf5;

import com.trafficprediction.feeds.source.FeedException;
import com.trafficprediction.feeds.source.FeedException.Kind;
import com.trafficprediction.feeds.yaml.DidYouMean;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.exceptions.HdfException;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A frame as {@code DataFrame.to_hdf(…, format="fixed")} writes it: a group with {@code axis0} or
 * {@code block0_items} (column names), {@code axis1} (timestamps as integers) and {@code
 * block0_values} (rows x columns). For use by one thread.
 */
final class PandasFrame implements AutoCloseable {
  private static final String VALUES = "block0_values";
  private static final String ITEMS = "block0_items";
  private static final String INDEX = "axis1";
  private static final String EXPECTED =
      "expected is a group with axis0, axis1, block0_items and block0_values, as pandas writes with"
          + " df.to_hdf(path, key='df', format='fixed')";
  private static final int LISTED = 20;

  private final Path path;
  private final HdfFile file;
  private final List<String> columns;
  private final long[] index;
  private final Dataset values;
  private final long ticksPerSecond;
  private final boolean zoned;

  private PandasFrame(Path path, HdfFile file, Group group) {
    this.path = path;
    this.file = file;
    if (group.getChild("block1_values") != null) {
      throw malformed("the frame mixes types of columns (it has block1_values): keep one type");
    }
    this.values = dataset(group, VALUES);
    this.columns = names(dataset(group, group.getChild(ITEMS) == null ? "axis0" : ITEMS));
    Dataset axis = dataset(group, INDEX);
    this.index = ticks(axis);
    this.ticksPerSecond = ticksPerSecond(axis);
    this.zoned = axis.getAttribute("tz") != null;
    checkShape();
  }

  /**
   * Opens the frame of a file.
   *
   * @param key the frame's group; null when the file holds one frame
   * @throws FeedException when the file is not HDF5, or of another layout
   */
  static PandasFrame open(Path path, @Nullable String key) {
    HdfFile file;
    try {
      file = new HdfFile(path);
    } catch (HdfException e) {
      throw new FeedException(
          Kind.MALFORMED_DATA, path + ": cannot be opened as HDF5: " + e.getMessage(), e);
    }
    try {
      return new PandasFrame(path, file, group(path, file, key));
    } catch (HdfException e) {
      file.close();
      throw new FeedException(Kind.MALFORMED_DATA, path + ": damaged HDF5: " + e.getMessage(), e);
    } catch (FeedException e) {
      file.close();
      throw e;
    }
  }

  private static Group group(Path path, HdfFile file, @Nullable String key) {
    List<Group> frames = new ArrayList<>();
    for (Node node : file.getChildren().values()) {
      if (node instanceof Group group && group.getChildren().containsKey(VALUES)) {
        frames.add(group);
      }
    }
    List<String> names = frames.stream().map(Group::getName).toList();
    if (key != null) {
      return frames.stream()
          .filter(g -> g.getName().equals(key))
          .findFirst()
          .orElseThrow(
              () ->
                  new FeedException(
                      Kind.MALFORMED_DATA,
                      "readings.group: no frame '"
                          + key
                          + "' in "
                          + path
                          + DidYouMean.hint(key, names)
                          + "; "
                          + found(file)));
    }
    if (frames.size() != 1) {
      throw new FeedException(
          Kind.MALFORMED_DATA,
          path
              + ": "
              + (frames.isEmpty()
                  ? EXPECTED + "; " + found(file)
                  : "holds several frames, name one with readings.group: "
                      + String.join(", ", names)));
    }
    return frames.get(0);
  }

  private static String found(HdfFile file) {
    List<String> paths = new ArrayList<>();
    collect(file, paths);
    boolean table = paths.stream().anyMatch(p -> p.endsWith("/table"));
    return "found "
        + (paths.isEmpty() ? "nothing" : String.join(", ", paths))
        + (table ? " (pandas' table format: write it again with format='fixed')" : "");
  }

  private static void collect(Group group, List<String> paths) {
    for (Map.Entry<String, Node> child : group.getChildren().entrySet()) {
      if (paths.size() == LISTED) {
        return;
      }
      if (child.getValue() instanceof Group nested) {
        collect(nested, paths);
      } else {
        paths.add(child.getValue().getPath());
      }
    }
  }

  private Dataset dataset(Group group, String name) {
    if (group.getChildren().get(name) instanceof Dataset dataset) {
      return dataset;
    }
    throw malformed("no " + group.getPath() + name + "; " + EXPECTED + "; " + found(file));
  }

  private List<String> names(Dataset items) {
    Object data = items.getData();
    if (!data.getClass().isArray()) {
      throw malformed(items.getPath() + " is not a list of column names; " + EXPECTED);
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < Array.getLength(data); i++) {
      names.add(String.valueOf(Array.get(data, i)).strip());
    }
    return names;
  }

  private long[] ticks(Dataset axis) {
    if (axis.getData() instanceof long[] ticks) {
      return ticks;
    }
    throw malformed(
        axis.getPath()
            + " holds "
            + axis.getJavaType().getSimpleName()
            + " and not 64-bit integers: the frame needs a DatetimeIndex; "
            + EXPECTED);
  }

  /** Pandas says {@code datetime64} for nanoseconds, newer ones name the unit in brackets. */
  private long ticksPerSecond(Dataset axis) {
    Attribute kind = axis.getAttribute("kind");
    String text = kind == null ? "datetime64" : String.valueOf(kind.getData());
    return switch (text) {
      case "datetime64", "datetime64[ns]" -> 1_000_000_000L;
      case "datetime64[us]" -> 1_000_000L;
      case "datetime64[ms]" -> 1_000L;
      case "datetime64[s]" -> 1L;
      default ->
          throw malformed(
              axis.getPath() + " holds " + text + ": the frame needs a DatetimeIndex; " + EXPECTED);
    };
  }

  private void checkShape() {
    int[] shape = values.getDimensions();
    if (shape.length != 2 || shape[0] != index.length || shape[1] != columns.size()) {
      List<Integer> found = new ArrayList<>();
      for (int length : shape) {
        found.add(length);
      }
      throw malformed(
          values.getPath()
              + " has shape "
              + found
              + ", but there are "
              + index.length
              + " timestamps and "
              + columns.size()
              + " columns; "
              + EXPECTED);
    }
  }

  /** Column names: segment ids. */
  List<String> columns() {
    return columns;
  }

  int rows() {
    return index.length;
  }

  /** True when timestamps are instants; else they are local times written as if they were UTC. */
  boolean zoned() {
    return zoned;
  }

  /** A row's timestamp in milliseconds, from 1970-01-01T00:00 of UTC or local time. */
  long timestampMillis(int row) {
    return ticksPerSecond >= 1000
        ? Math.floorDiv(index[row], ticksPerSecond / 1000)
        : index[row] * 1000;
  }

  /**
   * Values of some rows, row by row.
   *
   * @param count at least 1, not beyond the last row
   */
  double[] block(int firstRow, int count) {
    try {
      return new FrameValues(file, values).rows(firstRow, count);
    } catch (HdfException e) {
      throw new FeedException(
          Kind.MALFORMED_DATA,
          path
              + ": rows "
              + firstRow
              + " to "
              + (firstRow + count)
              + " of "
              + index.length
              + " cannot be read, the file is damaged or truncated: copy or download it again ("
              + e.getMessage()
              + ")",
          e);
    } catch (IllegalArgumentException e) {
      throw new FeedException(
          Kind.MALFORMED_DATA, path + ": " + VALUES + " holds no numbers; " + EXPECTED, e);
    }
  }

  private FeedException malformed(String message) {
    return new FeedException(Kind.MALFORMED_DATA, path + ": " + message);
  }

  @Override
  public void close() {
    file.close();
  }
}
