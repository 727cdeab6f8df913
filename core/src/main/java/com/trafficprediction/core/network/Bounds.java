package com.trafficprediction.core.network;

import java.util.List;

/** A box of coordinates in degrees, WGS 84; bounds inclusive. */
public record Bounds(
    double minLatitude, double minLongitude, double maxLatitude, double maxLongitude) {

  /** True when the point lies inside or on the border. */
  public boolean contains(double latitude, double longitude) {
    return latitude >= minLatitude
        && latitude <= maxLatitude
        && longitude >= minLongitude
        && longitude <= maxLongitude;
  }

  /** The box around all segments, widened on every side. */
  static Bounds around(List<Segment> segments, double marginDegrees) {
    double minLat = Double.POSITIVE_INFINITY;
    double minLon = Double.POSITIVE_INFINITY;
    double maxLat = Double.NEGATIVE_INFINITY;
    double maxLon = Double.NEGATIVE_INFINITY;
    for (Segment segment : segments) {
      minLat = Math.min(minLat, segment.latitude());
      minLon = Math.min(minLon, segment.longitude());
      maxLat = Math.max(maxLat, segment.latitude());
      maxLon = Math.max(maxLon, segment.longitude());
    }
    return new Bounds(
        minLat - marginDegrees,
        minLon - marginDegrees,
        maxLat + marginDegrees,
        maxLon + marginDegrees);
  }
}
