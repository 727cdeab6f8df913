package com.trafficprediction.core.network;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of road with a detector station.
 *
 * @param id the agency's own id, or {@code LA_001} style
 * @param name for people; may equal the id
 * @param latitude degrees north, WGS 84
 * @param longitude degrees east, WGS 84
 * @param position place along a freeway, or null where the data set has no freeways
 * @param lengthKm length that the station stands for, or NaN when unknown
 * @param lanes number of lanes, or 0 when unknown
 */
public record Segment(
    String id,
    String name,
    double latitude,
    double longitude,
    @Nullable ChainPosition position,
    double lengthKm,
    int lanes) {
  public Segment {
    if (id.isBlank()) {
      throw new IllegalArgumentException("a segment needs an id");
    }
    if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
      throw new IllegalArgumentException(
          "segment " + id + " has no valid coordinates: " + latitude + ", " + longitude);
    }
    if (lengthKm <= 0 || lengthKm == Double.POSITIVE_INFINITY || lanes < 0) {
      throw new IllegalArgumentException(
          "segment " + id + ": length must be positive (or unknown) and lanes not negative");
    }
  }

  /** Place along a freeway; empty where the data set has no freeways. */
  public Optional<ChainPosition> chain() {
    return Optional.ofNullable(position);
  }

  /** Great-circle distance to another segment in km (haversine, mean Earth radius 6371.0088 km). */
  public double distanceKm(Segment other) {
    double dLat = Math.toRadians(other.latitude - latitude);
    double dLon = Math.toRadians(other.longitude - longitude);
    double a =
        StrictMath.pow(StrictMath.sin(dLat / 2), 2)
            + StrictMath.cos(Math.toRadians(latitude))
                * StrictMath.cos(Math.toRadians(other.latitude))
                * StrictMath.pow(StrictMath.sin(dLon / 2), 2);
    return 2 * 6371.0088 * StrictMath.asin(Math.sqrt(a));
  }
}
