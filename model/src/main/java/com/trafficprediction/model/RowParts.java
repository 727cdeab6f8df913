package com.trafficprediction.model;

/**
 * Deals rows at random to the parts of a model that is trained in parts, some to none:
 *
 * <pre>{@code
 * RowParts parts = RowParts.of(rowsInAll, 3, 150_000);
 * parts.partOf(seeds.uniform("boost/30", segmentId, timestamp)); // 0, 1, 2 or NONE
 * }</pre>
 *
 * <p>Which part a row goes to depends on its number alone, so any task may deal any row. Random
 * parts matter: parts of ranges of time make a model several percent worse.
 *
 * @param parts how many parts, at least 1
 * @param share of the rows in each part, in (0, 1 / parts]
 */
public record RowParts(int parts, double share) {
  /** The row goes to no part. */
  public static final int NONE = -1;

  public RowParts {
    if (parts < 1 || !(share > 0) || share > 1.0 / parts) {
      throw new IllegalArgumentException(parts + " parts of a share of " + share);
    }
  }

  /**
   * Parts of about so many rows each, fewer when there are not enough.
   *
   * @param rows all rows there are, at least 1
   * @param rowsPerPart wanted, at least 1
   */
  public static RowParts of(long rows, int parts, long rowsPerPart) {
    if (rows < 1 || rowsPerPart < 1) {
      throw new IllegalArgumentException(rows + " rows for parts of " + rowsPerPart);
    }
    return new RowParts(parts, Math.min(1.0 / parts, (double) rowsPerPart / rows));
  }

  /**
   * The part of a row, or {@link #NONE}.
   *
   * @param uniform the row's random number, in [0, 1)
   */
  public int partOf(double uniform) {
    int part = (int) (uniform / share);
    return part < parts ? part : NONE;
  }

  /** The most rows a part can come to hold, with room for chance: six standard deviations. */
  public int bound(long rows) {
    double expected = rows * share;
    double bound = Math.ceil(expected + 6 * Math.sqrt(expected) + 16);
    return (int) Math.min(TrainingRows.MAX_ROWS, bound);
  }
}
