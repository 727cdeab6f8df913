package com.trafficprediction.core.network;

/** Signed direction of a freeway. */
public enum Direction {
  NORTH("N", true),
  SOUTH("S", false),
  EAST("E", true),
  WEST("W", false);

  private final String code;
  private final boolean postmileGrows;

  Direction(String code, boolean postmileGrows) {
    this.code = code;
    this.postmileGrows = postmileGrows;
  }

  /** One letter, as in {@code SR57-N}. */
  public String code() {
    return code;
  }

  /**
   * True where traffic drives towards greater postmiles: postmiles grow to the north and east, so
   * they run against traffic on S and W.
   */
  public boolean postmileGrows() {
    return postmileGrows;
  }

  /**
   * The direction of a one-letter code or an English word, in any case.
   *
   * @throws IllegalArgumentException naming the accepted codes
   */
  public static Direction ofCode(String code) {
    for (Direction direction : values()) {
      if (direction.code.equalsIgnoreCase(code) || direction.name().equalsIgnoreCase(code)) {
        return direction;
      }
    }
    throw new IllegalArgumentException("'" + code + "' is not a direction: use N, S, E or W");
  }
}
