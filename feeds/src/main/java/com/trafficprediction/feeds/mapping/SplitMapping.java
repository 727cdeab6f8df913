package com.trafficprediction.feeds.mapping;

import com.trafficprediction.feeds.yaml.Key;

/** A chronological split in percent. */
public record SplitMapping(
    @Key("First part, in percent") int train,
    @Key("Second part, in percent; may be 0") int validation,
    @Key("Last part, in percent") int test) {
  public SplitMapping {
    if (train <= 0 || validation < 0 || test <= 0 || train + validation + test != 100) {
      throw new IllegalArgumentException(
          "train, validation and test must add up to 100 percent, with train and test above 0");
    }
  }
}
