package com.trafficprediction.core.reading;

import java.util.Set;

/** What {@link ReadingValidator} says of a raw reading. */
public sealed interface Validation {

  /** The reading is good. */
  record Valid(Reading reading) implements Validation {}

  /** The reading is rejected, for each of these reasons (at least one). */
  record Invalid(Set<RejectionReason> reasons) implements Validation {
    public Invalid {
      reasons = Set.copyOf(reasons);
      if (reasons.isEmpty()) {
        throw new IllegalArgumentException("an invalid reading needs a reason");
      }
    }
  }
}
