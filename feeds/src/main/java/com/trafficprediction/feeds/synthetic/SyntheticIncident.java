package com.trafficprediction.feeds.synthetic;

import com.trafficprediction.core.network.ChainPosition;
import com.trafficprediction.feeds.source.AgencyIncident;
import java.util.Locale;

/**
 * Ground truth: an incident that the model put on the road.
 *
 * @param id unique in the data set
 * @param segmentId mainline station whose stretch of road it lies on
 * @param position freeway, direction and postmile
 * @param latitude degrees north, WGS 84, of that station
 * @param longitude degrees east, WGS 84, of that station
 * @param startMillis first instant with less capacity, epoch milliseconds UTC
 * @param clearMillis first instant with full capacity again; queues dissolve later
 * @param lanes mainline lanes at the place
 * @param lanesBlocked lanes closed; 0 on the shoulder
 * @param severity how bad
 * @param capacityLeft share of the capacity that is left, 0 to 1
 * @param load demand usual at that place and time over the capacity left; above 1 a queue grows,
 *     well below 1 no detector can see the incident
 */
public record SyntheticIncident(
    String id,
    String segmentId,
    ChainPosition position,
    double latitude,
    double longitude,
    long startMillis,
    long clearMillis,
    int lanes,
    int lanesBlocked,
    Severity severity,
    double capacityLeft,
    double load) {

  /** How bad an incident is. */
  public enum Severity {
    /** On the shoulder; people look. */
    MINOR,
    /** One lane blocked. */
    MODERATE,
    /** Two lanes blocked, or more. */
    MAJOR
  }

  public SyntheticIncident {
    if (clearMillis <= startMillis) {
      throw new IllegalArgumentException("incident " + id + " ends before it starts");
    }
    if (lanesBlocked < 0 || lanesBlocked > lanes) {
      throw new IllegalArgumentException("incident " + id + " blocks more lanes than there are");
    }
  }

  /** True at this instant between start and clearing. */
  public boolean activeAt(long epochMillis) {
    return epochMillis >= startMillis && epochMillis < clearMillis;
  }

  /** The same as a record that an agency might have written. */
  public AgencyIncident toAgencyIncident() {
    return new AgencyIncident(
        id,
        startMillis,
        (clearMillis - startMillis) / 60_000.0,
        position.freeway(),
        position.direction(),
        position.postmileKm(),
        "synthetic: "
            + severity.name().toLowerCase(Locale.ROOT)
            + ", "
            + lanesBlocked
            + " of "
            + lanes
            + " lanes blocked");
  }
}
