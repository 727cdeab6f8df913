package com.trafficprediction.core.network;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Small road networks for tests. */
public final class Roads {
  public static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");
  public static final Capabilities ALL = new Capabilities(true, true, true, true, true);

  private Roads() {}

  public static Network network(Segment... segments) {
    return network(Set.of(), Arrays.asList(segments));
  }

  public static Network network(Set<LocalDate> holidays, List<Segment> segments) {
    return new Network("test", false, LOS_ANGELES, holidays, ALL, segments);
  }

  /** A station on a freeway; its coordinates follow its postmile northwards. */
  public static Segment station(
      String id, String freeway, Direction direction, LaneType lanes, double postmileKm) {
    return new Segment(
        id,
        id,
        33.7 + postmileKm / 111.2,
        -117.9,
        new ChainPosition(freeway, direction, lanes, postmileKm),
        0.8,
        4);
  }

  /** A station with coordinates and nothing else. */
  public static Segment place(String id, double latitude, double longitude) {
    return new Segment(id, id, latitude, longitude, null, Double.NaN, 0);
  }
}
