package com.trafficprediction.core.forecast;

/** How likely each category is; the four add up to 1. */
public record CategoryProbabilities(double severe, double heavy, double light, double free) {
  private static final double TOLERANCE = 1e-9;

  public CategoryProbabilities {
    boolean shares = severe >= 0 && heavy >= 0 && light >= 0 && free >= 0;
    if (!shares || !(Math.abs(severe + heavy + light + free - 1) <= TOLERANCE)) {
      throw new IllegalArgumentException(
          "category probabilities must add up to 1, got "
              + severe
              + ", "
              + heavy
              + ", "
              + light
              + ", "
              + free);
    }
  }

  /** Certainty of one category. */
  public static CategoryProbabilities certain(TrafficCategory category) {
    return new CategoryProbabilities(
        category == TrafficCategory.SEVERE_CONGESTION ? 1 : 0,
        category == TrafficCategory.HEAVY_TRAFFIC ? 1 : 0,
        category == TrafficCategory.LIGHT_TRAFFIC ? 1 : 0,
        category == TrafficCategory.FREE_FLOW ? 1 : 0);
  }

  /** The probability of one category. */
  public double of(TrafficCategory category) {
    return switch (category) {
      case SEVERE_CONGESTION -> severe;
      case HEAVY_TRAFFIC -> heavy;
      case LIGHT_TRAFFIC -> light;
      case FREE_FLOW -> free;
    };
  }
}
