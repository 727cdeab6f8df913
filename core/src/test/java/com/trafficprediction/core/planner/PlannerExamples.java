package com.trafficprediction.core.planner;

import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.reading.Reading;
import com.trafficprediction.core.units.Quantity;
import com.trafficprediction.core.window.WindowFold;
import com.trafficprediction.core.window.WindowSums;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Set;

/** Windows and instants that planner tests share. */
final class PlannerExamples {
  static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");
  static final LocalCalendar CALENDAR = new LocalCalendar(ZONE, Set.of(LocalDate.of(2022, 1, 17)));

  private PlannerExamples() {}

  static long at(String local) {
    return LocalDateTime.parse(local).atZone(ZONE).toInstant().toEpochMilli();
  }

  /** One observed five-minute reading; NaN speed for none, vehicles -1 for none. */
  static WindowSums observed(double speedKmh, int vehicles) {
    return fold(
        new Reading("e", "s", 0, 300, Quantity.centi(speedKmh), vehicles, Quantity.ABSENT, 10_000));
  }

  /** One reading that its source made up. */
  static WindowSums imputed(double speedKmh, int vehicles) {
    return fold(
        new Reading("e", "s", 0, 300, Quantity.centi(speedKmh), vehicles, Quantity.ABSENT, 0));
  }

  private static WindowSums fold(Reading reading) {
    WindowFold fold = new WindowFold();
    fold.add(reading);
    return fold.sums();
  }
}
