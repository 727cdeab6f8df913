package com.trafficprediction.storage.planner;

import com.trafficprediction.core.planner.Period;
import com.trafficprediction.core.planner.Reliability;
import org.jspecify.annotations.Nullable;

/**
 * Reliability of travel on a place in a part of the week. Without the measures when they are
 * suppressed: {@code neededDays} then says how many days it takes, 0 when it is the free-flow speed
 * that is not known.
 *
 * @param kind segment or corridor
 * @param id the segment, or the corridor
 * @param period part of the week, see {@link Period#key}
 * @param days local days observed
 * @param neededDays present when suppressed
 * @param travelTimeIndex mean travel time over free-flow travel time (TTI)
 * @param planningTimeIndex 95th percentile over free-flow travel time (PTI)
 * @param bufferIndex (95th percentile - mean) / mean
 * @param lottr 80th over 50th percentile
 * @param meanSecondsPerKm mean travel time of a kilometre
 * @param p50SecondsPerKm median of it
 * @param p80SecondsPerKm 80th percentile of it
 * @param p95SecondsPerKm 95th percentile of it
 * @param freeFlowKmh free-flow speed used
 * @param windows windows behind the measures
 */
public record ReliabilityRow(
    PlaceKind kind,
    String id,
    String period,
    int days,
    @Nullable Integer neededDays,
    @Nullable Double travelTimeIndex,
    @Nullable Double planningTimeIndex,
    @Nullable Double bufferIndex,
    @Nullable Double lottr,
    @Nullable Double meanSecondsPerKm,
    @Nullable Double p50SecondsPerKm,
    @Nullable Double p80SecondsPerKm,
    @Nullable Double p95SecondsPerKm,
    @Nullable Double freeFlowKmh,
    @Nullable Long windows)
    implements PlannerRow {

  /** The row of some measures. */
  public static ReliabilityRow of(
      PlaceKind kind, String id, Period period, Reliability reliability) {
    if (reliability instanceof Reliability.Measured m) {
      return new ReliabilityRow(
          kind,
          id,
          period.key(),
          m.days(),
          null,
          m.travelTimeIndex(),
          m.planningTimeIndex(),
          m.bufferIndex(),
          m.lottr(),
          m.meanSecondsPerKm(),
          m.p50SecondsPerKm(),
          m.p80SecondsPerKm(),
          m.p95SecondsPerKm(),
          m.freeFlowKmh(),
          m.n());
    }
    Reliability.Suppressed suppressed = (Reliability.Suppressed) reliability;
    return new ReliabilityRow(
        kind,
        id,
        period.key(),
        suppressed.days(),
        suppressed.needed(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  @Override
  public PlannerMeasure measure() {
    return PlannerMeasure.RELIABILITY;
  }

  @Override
  public String entry() {
    return kind.key() + '/' + id + '/' + period;
  }
}
