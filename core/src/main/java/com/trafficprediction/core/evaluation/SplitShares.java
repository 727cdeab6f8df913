package com.trafficprediction.core.evaluation;

/**
 * How a period is shared out, in per cent of its length, in time order.
 *
 * @param trainPercent first part, positive
 * @param validationPercent second part; 0 when validation is carved from training
 * @param testPercent last part, positive
 */
public record SplitShares(int trainPercent, int validationPercent, int testPercent) {
  /** 70/15/15, the default. */
  public static final SplitShares DEFAULT = new SplitShares(70, 15, 15);

  /** 70/10/20, as the literature splits METR-LA and PEMS-BAY. */
  public static final SplitShares LITERATURE = new SplitShares(70, 10, 20);

  /** 80/20, as the literature splits the METR-LA week. */
  public static final SplitShares TWO_PARTS = new SplitShares(80, 0, 20);

  public SplitShares {
    if (trainPercent <= 0
        || validationPercent < 0
        || testPercent <= 0
        || trainPercent + validationPercent + testPercent != 100) {
      throw new IllegalArgumentException(
          "a split needs a training and a test part and must add up to 100, got "
              + trainPercent
              + "/"
              + validationPercent
              + "/"
              + testPercent);
    }
  }

  /**
   * The split written as {@code 70/10/20} or {@code 80/20}.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static SplitShares parse(String text) {
    if (!text.matches("\\d{1,2}/\\d{1,2}(/\\d{1,2})?")) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a split: write train/validation/test like 70/15/15, or 80/20");
    }
    String[] shares = text.split("/", -1);
    int train = Integer.parseInt(shares[0]);
    int test = Integer.parseInt(shares[shares.length - 1]);
    return new SplitShares(train, shares.length == 3 ? Integer.parseInt(shares[1]) : 0, test);
  }

  @Override
  public String toString() {
    return validationPercent == 0
        ? trainPercent + "/" + testPercent
        : trainPercent + "/" + validationPercent + "/" + testPercent;
  }
}
