package com.trafficprediction.batch.ingest;

/**
 * What an import met, as counters. Cells = accepted + refused + filtered + missing + out of range.
 */
public enum Fed {
  /** Rows of a long file, cells of a wide one. */
  CELLS,
  /** Of segments that the dataset file leaves out. */
  FILTERED,
  /** Without any value. */
  MISSING,
  /** In a local hour that happened twice; the first is taken. */
  AMBIGUOUS_TIME,
  /** Valid readings. */
  ACCEPTED,
  /** Rejected rows and readings. */
  REFUSED,
  /** Valid, but outside the range that was asked for. */
  OUTSIDE_RANGE
}
