package com.trafficprediction.feeds.table;

import com.trafficprediction.feeds.source.FeedException;
import com.trafficprediction.feeds.source.FeedException.Kind;
import com.trafficprediction.feeds.yaml.DidYouMean;
import java.util.List;

/**
 * Finds columns by name in a header, or by position from 1 in a table without one.
 *
 * @param file the table, for errors
 * @param header whether there are names
 * @param names the header's names, empty without one
 */
public record ColumnNames(String file, boolean header, List<String> names) {
  private static final int LISTED = 30;

  public ColumnNames {
    names = List.copyOf(names);
  }

  /** Columns of a table whose first line is a header. */
  public static ColumnNames of(String file, List<String> header) {
    return new ColumnNames(file, true, header.stream().map(String::strip).toList());
  }

  /** Columns of a table without a header. */
  public static ColumnNames byPosition(String file) {
    return new ColumnNames(file, false, List.of());
  }

  /**
   * Index from 0 of a column.
   *
   * @param keyPath key of the dataset file that names it, for the error
   * @throws FeedException when there is no such column
   */
  public int index(String keyPath, String column) {
    return header ? byName(keyPath, column) : byPosition(keyPath, column);
  }

  private int byName(String keyPath, String column) {
    int index = names.indexOf(column);
    if (index < 0) {
      String listed = String.join(", ", names.subList(0, Math.min(LISTED, names.size())));
      throw new FeedException(
          Kind.MALFORMED_DATA,
          keyPath
              + ": "
              + file
              + " has no column '"
              + column
              + "'; its "
              + names.size()
              + " columns are "
              + listed
              + (names.size() > LISTED ? ", …" : "")
              + DidYouMean.hint(column, names));
    }
    return index;
  }

  private int byPosition(String keyPath, String column) {
    if (!column.matches("[1-9][0-9]{0,5}")) {
      throw new FeedException(
          Kind.DATASET_FILE,
          keyPath
              + ": '"
              + column
              + "' must be a position from 1, because "
              + file
              + " is mapped with header: false");
    }
    return Integer.parseInt(column) - 1;
  }
}
