package com.trafficprediction.batch.ingest;

/**
 * Which part of a data set to import, epoch milliseconds, half open.
 *
 * @param fromMillis first instant
 * @param untilMillis first instant after it
 */
record ImportRange(long fromMillis, long untilMillis) {
  static final ImportRange ALL = new ImportRange(Long.MIN_VALUE, Long.MAX_VALUE);

  ImportRange {
    if (fromMillis >= untilMillis) {
      throw new IllegalArgumentException("the range to import is empty: --from is not before --to");
    }
  }
}
