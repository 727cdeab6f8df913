package com.trafficprediction.feeds.synthetic;

import com.trafficprediction.core.random.Seeds;
import com.trafficprediction.core.units.Quantity;
import java.util.SplittableRandom;

/**
 * A station's loops on one service day: turns the model's flow and density into 30-second readings
 * with the faults of real ones. Not thread-safe.
 *
 * <p>Each detector has its own small bias in speed, count and effective vehicle length. Speeds
 * carry the sampling error of the vehicles that passed, a slow drift (who happens to drive), and in
 * queues the stop-and-go that a first-order model lacks. Occupancy is density times effective
 * length. Counts are whole vehicles; what is left over of one is counted in the next reading.
 */
final class Detector {
  private static final double EFFECTIVE_LENGTH_KM = 0.0066;
  private static final double SPEED_SPREAD = 0.09;
  private static final double DRIFT_KMH = 2.4;
  private static final double DRIFT_MEMORY_SECONDS = 1_500;
  private static final double STOP_AND_GO = 0.16;
  private static final double STOP_AND_GO_MEMORY_SECONDS = 240;
  private static final double COUNT_SPREAD = 0.35;
  private static final double OCCUPANCY_SPREAD = 0.06;
  private static final double MIN_SPEED_KMH = 3;
  private static final double PERCENT = 100;

  private final SplittableRandom random;
  private final Faults faults;
  private final double noise;
  private final double freeSpeedKmh;
  private final double speedBias;
  private final double countBias;
  private final double lengthBias;
  private final Noise drift;
  private final Noise stopAndGo;
  private final SampleLog log;
  private double uncounted;

  /**
   * @param index number of the station in the network
   * @param freeSpeedKmh free speed at the station
   * @param log where the readings go
   */
  Detector(
      SyntheticParameters parameters,
      ServiceDay day,
      int index,
      double freeSpeedKmh,
      SampleLog log) {
    Seeds seeds = new Seeds(parameters.seed());
    SplittableRandom own = seeds.generator("synthetic/detector", index);
    this.noise = parameters.noise();
    this.speedBias = 1 + noise * 0.012 * Noise.clipped(own);
    this.countBias = 1 + noise * 0.015 * (Noise.clipped(own) - 1);
    this.lengthBias = 1 + noise * 0.04 * Noise.clipped(own);
    this.random = seeds.generator(day.stream("readings"), index);
    this.faults =
        new Faults(parameters, seeds.generator(day.stream("faults"), index), day.samples());
    this.freeSpeedKmh = freeSpeedKmh;
    this.drift = new Noise(random, SyntheticDay.SAMPLE_SECONDS, DRIFT_MEMORY_SECONDS);
    this.stopAndGo = new Noise(random, SyntheticDay.SAMPLE_SECONDS, STOP_AND_GO_MEMORY_SECONDS);
    this.log = log;
  }

  /**
   * Takes one reading.
   *
   * @param sample number of the reading in the service day
   * @param passed vehicles that passed in the 30 s
   * @param density mean vehicles per km and lane
   * @param speedKmh their speed
   * @param usualVph what usually passes at this time, for imputation
   * @param lanes lanes at the station
   */
  void read(
      int sample, double passed, double density, double speedKmh, double usualVph, int lanes) {
    int vehicles = count(passed);
    int speed = vehicles == 0 ? Quantity.ABSENT : Quantity.centi(speed(speedKmh, vehicles));
    int occupancy = vehicles == 0 ? 0 : Quantity.centi(occupancy(density));
    switch (faults.at(sample)) {
      case NONE -> log.observed(sample, speed, vehicles, occupancy);
      case STUCK -> log.repeat(sample);
      case IMPUTED -> impute(sample, usualVph, lanes);
      case MISSING -> {}
    }
  }

  private int count(double passed) {
    double seen =
        passed * countBias + noise * Math.sqrt(COUNT_SPREAD * passed) * Noise.clipped(random);
    uncounted += Math.max(0, seen);
    int vehicles = (int) uncounted;
    uncounted -= vehicles;
    return vehicles;
  }

  private double speed(double speedKmh, int vehicles) {
    double free = Math.min(1, speedKmh / freeSpeedKmh);
    double slow = drift.next() * DRIFT_KMH * free;
    double wave = 1 + noise * STOP_AND_GO * (1 - free) * stopAndGo.next();
    double sampling = SPEED_SPREAD * speedKmh * Noise.clipped(random) / Math.sqrt(vehicles);
    return Math.max(MIN_SPEED_KMH, speedKmh * speedBias * wave + noise * (slow + sampling));
  }

  private double occupancy(double density) {
    double factor = 1 + noise * OCCUPANCY_SPREAD * Noise.clipped(random);
    double percent = density * EFFECTIVE_LENGTH_KM * lengthBias * factor * PERCENT;
    return Math.max(0, Math.min(PERCENT, percent));
  }

  /** What an agency fills in: the usual flow, and the speed that goes with it on a free road. */
  private void impute(int sample, double usualVph, int lanes) {
    double perLane = Math.min(usualVph / lanes, FundamentalDiagram.CAPACITY_VPH);
    double speed = FundamentalDiagram.freeBranchSpeedKmh(freeSpeedKmh, perLane);
    double density = perLane / speed;
    log.imputed(
        sample,
        Quantity.centi(speed),
        Quantity.vehicles(perLane * lanes, SyntheticDay.SAMPLE_SECONDS),
        Quantity.centi(density * EFFECTIVE_LENGTH_KM * PERCENT));
  }
}
