package com.trafficprediction.feeds.synthetic;

import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.random.Seeds;
import com.trafficprediction.core.reading.RawReading;
import com.trafficprediction.feeds.source.AgencyIncident;
import com.trafficprediction.feeds.source.DatasetIdentity;
import com.trafficprediction.feeds.source.FeedException;
import com.trafficprediction.feeds.source.GeneratedFeed;
import com.trafficprediction.feeds.source.ReadingsReader;
import com.trafficprediction.feeds.source.ReadingsSplit;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Readings of a fictional freeway network from a traffic model, with the truth about its incidents.
 *
 * <pre>{@code
 * SyntheticFeed feed = SyntheticFeed.of(identity, SyntheticParameters.DEFAULTS);
 * try (Stream<RawReading> readings = feed.readings(monday, tuesday)) { … }
 * }</pre>
 *
 * <p>Days are independent: any range of days gives the readings that the whole run has in it,
 * whoever asks, in whatever order, on however many threads. A range costs one simulated day more
 * than it has days, because local days begin at midnight and simulated ones at 03:00. Immutable and
 * thread-safe.
 */
public final class SyntheticFeed implements GeneratedFeed {
  private final SyntheticParameters parameters;
  private final List<RoadPlan> roads;
  private final Network network;
  private final LocalCalendar calendar;

  private SyntheticFeed(DatasetIdentity identity, SyntheticParameters parameters) {
    this.parameters = parameters;
    this.roads = SyntheticNetwork.roads(parameters);
    this.network = SyntheticNetwork.network(identity, roads);
    this.calendar = network.calendar();
  }

  /**
   * The feed of a data set.
   *
   * @param identity its name, time zone and holidays (on which the model's people stay at home)
   * @throws FeedException when the data set does not say that it is synthetic: what a model made up
   *     must never pass for measured
   */
  public static SyntheticFeed of(DatasetIdentity identity, SyntheticParameters parameters) {
    if (!identity.synthetic()) {
      throw new FeedException(
          FeedException.Kind.DATASET_FILE,
          "data set "
              + identity.name()
              + " has synthetic readings but does not say so: set 'synthetic: true'");
    }
    return new SyntheticFeed(identity, parameters);
  }

  public SyntheticParameters parameters() {
    return parameters;
  }

  @Override
  public Network network() {
    return network;
  }

  /** All readings of the run, by time and then by segment id. Sequential and lazy, day by day. */
  public Stream<RawReading> readings() {
    return readings(parameters.startDate(), parameters.endDate());
  }

  /**
   * Readings that start in a range of local days, by time and then by segment id. Sequential and
   * lazy: one simulated day is in memory at a time, if the stream is not turned into an iterator
   * (to pull readings one by one, {@link #open} a split). A detector that is out gives no reading;
   * one that saw no vehicle gives a volume of 0 and no speed.
   *
   * @param from first local day, not before the run
   * @param to day after the last, not after the run
   * @throws IllegalArgumentException for a range outside the run
   */
  public Stream<RawReading> readings(LocalDate from, LocalDate to) {
    requireInside(from, to);
    return simulated(from, to).flatMap(date -> readings(date, from, to));
  }

  /** The part of one simulated day that lies in a range of local days. */
  Stream<RawReading> readings(LocalDate simulated, LocalDate from, LocalDate to) {
    return simulate(simulated).readings(midnight(from), midnight(to), parameters.intervalSeconds());
  }

  /** Dates of the days to simulate for a range of local days; none for an empty range. */
  static Stream<LocalDate> simulated(LocalDate from, LocalDate to) {
    return from.equals(to) ? Stream.empty() : from.minusDays(1).datesUntil(to);
  }

  @Override
  public List<ReadingsSplit> splits(int targetCount) {
    return SyntheticSplits.of(parameters, network.segments().size(), targetCount);
  }

  @Override
  public ReadingsReader open(ReadingsSplit split) {
    return new SyntheticReader(this, split);
  }

  @Override
  public List<AgencyIncident> incidents() {
    return groundTruth().stream().map(SyntheticIncident::toAgencyIncident).toList();
  }

  /** All incidents that start within the run: by start, then by id. */
  public List<SyntheticIncident> groundTruth() {
    return groundTruth(parameters.startDate(), parameters.endDate());
  }

  /**
   * Incidents that start in a range of local days: by start, then by id.
   *
   * @param from first local day, not before the run
   * @param to day after the last, not after the run
   * @throws IllegalArgumentException for a range outside the run
   */
  public List<SyntheticIncident> groundTruth(LocalDate from, LocalDate to) {
    requireInside(from, to);
    long fromMillis = midnight(from);
    long toMillis = midnight(to);
    return simulated(from, to)
        .flatMap(date -> incidents(ServiceDay.of(date, network.zone())).stream())
        .filter(i -> i.startMillis() >= fromMillis && i.startMillis() < toMillis)
        .sorted(
            Comparator.comparingLong(SyntheticIncident::startMillis)
                .thenComparing(SyntheticIncident::id))
        .toList();
  }

  private List<SyntheticIncident> incidents(ServiceDay day) {
    IncidentPlanner planner = new IncidentPlanner(parameters, calendar);
    return roads.stream().flatMap(road -> planner.incidents(road, day).stream()).toList();
  }

  private SyntheticDay simulate(LocalDate date) {
    ServiceDay day = ServiceDay.of(date, network.zone());
    DayScenario scenario = new DayScenario(parameters, calendar, day, roads.size());
    List<SyntheticIncident> incidents = incidents(day);
    Seeds seeds = new Seeds(parameters.seed());
    Station[] stations = new Station[network.segments().size()];
    SampleLog[] logs = new SampleLog[stations.length];
    for (RoadPlan road : roads) {
      List<Detector> detectors = new ArrayList<>();
      for (Station station : road.stations()) {
        int index = network.indexOf(station.segment().id());
        stations[index] = station;
        logs[index] = new SampleLog(day.samples());
        double free = road.cells().get(station.cell()).freeSpeedKmh();
        detectors.add(new Detector(parameters, day, index, free, logs[index]));
      }
      List<SyntheticIncident> onFreeway =
          incidents.stream().filter(i -> i.position().freeway().equals(road.freeway())).toList();
      new RoadSimulation(road, day, scenario, onFreeway, seeds, detectors).run();
    }
    return new SyntheticDay(network.dataset(), day, List.of(stations), List.of(logs));
  }

  private long midnight(LocalDate date) {
    return date.atStartOfDay(network.zone()).toInstant().toEpochMilli();
  }

  private void requireInside(LocalDate from, LocalDate to) {
    if (from.isAfter(to)
        || from.isBefore(parameters.startDate())
        || to.isAfter(parameters.endDate())) {
      throw new IllegalArgumentException(
          "the synthetic feed has days from "
              + parameters.startDate()
              + " to before "
              + parameters.endDate()
              + ", not "
              + from
              + " to "
              + to
              + ": change start_date or days");
    }
  }
}
