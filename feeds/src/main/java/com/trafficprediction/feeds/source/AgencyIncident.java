package com.trafficprediction.feeds.source;

import com.trafficprediction.core.network.Direction;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An incident as the road's agency recorded it: real, and noisy in time and place. For a synthetic
 * feed, the ground truth.
 *
 * @param id the agency's id
 * @param startMillis recorded start, epoch milliseconds UTC
 * @param durationMinutes recorded duration, at least 0; NaN when unknown
 * @param freewayOrNull name without direction, such as {@code I5}
 * @param directionOrNull direction of travel
 * @param postmileKm distance along the freeway in km, in the network's postmiles; NaN when unknown
 * @param description the agency's words, may be empty
 */
public record AgencyIncident(
    String id,
    long startMillis,
    double durationMinutes,
    @Nullable String freewayOrNull,
    @Nullable Direction directionOrNull,
    double postmileKm,
    String description) {
  public AgencyIncident {
    if (id.isBlank()) {
      throw new IllegalArgumentException("an incident needs an id");
    }
    if (durationMinutes < 0) {
      throw new IllegalArgumentException("incident " + id + ": negative duration");
    }
  }

  /** Name of the freeway without direction, where the record has one. */
  public Optional<String> freeway() {
    return Optional.ofNullable(freewayOrNull);
  }

  /** Direction of travel, where the record has one. */
  public Optional<Direction> direction() {
    return Optional.ofNullable(directionOrNull);
  }
}
