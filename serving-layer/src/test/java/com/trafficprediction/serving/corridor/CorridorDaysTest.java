package com.trafficprediction.serving.corridor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.schemas.HourlyAggregate;
import com.trafficprediction.serving.forecast.Roads;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CorridorDaysTest {
  private static final LocalCalendar CALENDAR = Roads.network().calendar();
  private static final Segment A = Roads.network().get("T_001");
  private static final Segment B = Roads.network().get("T_002");
  private static final LocalDate TUESDAY = LocalDate.of(2025, 2, 4);

  @Test
  void speedIsVehicleKilometresOverVehicleHours() {
    CorridorDays.Day day =
        days(
                1,
                Map.of(
                    A, List.of(hour(A, TUESDAY, 8, 1_000.0, 10.0, 0L, 12, 0)),
                    B, List.of(hour(B, TUESDAY, 8, 1_000.0, 40.0, 0L, 12, 0.5))))
            .get(0);
    assertThat(day.hours().get(8).speedKmh())
        .as("2,000 km in 50 h, not the mean of 100 and 25")
        .isCloseTo(40, within(1e-9));
    assertThat(day.hours().get(8).congestedKmHours())
        .as("half an hour of B's kilometre")
        .isCloseTo(0.5, within(1e-9));
    assertThat(day.total().delayVehicleHours()).isCloseTo(2, within(1e-9));
    assertThat(day.hours().get(9).speedKmh()).isNaN();
    assertThat(day.total().observedShare()).isCloseTo(1 / 24.0, within(1e-9));
  }

  @Test
  void imputedFlowWithoutASpeedDoesNotMakeTheRoadFaster() {
    CorridorDays.Day day =
        days(
                1,
                Map.of(
                    A, List.of(hour(A, TUESDAY, 8, 1_000.0, 20.0, 0L, 12, 0)),
                    B, List.of(hour(B, TUESDAY, 8, 9_000.0, 20.0, 800L, 2, 0))))
            .get(0);
    assertThat(day.hours().get(8).speedKmh()).isCloseTo(50, within(1e-9));
    assertThat(day.hours().get(8).vehicleKm()).isCloseTo(10_000, within(1e-9));
  }

  @Test
  void withoutVolumeThereIsNoDelayAndNoSpeedButCongestedLength() {
    CorridorDays.Day day =
        days(1, Map.of(A, List.of(hour(A, TUESDAY, 8, null, null, null, 12, 1)))).get(0);
    assertThat(day.total().delayVehicleHours()).isNaN();
    assertThat(day.total().speedKmh()).isNaN();
    assertThat(day.total().congestedKmHours()).isCloseTo(1, within(1e-9));
  }

  @Test
  void theUsualDayIsTheMedianOfWellObservedWholeDaysAndTakesThreeOfThem() {
    List<HourlyAggregate> hours = new ArrayList<>();
    // Five Tuesdays with 10, 20, 30, 40, 50 hours of travel at eight; the fourth was an outage.
    for (int week = 0; week < 5; week++) {
      for (int hour = 0; hour < 24; hour++) {
        boolean outage = week == 3;
        hours.add(
            hour(
                A,
                TUESDAY.plusWeeks(week),
                hour,
                1_000.0,
                10.0 * (week + 1),
                0L,
                outage ? 2 : 12,
                0));
      }
    }
    List<CorridorDays.Usual> usual = CorridorDays.usual(days(29, Map.of(A, hours)));
    CorridorDays.UsualHour eight = usual.get(1).hours().get(8);
    assertThat(eight.days()).isEqualTo(4);
    assertThat(eight.speedKmh().median()).isCloseTo((50 + 1_000 / 30.0) / 2, within(1e-9));
    assertThat(eight.speedKmh().least()).isCloseTo(20, within(1e-9));
    assertThat(eight.speedKmh().greatest()).isCloseTo(100, within(1e-9));
    assertThat(usual.get(0).hours().get(8).days()).as("no Monday was observed").isZero();
    assertThat(usual.get(0).hours().get(8).speedKmh().median()).isNaN();
  }

  @Test
  void aDayThatTheWatermarkCutsIsNotAmongTheUsualOnes() {
    long from = SpeedMap.startOf(TUESDAY, CALENDAR);
    List<CorridorDays.Day> days =
        CorridorDays.of(CALENDAR, from, from + 36 * 3_600_000L, Map.of(A, List.of()));
    assertThat(days).extracting(CorridorDays.Day::complete).containsExactly(true, false);
    assertThat(days.get(1).hours().get(11).observedShare()).isZero();
    assertThat(days.get(1).hours().get(12).observedShare()).as("not yet").isNaN();
  }

  private static List<CorridorDays.Day> days(
      int days, Map<Segment, List<HourlyAggregate>> stations) {
    return CorridorDays.of(
        CALENDAR,
        SpeedMap.startOf(TUESDAY, CALENDAR),
        SpeedMap.startOf(TUESDAY.plusDays(days), CALENDAR),
        stations);
  }

  private static HourlyAggregate hour(
      Segment segment,
      LocalDate day,
      int hour,
      @Nullable Double vehicleKm,
      @Nullable Double vehicleHours,
      @Nullable Long imputed,
      int observed,
      double congested) {
    return HourlyAggregate.newBuilder()
        .setSegmentId(segment.id())
        .setHourStart(Instant.ofEpochMilli(SpeedMap.startOf(day, CALENDAR) + hour * 3_600_000L))
        .setLocalDate(day)
        .setLocalHour(hour)
        .setSpeedAvgKmh(80.0)
        .setImputedVehicles(imputed)
        .setVmtVehicleKm(vehicleKm)
        .setVhtVehicleHours(vehicleHours)
        .setDelayVehicleHours(vehicleHours == null ? null : 1.0)
        .setCongestedShare(congested)
        .setObservedWindows(observed)
        .setExpectedWindows(12)
        .setObservedShare(observed / 12.0)
        .build();
  }
}
