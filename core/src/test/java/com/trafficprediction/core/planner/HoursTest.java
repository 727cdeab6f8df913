package com.trafficprediction.core.planner;

import static com.trafficprediction.core.planner.PlannerExamples.observed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.trafficprediction.core.planner.PeakHours.Half;
import com.trafficprediction.core.planner.PeakHours.Peak;
import com.trafficprediction.core.window.WindowSums;
import org.junit.jupiter.api.Test;

class HoursTest {
  @Test
  void anHourOfThreeWindowsOneOfThemSilent() {
    HourFold hour = new HourFold(0.5);
    hour.add(observed(100, 300));
    hour.add(observed(50, 100));
    hour.add(WindowSums.EMPTY);

    assertThat(hour.observedWindows()).isEqualTo(2);
    assertThat(hour.windows().speedKmh()).isCloseTo((100 * 300 + 50 * 100) / 400.0, within(1e-9));
    assertThat(hour.minSpeedKmh()).isEqualTo(50);
    assertThat(hour.maxSpeedKmh()).isEqualTo(100);
    assertThat(hour.stdSpeedKmh()).isCloseTo(50 / Math.sqrt(2), within(1e-9));
    assertThat(hour.congestedShare()).isEqualTo(0.5);
    assertThat(hour.travel().vehicleKm()).isEqualTo(200);
    assertThat(hour.travel().vehicleHours()).isCloseTo(1.5 + 1, within(1e-6));
  }

  @Test
  void anHourWithoutAReadingHasNothingToSay() {
    HourFold hour = new HourFold(Double.NaN);
    hour.add(WindowSums.EMPTY);

    assertThat(hour.congestedShare()).isNaN();
    assertThat(hour.minSpeedKmh()).isNaN();
    assertThat(hour.stdSpeedKmh()).isNaN();
    assertThat(hour.travel().isEmpty()).isTrue();
  }

  @Test
  void mondaysPeakWhereTheyAreBusiestAndSlowest() {
    PeakHours peaks = new PeakHours();
    for (int week = 0; week < 3; week++) {
      peaks.add(0, 7, 5000, 60);
      peaks.add(0, 8, 4000, 40);
      peaks.add(0, 17, 4500 + week, 30);
      peaks.add(0, 3, Double.NaN, 110);
    }
    peaks.add(1, 8, 9000, 10);

    assertThat(peaks.table(PeakHours.MIN_DAYS)).hasSize(2);
    Peak morning = peaks.table(PeakHours.MIN_DAYS).get(0);
    assertThat(morning.half()).isEqualTo(Half.MORNING);
    assertThat(morning.busiestHour()).hasValue(7);
    assertThat(morning.busiestVolumeVph()).isEqualTo(5000);
    assertThat(morning.slowestHour()).hasValue(8);
    assertThat(morning.slowestSpeedKmh()).isCloseTo(40, within(1e-9));
    assertThat(peaks.table(PeakHours.MIN_DAYS).get(1).busiestVolumeVph()).isEqualTo(4501);
  }

  @Test
  void withoutVolumeOnlyTheSlowestHourIsKnown() {
    PeakHours peaks = new PeakHours();
    PeakHours more = new PeakHours();
    for (int week = 0; week < 3; week++) {
      (week == 0 ? peaks : more).add(4, 16, Double.NaN, 50);
    }
    peaks.merge(more);

    Peak evening = peaks.table(3).get(0);
    assertThat(evening.busiestHour()).isEmpty();
    assertThat(evening.busiestVolumeVph()).isNaN();
    assertThat(evening.slowestHour()).hasValue(16);
    assertThat(evening.days()).isEqualTo(3);
  }
}
