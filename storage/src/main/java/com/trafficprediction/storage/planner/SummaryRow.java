package com.trafficprediction.storage.planner;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the planner tables of a run cover.
 *
 * @param dataset the data set's name
 * @param synthetic true when the readings come from a model
 * @param zone time zone in which days, hours and periods are meant
 * @param from first instant covered
 * @param until the watermark: nothing from here on is in the tables
 * @param segments segments of the network
 * @param corridors mainline chains of the network
 * @param minDays days under which reliability is suppressed
 * @param minPeakDays days under which an hour of a weekday is not typical
 * @param minCoveredPercent a corridor's moment counts when at least this share of its length was
 *     observed
 * @param freeFlowCapKmh free-flow speeds are not taken above this
 * @param defaultReferenceMph reference speed of delay when nobody chose another, miles per hour
 * @param notAvailable what the data set does not support, and why, by measure
 */
public record SummaryRow(
    String dataset,
    boolean synthetic,
    String zone,
    Instant from,
    Instant until,
    int segments,
    int corridors,
    int minDays,
    int minPeakDays,
    int minCoveredPercent,
    double freeFlowCapKmh,
    int defaultReferenceMph,
    SortedMap<String, String> notAvailable)
    implements PlannerRow {
  public SummaryRow {
    notAvailable = new TreeMap<>(notAvailable);
  }

  @Override
  public PlannerMeasure measure() {
    return PlannerMeasure.SUMMARY;
  }

  @Override
  public String entry() {
    return "all";
  }
}
