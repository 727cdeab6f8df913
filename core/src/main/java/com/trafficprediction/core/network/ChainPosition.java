package com.trafficprediction.core.network;

/**
 * Where a segment lies along a freeway.
 *
 * @param freeway name without direction, such as {@code I5}
 * @param direction signed direction of travel
 * @param laneType mainline and HOV form chains of their own
 * @param postmileKm distance along the freeway in km, growing to the north and east
 */
public record ChainPosition(
    String freeway, Direction direction, LaneType laneType, double postmileKm) {
  public ChainPosition {
    if (!Double.isFinite(postmileKm)) {
      throw new IllegalArgumentException("a chain position needs a finite postmile");
    }
  }

  /** The chain this position belongs to, such as {@code I5-N} or {@code I5-N HOV}. */
  public String chainId() {
    String road = freeway + '-' + direction.code();
    return laneType == LaneType.MAINLINE ? road : road + ' ' + laneType;
  }

  /** Kilometres travelled along the chain: grows in the direction of traffic. */
  public double travelKm() {
    return direction.postmileGrows() ? postmileKm : -postmileKm;
  }
}
