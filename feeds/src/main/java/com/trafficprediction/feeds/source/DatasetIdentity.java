package com.trafficprediction.feeds.source;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;

/**
 * What a dataset file says of the data set as a whole.
 *
 * @param name the source part of event ids
 * @param synthetic true when the readings come from a model
 * @param zone local time of the road
 * @param holidays local dates that count as Sundays
 */
public record DatasetIdentity(
    String name, boolean synthetic, ZoneId zone, Set<LocalDate> holidays) {
  public DatasetIdentity {
    holidays = Set.copyOf(holidays);
  }
}
