package com.trafficprediction.feeds.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CellTransmissionTest {
  private static final int CELLS = 60;
  private static final int LANES = 3;
  private static final double FREE_KMH = 105;
  private static final int STEPS_PER_HOUR = 3600 / CellTransmission.STEP_SECONDS;
  private static final int STEPS_PER_MINUTE = 60 / CellTransmission.STEP_SECONDS;

  @Property(tries = 50)
  void noVehicleIsLostOrMade(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] exits = new double[CELLS];
    exits[20] = 0.2;
    exits[CELLS - 1] = 0.3;
    CellTransmission road = road(exits);
    road.setCapacityFactor(40, 0.3 + 0.7 * random.nextDouble());
    double demand = random.nextDouble() * LANES * 2_500;
    double lowest = 0;
    double densest = 0;
    double fastest = 0;
    for (int step = 0; step < 2 * STEPS_PER_HOUR; step++) {
      road.arrive(demand / STEPS_PER_HOUR * random.nextDouble());
      road.arriveAtRamp(23, 3 * random.nextDouble());
      road.step();
      lowest =
          Math.min(lowest, IntStream.range(0, CELLS).mapToDouble(road::density).min().orElse(0));
      densest =
          Math.max(densest, IntStream.range(0, CELLS).mapToDouble(road::density).max().orElse(0));
      fastest =
          Math.max(fastest, IntStream.range(0, CELLS).mapToDouble(road::speedKmh).max().orElse(0));
    }
    assertThat(lowest).isNotNegative();
    assertThat(densest).isLessThanOrEqualTo(FundamentalDiagram.JAM_DENSITY + 1e-9);
    assertThat(fastest).isLessThanOrEqualTo(FREE_KMH);
    assertThat(road.left() + road.present()).isCloseTo(road.entered(), within(1e-6));
  }

  @Test
  void lightTrafficDrivesAtFreeSpeed() {
    CellTransmission road = road(new double[CELLS]);
    drive(road, 600, STEPS_PER_HOUR);
    assertThat(road.speedKmh(30)).isCloseTo(FREE_KMH, within(0.5));
    assertThat(flowVph(road, 30)).isCloseTo(600, within(1.0));
  }

  @Test
  void heavyTrafficIsALittleSlowerBeforeAnyQueue() {
    CellTransmission road = road(new double[CELLS]);
    drive(road, 0.95 * LANES * FundamentalDiagram.CAPACITY_VPH, STEPS_PER_HOUR);
    assertThat(road.speedKmh(30)).isBetween(0.92 * FREE_KMH, 0.97 * FREE_KMH);
  }

  @Test
  void aQueueGrowsUpstreamOfABlockedLaneAndLeavesTheRoadAheadFree() {
    CellTransmission road = road(new double[CELLS]);
    double demand = 4_500;
    drive(road, demand, STEPS_PER_HOUR);
    road.setCapacityFactor(45, 0.17);
    int tailAfter10 = tailAfter(road, demand, 10);
    int tailAfter25 = tailAfter(road, demand, 15);
    double waveKmh = (tailAfter10 - tailAfter25) * CellTransmission.CELL_KM / 0.25;
    assertThat(waveKmh).as("speed of the tail, upstream").isBetween(10.0, 25.0);
    assertThat(road.speedKmh(43)).isLessThan(15);
    assertThat(road.speedKmh(50)).isCloseTo(FREE_KMH, within(1.0));
    assertThat(flowVph(road, 50)).isLessThan(0.2 * LANES * FundamentalDiagram.CAPACITY_VPH);
  }

  @Test
  void theQueueDissolvesFromItsHeadAtTheWaveSpeed() {
    CellTransmission road = road(new double[CELLS]);
    double demand = 4_500;
    drive(road, demand, STEPS_PER_HOUR);
    road.setCapacityFactor(55, 0.17);
    int tail = tailAfter(road, demand, 30);
    road.setCapacityFactor(55, 1);
    drive(road, demand, 12 * STEPS_PER_MINUTE);
    int moving = 54;
    while (road.speedKmh(moving) > 40) {
      moving--;
    }
    double waveKmh = (54 - moving) * CellTransmission.CELL_KM / 0.2;
    assertThat(waveKmh).isBetween(14.0, 25.0);
    drive(road, demand, 2 * STEPS_PER_HOUR);
    assertThat(road.speedKmh(tail + 5)).isGreaterThan(0.9 * FREE_KMH);
  }

  @Test
  void aQueueDischargesLessThanTheBottleneckCarriedBefore() {
    CellTransmission road = road(new double[CELLS]);
    road.setCapacityFactor(45, 0.85);
    double capacity = 0.85 * LANES * FundamentalDiagram.CAPACITY_VPH;
    drive(road, 0.99 * capacity, STEPS_PER_HOUR);
    double before = flowVph(road, 46);
    drive(road, 1.15 * capacity, STEPS_PER_HOUR);
    drive(road, 0.99 * capacity, STEPS_PER_HOUR / 2);
    double after = flowVph(road, 46);
    assertThat(before).isCloseTo(0.99 * capacity, within(5.0));
    assertThat(1 - after / capacity).as("capacity drop").isBetween(0.03, 0.15);
  }

  @Test
  void queuesLieOnTheCongestedBranch() {
    CellTransmission road = road(new double[CELLS]);
    road.setCapacityFactor(50, 0.6);
    drive(road, 5_500, 2 * STEPS_PER_HOUR);
    double wave = FundamentalDiagram.waveSpeedKmh(FREE_KMH);
    for (int cell = 30; cell < 48; cell++) {
      double expected = wave * (FundamentalDiagram.JAM_DENSITY - road.density(cell));
      assertThat(flowVph(road, cell) / LANES).isCloseTo(expected, within(20.0));
    }
    assertThat(wave).isBetween(15.0, 25.0);
  }

  @Test
  void aFullRoadKeepsLeaversWaitingToo() {
    double[] exits = new double[CELLS];
    exits[40] = 0.5;
    CellTransmission road = road(exits);
    road.setCapacityFactor(41, 0);
    drive(road, 3_000, STEPS_PER_HOUR);
    assertThat(flowVph(road, 40)).isZero();
  }

  @Test
  void refusesSpeedsThatCrossACellInOneStep() {
    CellTransmission road = road(new double[CELLS]);
    assertThatThrownBy(() -> road.setFreeSpeed(3, 130))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("115.2 km/h");
  }

  private static CellTransmission road(double[] exits) {
    int[] lanes = new int[CELLS];
    Arrays.fill(lanes, LANES);
    double[] speeds = new double[CELLS];
    Arrays.fill(speeds, FREE_KMH);
    return new CellTransmission(lanes, speeds, exits);
  }

  private static void drive(CellTransmission road, double demandVph, int steps) {
    for (int step = 0; step < steps; step++) {
      road.arrive(demandVph / STEPS_PER_HOUR);
      road.step();
    }
  }

  /** Drives on and gives the most upstream cell of the queue. */
  private static int tailAfter(CellTransmission road, double demandVph, int minutes) {
    drive(road, demandVph, minutes * STEPS_PER_MINUTE);
    int tail = 0;
    while (road.speedKmh(tail) > 60) {
      tail++;
    }
    return tail;
  }

  private static double flowVph(CellTransmission road, int cell) {
    return road.outflow(cell) * STEPS_PER_HOUR;
  }
}
