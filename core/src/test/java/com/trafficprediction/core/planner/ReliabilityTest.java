package com.trafficprediction.core.planner;

import static com.trafficprediction.core.planner.PlannerExamples.CALENDAR;
import static com.trafficprediction.core.planner.PlannerExamples.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ReliabilityTest {
  @Test
  void twentyMorningsAtHandComputableSpeeds() {
    // Seconds per km on 20 days: ten at 36 (100 km/h), six at 40 (90), four at 72 (50 km/h).
    SpeedSample sample = new SpeedSample();
    for (int day = 0; day < 20; day++) {
      sample.add(day, day < 10 ? 100 : day < 16 ? 90 : 50);
    }

    Reliability.Measured measured = (Reliability.Measured) Reliability.of(sample, 100);

    double mean = (10 * 36 + 6 * 40 + 4 * 72) / 20.0;
    assertThat(measured.meanSecondsPerKm()).isCloseTo(mean, within(1e-3));
    assertThat(measured.travelTimeIndex()).isCloseTo(mean / 36, within(1e-3));
    assertThat(measured.planningTimeIndex()).isCloseTo(2.0, within(1e-9));
    assertThat(measured.bufferIndex()).isCloseTo((72 - mean) / mean, within(1e-3));
    assertThat(measured.lottr()).isCloseTo(40.0 / 36, within(1e-9));
    assertThat(measured.days()).isEqualTo(20);
  }

  @Test
  void fewDaysSuppressTheMeasuresHoweverManyWindows() {
    SpeedSample sample = new SpeedSample();
    for (int i = 0; i < 1000; i++) {
      sample.add(i % 9, 80);
    }

    assertThat(Reliability.of(sample, 100)).isEqualTo(new Reliability.Suppressed(9, 10));
    assertThat(Reliability.of(sample, Double.NaN, 5)).isEqualTo(new Reliability.Suppressed(9, 0));
  }

  @Test
  void freeFlowIsTheEightyFifthPercentileButNoFasterThanTheCap() {
    SpeedSample slow = new SpeedSample();
    SpeedSample fast = new SpeedSample();
    for (int i = 1; i <= 100; i++) {
      slow.add(i, i);
      fast.add(i, 100 + i / 10.0);
    }
    slow.add(1, Double.NaN);

    assertThat(FreeFlow.ofOffPeak(slow)).isEqualTo(85);
    assertThat(FreeFlow.ofOffPeak(fast)).isCloseTo(65 * 1.609344, within(1e-9));
    assertThat(FreeFlow.ofOffPeak(new SpeedSample())).isNaN();
  }

  @Test
  void samplesMergeExactly() {
    SpeedSample whole = new SpeedSample();
    SpeedSample a = new SpeedSample();
    SpeedSample b = new SpeedSample();
    for (int i = 0; i < 300; i++) {
      double speed = 20 + (i * 37 % 90);
      whole.add(i / 20, speed);
      (i % 3 == 0 ? a : b).add(i / 20, speed);
    }
    b.merge(a);

    assertThat(Reliability.of(b, 105)).isEqualTo(Reliability.of(whole, 105));
  }

  @Test
  void periodsAndOffPeakFollowLocalTimeAndHolidays() {
    assertThat(Period.of(CALENDAR, at("2022-01-18T06:00"))).isEqualTo(Period.WEEKDAY_MORNING);
    assertThat(Period.of(CALENDAR, at("2022-01-18T10:00"))).isEqualTo(Period.WEEKDAY_MIDDAY);
    assertThat(Period.of(CALENDAR, at("2022-01-18T19:55"))).isEqualTo(Period.WEEKDAY_EVENING);
    assertThat(Period.of(CALENDAR, at("2022-01-18T20:00"))).isEqualTo(Period.OVERNIGHT);
    assertThat(Period.of(CALENDAR, at("2022-01-17T08:00"))).isEqualTo(Period.WEEKEND);
    assertThat(FreeFlow.isOffPeak(CALENDAR, at("2022-01-18T08:00"))).isFalse();
    assertThat(FreeFlow.isOffPeak(CALENDAR, at("2022-01-18T12:00"))).isTrue();
    assertThat(FreeFlow.isOffPeak(CALENDAR, at("2022-01-18T23:00"))).isFalse();
    assertThat(FreeFlow.isOffPeak(CALENDAR, at("2022-01-17T08:00"))).isTrue();
  }
}
