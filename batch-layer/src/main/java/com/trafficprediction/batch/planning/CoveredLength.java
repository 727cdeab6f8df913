package com.trafficprediction.batch.planning;

/** How much of a corridor's length was observed, over many moments. Not thread-safe. */
final class CoveredLength {
  private final long metres;
  private long moments;
  private long sumMetres;

  /**
   * @param metres length of the corridor
   */
  CoveredLength(long metres) {
    this.metres = metres;
  }

  void add(long observedMetres) {
    moments++;
    sumMetres += observedMetres;
  }

  /** Moments added. */
  long moments() {
    return moments;
  }

  /** Mean observed share, 0 to 1; NaN without a moment. */
  double meanShare() {
    return moments == 0 ? Double.NaN : (double) sumMetres / moments / metres;
  }
}
