package com.trafficprediction.feeds.synthetic;

import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.network.ChainPosition;
import com.trafficprediction.core.network.LaneType;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.core.random.Seeds;
import com.trafficprediction.feeds.synthetic.SyntheticIncident.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Puts incidents on a road: a Poisson process that follows the demand, lognormal durations (as
 * Giuliano 1989 found), and the capacity that the Highway Capacity Manual 2000 leaves (exhibit
 * 22-6) by lanes and lanes blocked.
 */
final class IncidentPlanner {
  /** Share of capacity left on a road of 2 lanes and more, by lanes blocked; 0 is the shoulder. */
  private static final double[][] CAPACITY_LEFT = {
    {0.81, 0.35, 0.0},
    {0.83, 0.49, 0.17, 0.0},
    {0.85, 0.58, 0.25, 0.13, 0.0},
    {0.87, 0.65, 0.40, 0.20, 0.0, 0.0},
  };

  private static final double MINOR_SHARE = 0.45;
  private static final double MAJOR_SHARE = 0.15;
  private static final double DURATION_SIGMA = 0.45;
  private static final double MIN_MINUTES = 6;
  private static final double MAX_MINUTES = 150;

  /** Incidents are cleared by then, so that the next service day starts without. */
  private static final int CLEAR_BEFORE_END_MINUTES = 15;

  /** Above every value of a demand shape. */
  private static final double MAX_SHAPE = 1.05;

  private static final int WEDNESDAY = 2;

  private final SyntheticParameters parameters;
  private final LocalCalendar calendar;

  IncidentPlanner(SyntheticParameters parameters, LocalCalendar calendar) {
    this.parameters = parameters;
    this.calendar = calendar;
  }

  /** Incidents that start on a road in a service day, by start. */
  List<SyntheticIncident> incidents(RoadPlan road, ServiceDay day) {
    SplittableRandom random =
        new Seeds(parameters.seed()).generator(day.stream("incidents"), road.index());
    List<Station> stations = road.stations().stream().filter(s -> !s.hov()).toList();
    double expected = parameters.incidentsPerSegmentDay() * stations.size();
    int proposals = poisson(random, expected * MAX_SHAPE / meanShape(road.shape()));
    List<SyntheticIncident> found = new ArrayList<>();
    for (int i = 0; i < proposals; i++) {
      long start =
          day.startMillis()
              + random.nextInt(day.minutes() - CLEAR_BEFORE_END_MINUTES - (int) MIN_MINUTES)
                  * ServiceDay.MINUTE_MILLIS;
      double demand = road.shape().at(calendar.dayOfWeek(start), ServiceDay.hour(calendar, start));
      if (random.nextDouble() < demand / MAX_SHAPE) {
        found.add(incident(road, stations, day, start, demand, random));
      }
    }
    found.sort(
        Comparator.comparingLong(SyntheticIncident::startMillis)
            .thenComparingDouble(s -> s.position().postmileKm()));
    return found;
  }

  private SyntheticIncident incident(
      RoadPlan road,
      List<Station> stations,
      ServiceDay day,
      long start,
      double demand,
      SplittableRandom random) {
    double first = postmile(stations.get(0));
    double last = postmile(stations.get(stations.size() - 1));
    double at = Math.rint((first + (last - first) * random.nextDouble()) * 1000) / 1000;
    RoadPlan.Cell cell = road.cells().get(road.cellAt(at));
    int lanes = cell.lanes();
    Severity severity = severity(random.nextDouble());
    int blocked = lanesBlocked(severity, lanes, random);
    double left = CAPACITY_LEFT[Math.min(lanes, 5) - 2][blocked];
    double minutes =
        medianMinutes(severity) * StrictMath.exp(DURATION_SIGMA * Noise.clipped(random));
    long clear =
        start
            + Math.round(Math.max(MIN_MINUTES, Math.min(MAX_MINUTES, minutes)))
                * ServiceDay.MINUTE_MILLIS;
    long latest = day.endMillis() - CLEAR_BEFORE_END_MINUTES * ServiceDay.MINUTE_MILLIS;
    Segment segment = nearest(stations, at);
    ChainPosition position =
        new ChainPosition(road.freeway(), road.direction(), LaneType.MAINLINE, at);
    return new SyntheticIncident(
        "synthetic-incident:" + position.chainId() + ':' + start + ':' + Math.round(at * 1000),
        segment.id(),
        position,
        segment.latitude(),
        segment.longitude(),
        start,
        Math.min(clear, latest),
        lanes,
        blocked,
        severity,
        left,
        demand * cell.peakVph() / (left * cell.capacityVph()));
  }

  private static Severity severity(double u) {
    if (u < MINOR_SHARE) {
      return Severity.MINOR;
    }
    return u < 1 - MAJOR_SHARE ? Severity.MODERATE : Severity.MAJOR;
  }

  private static int lanesBlocked(Severity severity, int lanes, SplittableRandom random) {
    return switch (severity) {
      case MINOR -> 0;
      case MODERATE -> 1;
      case MAJOR -> 2 + (lanes > 4 ? random.nextInt(2) : 0);
    };
  }

  private static double medianMinutes(Severity severity) {
    return switch (severity) {
      case MINOR -> 22;
      case MODERATE -> 32;
      case MAJOR -> 50;
    };
  }

  private static Segment nearest(List<Station> stations, double postmile) {
    return stations.stream()
        .min(Comparator.comparingDouble(s -> Math.abs(postmile(s) - postmile)))
        .orElseThrow()
        .segment();
  }

  private static double postmile(Station station) {
    return station.segment().chain().orElseThrow().postmileKm();
  }

  private static double meanShape(DemandShape shape) {
    double sum = 0;
    for (int hour = 0; hour < 24; hour++) {
      sum += shape.at(WEDNESDAY, hour + 0.5);
    }
    return sum / 24;
  }

  /** By multiplying uniform numbers (Knuth); the mean is small here. */
  private static int poisson(SplittableRandom random, double mean) {
    double limit = StrictMath.exp(-mean);
    double product = random.nextDouble();
    int count = 0;
    while (product > limit) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }
}
