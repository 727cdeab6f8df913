package com.trafficprediction.serving.corridor;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.core.planner.HourFold;
import com.trafficprediction.core.profile.ProfileLookup;
import com.trafficprediction.core.profile.Usual;
import com.trafficprediction.core.reading.Reading;
import com.trafficprediction.core.window.TrafficWindow;
import com.trafficprediction.core.window.WindowFold;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.schemas.HourlyAggregate;
import com.trafficprediction.serving.forecast.Roads;
import com.trafficprediction.storage.records.HourlyRecords;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpeedMapTest {
  private static final Segment STATION = Roads.network().get("T_001");
  private static final LocalCalendar CALENDAR = Roads.network().calendar();
  private static final LocalDate DAY = LocalDate.of(2025, 3, 4);

  @Test
  void aDayWhoseWindowsAreKeptIsShownInFiveMinutesWithItsGaps() {
    SpeedMap map = map(DAY, windows(0, 288), hours(0, 24));
    assertThat(map.stepMinutes()).isEqualTo(5);
    assertThat(map.columns()).isEqualTo(288);
    assertThat(map.startMillis()).isEqualTo(Roads.START);
    SpeedMap.Row row = map.rows().get(0);
    assertThat(row.speedKmh().get(13)).isEqualTo(113);
    assertThat(row.speedKmh().get(7)).as("window 7 was not observed").isNaN();
    assertThat(row.hourlyKmh()).hasSize(24);
    assertThat(row.usualKmh().get(13)).isEqualTo(90);
    assertThat(map.observed()).isEqualTo(287);
  }

  @Test
  void aDayWhoseWindowsArePrunedInPartIsShownInHoursRatherThanAsAnOutage() {
    SpeedMap map = map(DAY, windows(144, 288), hours(0, 24));
    assertThat(map.stepMinutes()).isEqualTo(60);
    assertThat(map.columns()).isEqualTo(24);
    assertThat(map.rows().get(0).speedKmh()).noneMatch(speed -> speed.isNaN());
    assertThat(map.rows().get(0).usualKmh().get(3)).isEqualTo(90);
  }

  @Test
  void aDayWithoutReadingsIsEmptyAndNotHourly() {
    SpeedMap map = map(DAY, List.of(), List.of());
    assertThat(map.stepMinutes()).isEqualTo(5);
    assertThat(map.observed()).isZero();
  }

  @Test
  void theDaysOfClockChangesHaveTheirOwnLength() {
    assertThat(map(LocalDate.of(2025, 3, 9), List.of(), List.of()).columns()).isEqualTo(276);
    assertThat(map(LocalDate.of(2025, 11, 2), List.of(), List.of()).columns()).isEqualTo(300);
  }

  private static SpeedMap map(
      LocalDate day, List<TrafficWindow> windows, List<HourlyAggregate> hours) {
    ProfileLookup usual =
        new ProfileLookup() {
          @Override
          public Usual speed(long startMillis) {
            return new Usual(90, 5);
          }

          @Override
          public Usual volume(long startMillis) {
            return Usual.UNKNOWN;
          }
        };
    return SpeedMap.of(day, CALENDAR, List.of(new StationDay(STATION, windows, hours, usual)));
  }

  private static TrafficWindow window(int index) {
    WindowFold fold = new WindowFold();
    if (index != 7) {
      fold.add(
          new Reading(
              "r" + index,
              STATION.id(),
              Roads.start(index),
              Windows.SECONDS,
              (100 + index) * 100 % 20_000,
              100,
              500,
              10_000));
    }
    return new TrafficWindow(STATION.id(), Roads.start(index), fold.sums());
  }

  private static List<TrafficWindow> windows(int from, int until) {
    List<TrafficWindow> windows = new ArrayList<>();
    for (int i = from; i < until; i++) {
      windows.add(window(i));
    }
    return windows;
  }

  private static List<HourlyAggregate> hours(int from, int until) {
    List<HourlyAggregate> hours = new ArrayList<>();
    for (int hour = from; hour < until; hour++) {
      HourFold fold = new HourFold(STATION.lengthKm());
      for (int i = 0; i < 12; i++) {
        fold.add(window(hour * 12 + i).sums());
      }
      hours.add(HourlyRecords.toRecord(STATION.id(), Roads.start(hour * 12), CALENDAR, fold));
    }
    return hours;
  }
}
