package com.trafficprediction.feeds.synthetic;

/**
 * The cell transmission model of Daganzo (1994, 1995) for one road and one group of lanes, stepped
 * every {@value #STEP_SECONDS} s over cells of {@value #CELL_KM} km.
 *
 * <p>In each step a cell offers what it can send (free branch, at most capacity) and what it can
 * receive (congested branch, at most capacity); what crosses a border is the lesser of the two. An
 * off-ramp takes its share of what leaves a cell, first in first out: when the road ahead is full,
 * those who want to leave wait too (Daganzo 1995, diverge). An on-ramp and the road share what the
 * next cell can receive by priority (Daganzo 1995, merge). Ramps and the upstream end hold their
 * queues outside the road, so no vehicle is lost.
 *
 * <p><b>Capacity drop.</b> A queue discharges less than the same place carried before it broke down
 * (Hall and Agyemang-Duah 1991; Cassidy and Bertini 1999: 3 to 15 %). Here the cell ahead of a
 * queue receives at most (1 - d·g) of its capacity, where d is {@value #CAPACITY_DROP} and g rises
 * from 0 to 1 while the density behind it rises from critical to {@value #DROP_SPAN} veh/km above
 * (a first-order model with a drop, of the kind that Kontorinaki et al. 2017 compare).
 *
 * <p>Courant: free speeds times the step must not exceed a cell. Not thread-safe.
 */
final class CellTransmission {
  static final int STEP_SECONDS = 10;
  static final double CELL_KM = 0.32;

  /** No vehicle may cross a whole cell in one step. */
  static final double MAX_FREE_SPEED_KMH = CELL_KM * 3600 / STEP_SECONDS;

  private static final double CAPACITY_DROP = 0.06;
  private static final double DROP_SPAN = 12;

  /** Share of a full cell that an on-ramp may claim against the whole road. */
  private static final double RAMP_PRIORITY = 0.18;

  /** Fewer vehicles than this in a cell are rounding, not traffic. */
  private static final double EMPTY = 1e-9;

  private static final double STEP_HOURS = STEP_SECONDS / 3600.0;

  private final int cells;
  private final int[] lanes;
  private final double[] exitShare;
  private final double[] freeSpeed;
  private final double[] reach;
  private final double[] critical;
  private final double[] perCritical;
  private final double[] density;
  private final double[] room;
  private final double[] perLaneKm;
  private final double[] full;
  private final double[] vehicles;
  private final double[] before;
  private final double[] outflow;
  private final double[] send;
  private final double[] receive;
  private final double[] rampQueue;
  private double originQueue;
  private double entered;
  private double left;

  /**
   * An empty road.
   *
   * @param lanes lanes per cell
   * @param freeSpeedKmh free speed per cell, at most {@link #MAX_FREE_SPEED_KMH}
   * @param exitShare share of a cell's outflow that takes an off-ramp
   */
  CellTransmission(int[] lanes, double[] freeSpeedKmh, double[] exitShare) {
    this.cells = lanes.length;
    this.lanes = lanes.clone();
    this.exitShare = exitShare.clone();
    this.freeSpeed = new double[cells];
    this.critical = new double[cells];
    this.density = new double[cells];
    this.room = new double[cells];
    this.perLaneKm = new double[cells];
    this.full = new double[cells];
    this.reach = new double[cells];
    this.perCritical = new double[cells];
    this.vehicles = new double[cells];
    this.before = new double[cells];
    this.outflow = new double[cells];
    this.send = new double[cells];
    this.receive = new double[cells];
    this.rampQueue = new double[cells];
    for (int i = 0; i < cells; i++) {
      perLaneKm[i] = 1 / (CELL_KM * lanes[i]);
      setFreeSpeed(i, freeSpeedKmh[i]);
      setCapacityFactor(i, 1);
    }
  }

  /** Changes a cell's free speed: rain, or a slow lane beside it. */
  void setFreeSpeed(int cell, double kmh) {
    if (!(kmh > 0 && kmh <= MAX_FREE_SPEED_KMH)) {
      throw new IllegalArgumentException(
          "free speed must lie in 0 to " + MAX_FREE_SPEED_KMH + " km/h, was " + kmh);
    }
    freeSpeed[cell] = kmh;
    reach[cell] = kmh * (STEP_HOURS / CELL_KM);
    critical[cell] = FundamentalDiagram.criticalDensity(kmh);
    perCritical[cell] = 1 / critical[cell];
    room[cell] = FundamentalDiagram.waveSpeedKmh(kmh) * lanes[cell] * STEP_HOURS;
  }

