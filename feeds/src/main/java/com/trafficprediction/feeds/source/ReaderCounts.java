package com.trafficprediction.feeds.source;

/**
 * What a reader has met so far. {@code cells = readings + rejected + filtered + missing}: nothing
 * disappears unseen.
 *
 * @param cells rows of a long file, cells of a wide one
 * @param readings handed out as readings
 * @param rejected handed out as rejected rows
 * @param filtered belonging to segments that the dataset file leaves out (ramps, say)
 * @param missing without any value, by the dataset file's markers of a missing value
 * @param ambiguousTimes readings whose local time happened twice when clocks were set back; the
 *     first is taken
 */
public record ReaderCounts(
    long cells, long readings, long rejected, long filtered, long missing, long ambiguousTimes) {
  public static final ReaderCounts NONE = new ReaderCounts(0, 0, 0, 0, 0, 0);

  /** The sum of both. */
  public ReaderCounts plus(ReaderCounts other) {
    return new ReaderCounts(
        cells + other.cells,
        readings + other.readings,
        rejected + other.rejected,
        filtered + other.filtered,
        missing + other.missing,
        ambiguousTimes + other.ambiguousTimes);
  }
}
