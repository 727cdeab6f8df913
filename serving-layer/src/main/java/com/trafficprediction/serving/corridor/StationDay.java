package com.trafficprediction.serving.corridor;

import com.trafficprediction.core.network.Segment;
import com.trafficprediction.core.profile.ProfileLookup;
import com.trafficprediction.core.window.TrafficWindow;
import com.trafficprediction.schemas.HourlyAggregate;
import java.util.List;

/**
 * What the batch view has of a station on one local day.
 *
 * @param station the station
 * @param windows five-minute windows that are still kept
 * @param hours hourly aggregates, which are always kept
 * @param usual what is usual at any time
 */
public record StationDay(
    Segment station,
    List<TrafficWindow> windows,
    List<HourlyAggregate> hours,
    ProfileLookup usual) {
  public StationDay {
    windows = List.copyOf(windows);
    hours = List.copyOf(hours);
  }
}