  /** Changes a cell's capacity, 1 being that of its lanes: weaving, rain, incidents. */
  void setCapacityFactor(int cell, double factor) {
    full[cell] = FundamentalDiagram.CAPACITY_VPH * lanes[cell] * factor * STEP_HOURS;
  }

  /** Adds vehicles that want to enter at the upstream end. */
  void arrive(double count) {
    originQueue += count;
    entered += count;
  }

  /** Adds vehicles that want to enter a cell by its on-ramp. */
  void arriveAtRamp(int cell, double count) {
    rampQueue[cell] += count;
    entered += count;
  }

  /** Moves everything on by one step. */
  void step() {
    sending();
    receiving();
    double fromOrigin = Math.min(originQueue, receive[0]);
    originQueue -= fromOrigin;
    double inflow = fromOrigin + fromRamp(0, fromOrigin);
    for (int i = 0; i < cells; i++) {
      double through = 1 - exitShare[i];
      double next = i + 1 < cells ? crossing(i, through) : send[i];
      double out = exitShare[i] == 0 ? next : through > 0 ? next / through : send[i];
      before[i] = vehicles[i];
      vehicles[i] = Math.max(0, vehicles[i] + inflow - out);
      outflow[i] = out;
      left += i + 1 < cells ? out - next : out;
      inflow = i + 1 < cells ? next + fromRamp(i + 1, next) : 0;
    }
  }

  /** Vehicles that cross from cell i into the next, by supply, demand and the ramp's priority. */
  private double crossing(int i, double through) {
    double demand = send[i] * through;
    double supply = receive[i + 1];
    double ramp = rampQueue[i + 1];
    if (demand + ramp <= supply) {
      return demand;
    }
    return median(demand, supply - ramp, (1 - RAMP_PRIORITY) * supply);
  }

  /** Takes from a ramp's queue what fits beside the road's own inflow. */
  private double fromRamp(int cell, double roadInflow) {
    double taken = Math.max(0, Math.min(rampQueue[cell], receive[cell] - roadInflow));
    rampQueue[cell] -= taken;
    return taken;
  }

  /** The free branch; from the critical density on it lies above capacity, which then binds. */
  private void sending() {
    for (int i = 0; i < cells; i++) {
      density[i] = vehicles[i] * perLaneKm[i];
      double share = Math.min(1, density[i] * perCritical[i]);
      double free = vehicles[i] * reach[i] * (1 - FundamentalDiagram.BEND * share * share);
      send[i] = Math.min(full[i], free);
    }
  }

  private void receiving() {
    receive[0] = Math.min(full[0], room[0] * (FundamentalDiagram.JAM_DENSITY - density[0]));
    for (int i = 1; i < cells; i++) {
      double queued = (density[i - 1] - critical[i - 1]) * (1 / DROP_SPAN);
      double dropped = full[i] * (1 - CAPACITY_DROP * Math.min(1, Math.max(0, queued)));
      double space = room[i] * (FundamentalDiagram.JAM_DENSITY - density[i]);
      receive[i] = Math.max(0, Math.min(dropped, space));
    }
  }

  private static double median(double a, double b, double c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }

  /** Density of a cell now, vehicles per km and lane. */
  double density(int cell) {
    return vehicles[cell] * perLaneKm[cell];
  }

  /** Vehicles in a cell when the last step began. */
  double vehicles(int cell) {
    return before[cell];
  }

  /** Vehicles that left a cell in the last step, by its end or its off-ramp. */
  double outflow(int cell) {
    return outflow[cell];
  }

  /** Speed of a cell in the last step, km/h: what left it over what was in it. */
  double speedKmh(int cell) {
    return before[cell] < EMPTY
        ? freeSpeed[cell]
        : Math.min(freeSpeed[cell], outflow[cell] * CELL_KM / (before[cell] * STEP_HOURS));
  }

  /** All vehicles that wanted to enter so far. */
  double entered() {
    return entered;
  }

  /** All vehicles that have left so far. */
  double left() {
    return left;
  }

  /** Vehicles on the road and in the queues outside it. */
  double present() {
    double sum = originQueue;
    for (int i = 0; i < cells; i++) {
      sum += vehicles[i] + rampQueue[i];
    }
    return sum;
  }
}
