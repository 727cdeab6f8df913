package com.trafficprediction.feeds.synthetic;

import com.trafficprediction.core.network.ChainPosition;
import com.trafficprediction.core.random.Seeds;
import com.trafficprediction.feeds.synthetic.SyntheticIncident.Severity;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One road on one service day: drives the {@link CellTransmission} of its mainline, and of its HOV
 * lane if it has one, with the day's demand, weather and incidents, and lets the stations look.
 *
 * <p>Demand fluctuates from minute to minute as counts do (variance proportional to the mean) and
 * over half an hour; bottleneck capacity varies by day and by the quarter hour, because breakdown
 * is random (Brilon, Geistefeldt and Regler 2005). The HOV lane has demand of its own; beside a
 * queue its drivers slow down, keeping to at most {@value #HOV_FRICTION_KMH} km/h more than the
 * lane they pass (the friction that Jang and Cassidy 2012 describe). Not thread-safe.
 */
final class RoadSimulation {
  private static final int STEPS_PER_MINUTE = 60 / CellTransmission.STEP_SECONDS;
  private static final int STEPS_PER_SAMPLE =
      SyntheticDay.SAMPLE_SECONDS / CellTransmission.STEP_SECONDS;
  private static final int SAMPLES_PER_MINUTE = STEPS_PER_MINUTE / STEPS_PER_SAMPLE;

  private static final double HOV_PEAK_VPH = 1_300;
  private static final double HOV_FASTER_KMH = 4;
  private static final double HOV_FRICTION_KMH = 26;

  /** Share of capacity left in the other direction, where drivers slow down to look. */
  private static final double RUBBERNECK_MODERATE = 0.96;

  private static final double RUBBERNECK_MAJOR = 0.91;

  private static final double ENTRY_SPREAD = 0.035;
  private static final double RAMP_SPREAD = 0.07;
  private static final double DEMAND_MEMORY_SECONDS = 1_800;
  private static final double DISPERSION = 0.8;
  private static final double CAPACITY_DAY_SPREAD = 0.022;
  private static final double CAPACITY_SPREAD = 0.025;
  private static final double CAPACITY_MEMORY_SECONDS = 1_200;

  private final RoadPlan road;
  private final List<RoadPlan.Cell> cells;
  private final ServiceDay day;
  private final DayScenario scenario;
  private final List<SyntheticIncident> incidents;
  private final SplittableRandom random;
  private final CellTransmission mainline;
  private final CellTransmission hov;
  private final Noise entryNoise;
  private final Noise[] rampNoise;
  private final Noise[] capacityNoise;
  private final double[] capacityOfDay;
  private final List<Detector> detectors;
  private final double[] passed;
  private final double[] present;

  /**
   * @param incidents those of the freeway, in both directions
   * @param detectors one per station of the road, in order
   */
  RoadSimulation(
      RoadPlan road,
      ServiceDay day,
      DayScenario scenario,
      List<SyntheticIncident> incidents,
      Seeds seeds,
      List<Detector> detectors) {
    this.road = road;
    this.cells = road.cells();
    this.day = day;
    this.scenario = scenario;
    this.incidents = incidents;
    this.detectors = detectors;
    this.random = seeds.generator(day.stream("traffic"), road.index());
    this.mainline = mainline(road);
    this.hov = hovLane(road);
    this.entryNoise = new Noise(random, 60, DEMAND_MEMORY_SECONDS);
    this.rampNoise = noises(cells.size(), DEMAND_MEMORY_SECONDS);
    this.capacityNoise = noises(cells.size(), CAPACITY_MEMORY_SECONDS);
    this.capacityOfDay = new double[cells.size()];
    for (int i = 0; i < cells.size(); i++) {
      capacityOfDay[i] = 1 + CAPACITY_DAY_SPREAD * Noise.clipped(random);
    }
    this.passed = new double[detectors.size()];
    this.present = new double[detectors.size()];
  }

  private Noise[] noises(int count, double memorySeconds) {
    Noise[] noises = new Noise[count];
    for (int i = 0; i < count; i++) {
      noises[i] = new Noise(random, 60, memorySeconds);
    }
    return noises;
  }

  private static CellTransmission mainline(RoadPlan road) {
    return new CellTransmission(
        road.cells().stream().mapToInt(RoadPlan.Cell::lanes).toArray(),
        road.cells().stream().mapToDouble(RoadPlan.Cell::freeSpeedKmh).toArray(),
        road.cells().stream().mapToDouble(RoadPlan.Cell::exitShare).toArray());
  }

  private static CellTransmission hovLane(RoadPlan road) {
    return new CellTransmission(
        road.cells().stream().mapToInt(cell -> 1).toArray(),
        road.cells().stream().mapToDouble(c -> c.freeSpeedKmh() + HOV_FASTER_KMH).toArray(),
        new double[road.cells().size()]);
  }

  /** Runs the whole service day. */
  void run() {
    for (int minute = -ServiceDay.WARM_UP_MINUTES; minute < day.minutes(); minute++) {
      long now = day.startMillis() + minute * ServiceDay.MINUTE_MILLIS;
      double demand = scenario.demand(road, now);
      capacities(now);
      if (road.hasHov()) {
        friction(now);
      }
      minute(minute, demand);
    }
  }

  private void minute(int minute, double demand) {
    double entry = perStep(demand * road.entryPeakVph() * (1 + ENTRY_SPREAD * entryNoise.next()));
    double[] ramps = new double[cells.size()];
    for (int i = 0; i < ramps.length; i++) {
      if (cells.get(i).rampPeakVph() > 0) {
        double factor = 1 + RAMP_SPREAD * rampNoise[i].next();
        ramps[i] = perStep(demand * cells.get(i).rampPeakVph() * factor);
      }
    }
    double hovEntry = road.hasHov() ? perStep(demand * HOV_PEAK_VPH) : 0;
    for (int step = 0; step < STEPS_PER_MINUTE; step++) {
      mainline.arrive(entry);
      for (int i = 0; i < ramps.length; i++) {
        if (ramps[i] > 0) {
          mainline.arriveAtRamp(i, ramps[i]);
        }
      }
      mainline.step();
      if (road.hasHov()) {
        hov.arrive(hovEntry);
        hov.step();
      }
      look(minute, step, demand);
    }
  }

  /** Vehicles per step of a minute whose expected flow is given. */
  private double perStep(double flowVph) {
    double mean = flowVph / 60;
    double count = mean + Math.sqrt(DISPERSION * mean) * Noise.clipped(random);
    return Math.max(0, count) / STEPS_PER_MINUTE;
  }

  private void capacities(long now) {
    double weather = scenario.capacityFactor(now);
    double slower = scenario.speedFactor(now);
    for (int i = 0; i < cells.size(); i++) {
      RoadPlan.Cell cell = cells.get(i);
      double varying =
          cell.bottleneck()
              ? capacityOfDay[i] * (1 + CAPACITY_SPREAD * capacityNoise[i].next())
              : 1;
      mainline.setCapacityFactor(i, weather * cell.capacityFactor() * varying);
      mainline.setFreeSpeed(i, cell.freeSpeedKmh() * slower);
    }
    for (SyntheticIncident incident : incidents) {
      if (incident.activeAt(now)) {
        int cell = road.cellAt(incident.position().postmileKm());
        double usual = weather * cells.get(cell).capacityFactor();
        mainline.setCapacityFactor(cell, usual * capacityLeft(incident));
      }
    }
  }

  private double capacityLeft(SyntheticIncident incident) {
    ChainPosition position = incident.position();
    if (position.direction() == road.direction()) {
      return incident.capacityLeft();
    }
    if (incident.severity() == Severity.MINOR) {
      return 1;
    }
    return incident.severity() == Severity.MAJOR ? RUBBERNECK_MAJOR : RUBBERNECK_MODERATE;
  }

  private void friction(long now) {
    double slower = scenario.speedFactor(now);
    for (int i = 0; i < cells.size(); i++) {
      double free = (cells.get(i).freeSpeedKmh() + HOV_FASTER_KMH) * slower;
      hov.setFreeSpeed(i, Math.min(free, mainline.speedKmh(i) + HOV_FRICTION_KMH));
    }
  }

  private void look(int minute, int step, double demand) {
    boolean complete = (step + 1) % STEPS_PER_SAMPLE == 0;
    int sample = minute * SAMPLES_PER_MINUTE + step / STEPS_PER_SAMPLE;
    for (int i = 0; i < detectors.size(); i++) {
      Station station = road.stations().get(i);
      CellTransmission lane = station.hov() ? hov : mainline;
      passed[i] += lane.outflow(station.cell());
      present[i] += lane.vehicles(station.cell());
      if (complete && minute >= 0) {
        read(i, station, sample, demand);
      }
      if (complete) {
        passed[i] = 0;
        present[i] = 0;
      }
    }
  }

  private void read(int i, Station station, int sample, double demand) {
    int lanes = station.segment().lanes();
    double free = cells.get(station.cell()).freeSpeedKmh();
    double onCell = present[i] / STEPS_PER_SAMPLE;
    double speed =
        onCell > 0
            ? passed[i] / onCell * CellTransmission.CELL_KM * 3600 / SyntheticDay.SAMPLE_SECONDS
            : free;
    double usual = demand * (station.hov() ? HOV_PEAK_VPH : cells.get(station.cell()).peakVph());
    detectors
        .get(i)
        .read(sample, passed[i], onCell / (CellTransmission.CELL_KM * lanes), speed, usual, lanes);
  }
}
