package com.trafficprediction.core.planner;

import static com.trafficprediction.core.planner.PlannerExamples.CALENDAR;
import static com.trafficprediction.core.planner.PlannerExamples.at;
import static com.trafficprediction.core.planner.PlannerExamples.observed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.trafficprediction.core.network.ChainPosition;
import com.trafficprediction.core.network.Direction;
import com.trafficprediction.core.network.LaneType;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.core.window.WindowSums;
import com.trafficprediction.core.window.Windows;
import java.util.List;
import org.junit.jupiter.api.Test;

class BottleneckTest {
  private static final double FREE = 100;
  private static final double SLOW = 40;
  private final BottleneckDetector detector =
      new BottleneckDetector(CALENDAR, ReferenceSpeed.MPH_60);

  /** Southbound: postmiles fall in the direction of traffic, so a is upstream of b, c, d. */
  private static Segment station(String id, double postmileKm) {
    return new Segment(
        id,
        id,
        33.8,
        -117.8,
        new ChainPosition("I5", Direction.SOUTH, LaneType.MAINLINE, postmileKm),
        1.0,
        4);
  }

  private static ChainDay day(Segment... stations) {
    ChainDay day =
        new ChainDay(
            CALENDAR.localDay(at("2022-01-18T00:00")),
            at("2022-01-18T00:00"),
            at("2022-01-19T00:00"),
            List.of(stations));
    for (Segment station : stations) {
      for (int point = 0; point < day.points(); point++) {
        day.put(station.id(), day.millisAt(point), observed(FREE, 100));
      }
    }
    return day;
  }

  private static ChainDay fourStations() {
    return day(station("c", 8), station("a", 10), station("d", 7), station("b", 9));
  }

  private static void set(ChainDay day, String id, String local, int points, WindowSums sums) {
    for (int i = 0; i < points; i++) {
      day.put(id, at(local) + i * Windows.MILLIS, sums);
    }
  }

  @Test
  void aQueueOfTwoStationsForHalfAnHour() {
    ChainDay day = fourStations();
    set(day, "b", "2022-01-18T07:00", 6, observed(SLOW, 100));
    set(day, "c", "2022-01-18T07:00", 6, observed(SLOW, 100));

    Bottleneck found = detector.detect(day).get(0);

    assertThat(detector.detect(day)).hasSize(1);
    assertThat(found.segmentId()).isEqualTo("c");
    assertThat(found.downstreamId()).isEqualTo("d");
    assertThat(found.shift()).isEqualTo(Shift.AM);
    assertThat(found.firstMillis()).isEqualTo(at("2022-01-18T07:00"));
    assertThat(found.activeMinutes()).isEqualTo(30);
    assertThat(found.maxExtentKm()).isEqualTo(2);
    assertThat(found.queueKmHours()).isCloseTo(1.0, within(1e-12));
    // 6 windows x 2 stations x 100 vehicles x 1 km, each at 40 instead of 96.56 km/h.
    assertThat(found.delayVehicleHours()).isCloseTo(1200 * (1 / 40.0 - 1 / 96.56064), within(1e-5));
  }

  @Test
  void fourOfSevenPointsAreNotEnoughFiveWithAGapAre() {
    ChainDay four = fourStations();
    set(four, "c", "2022-01-18T12:00", 4, observed(SLOW, 100));
    ChainDay five = fourStations();
    set(five, "c", "2022-01-18T12:00", 3, observed(SLOW, 100));
    set(five, "c", "2022-01-18T12:25", 2, observed(SLOW, 100));

    assertThat(detector.detect(four)).isEmpty();
    assertThat(detector.detect(five))
        .singleElement()
        .satisfies(b -> assertThat(b.shift()).isEqualTo(Shift.NOON))
        .satisfies(b -> assertThat(b.activeMinutes()).isEqualTo(35));
  }

  @Test
  void aSlowRoadWithoutARiseIsNoBottleneckNorIsAModestRise() {
    ChainDay everywhere = fourStations();
    for (String id : List.of("a", "b", "c", "d")) {
      set(everywhere, id, "2022-01-18T07:00", 12, observed(SLOW, 100));
    }
    ChainDay modest = fourStations();
    set(modest, "c", "2022-01-18T07:00", 12, observed(70, 100));

    assertThat(detector.detect(everywhere)).isEmpty();
    assertThat(detector.detect(modest)).isEmpty();
  }

  @Test
  void gapsAreNeverBridged() {
    ChainDay far = day(station("a", 20), station("b", 10));
    set(far, "a", "2022-01-18T07:00", 12, observed(SLOW, 100));
    ChainDay silent = fourStations();
    set(silent, "d", "2022-01-18T07:00", 12, WindowSums.EMPTY);
    set(silent, "c", "2022-01-18T07:00", 12, observed(SLOW, 100));
    ChainDay hole = fourStations();
    set(hole, "a", "2022-01-18T07:00", 12, observed(SLOW, 100));
    set(hole, "b", "2022-01-18T07:00", 12, WindowSums.EMPTY);
    set(hole, "c", "2022-01-18T07:00", 12, observed(SLOW, 100));

    assertThat(detector.detect(far)).isEmpty();
    assertThat(detector.detect(silent)).isEmpty();
    assertThat(detector.detect(hole))
        .singleElement()
        .extracting(Bottleneck::maxExtentKm)
        .isEqualTo(1.0);
  }

  @Test
  void aShiftEndsTheActivation() {
    ChainDay day = fourStations();
    set(day, "c", "2022-01-18T09:30", 12, observed(SLOW, 100));

    assertThat(detector.detect(day))
        .extracting(Bottleneck::shift, Bottleneck::activeMinutes)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Shift.AM, 30),
            org.assertj.core.groups.Tuple.tuple(Shift.NOON, 30));
  }

  @Test
  void placesAreRankedByDelayThenByQueue() {
    Bottleneck worst = bottleneck("x", 1, 60, 30.0);
    Bottleneck again = bottleneck("x", 2, 30, 20.0);
    Bottleneck lesser = bottleneck("y", 1, 200, 40.0);
    Bottleneck without = bottleneck("z", 1, 300, Double.NaN);

    List<BottleneckRanking.Place> places =
        BottleneckRanking.rank(List.of(without, again, lesser, worst));

    assertThat(places)
        .extracting(BottleneckRanking.Place::segmentId)
        .containsExactly("x", "y", "z");
    assertThat(places.get(0).activeDays()).isEqualTo(2);
    assertThat(places.get(0).meanActiveMinutes()).isEqualTo(45);
    assertThat(places.get(0).totalDelayVehicleHours()).isEqualTo(50);
    assertThat(places.get(2).totalDelayVehicleHours()).isNaN();
  }

  private static Bottleneck bottleneck(String id, long day, int minutes, double delay) {
    return new Bottleneck(id, id + "'", day, Shift.PM, 0, minutes, 1, 1, minutes / 60.0, delay);
  }

  @Test
  void aWindowOfAnotherRoadIsRefused() {
    assertThatThrownBy(() -> fourStations().put("q", at("2022-01-18T07:00"), WindowSums.EMPTY))
        .hasMessageContaining("q");
  }
}
