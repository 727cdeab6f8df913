package com.trafficprediction.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.units.Quantity;
import com.trafficprediction.core.window.Windows;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SegmentProfileTest {
  private static final ZoneId LA = ZoneId.of("America/Los_Angeles");
  private static final LocalDate MONDAY = LocalDate.parse("2022-01-03");
  private static final LocalDate HOLIDAY = LocalDate.parse("2022-01-17");
  private static final long LATER = at(LocalDate.parse("2023-01-01"), "00:00");

  private final LocalCalendar calendar = new LocalCalendar(LA, Set.of(HOLIDAY));
  private final ProfileFold fold = new ProfileFold(calendar);

  @Test
  void aSlotIsSmoothedOverAQuarterOfAnHourEachWayWithTriangularWeights() {
    fold.add(at(MONDAY, "08:00"), 10_000, Quantity.ABSENT);
    fold.add(at(MONDAY, "08:10"), 6_000, Quantity.ABSENT);

    // 08:05 lies one slot from either, 08:00 none from one and two from the other.
    assertThat(speedAt(MONDAY, "08:05").mean()).isEqualTo(80);
    assertThat(speedAt(MONDAY, "08:00").mean()).isCloseTo((4 * 100 + 2 * 60) / 6.0, within(1e-9));
    assertThat(speedAt(MONDAY, "07:45").mean()).isEqualTo(100);
    assertThat(speedAt(MONDAY, "07:40").known()).isFalse();
    assertThat(speedAt(MONDAY, "08:30").known()).isFalse();
  }

  @Test
  void aSlotOfTheWeekIsDrawnTowardsItsDayTypeAndThatTowardsAllDays() {
    for (int slot = -3; slot <= 3; slot++) {
      long shift = slot * Windows.MILLIS;
      fold.add(at(MONDAY, "08:00") + shift, 4_000, Quantity.ABSENT);
      fold.add(at(MONDAY.plusDays(1), "08:00") + shift, 8_000, Quantity.ABSENT);
      fold.add(at(MONDAY.plusDays(5), "08:00") + shift, 10_000, Quantity.ABSENT);
    }

    // In days: all (40 + 80 + 100) / 3; weekdays and Monday with one and two pseudo-days on top.
    double all = 220 / 3.0;
    double weekday = (40 + 80 + 1 * all) / 3;
    assertThat(speedAt(MONDAY, "08:00").mean()).isCloseTo((40 + 2 * weekday) / 3, within(1e-9));
    assertThat(speedAt(MONDAY.plusDays(1), "08:00").mean())
        .isCloseTo((80 + 2 * weekday) / 3, within(1e-9));
    assertThat(speedAt(MONDAY.plusDays(2), "08:00").mean())
        .as("a Wednesday, never seen, is a weekday")
        .isCloseTo(weekday, within(1e-9));
    double saturday = (100 + all) / 2;
    assertThat(speedAt(MONDAY.plusDays(5), "08:00").mean())
        .isCloseTo((100 + 2 * saturday) / 3, within(1e-9));
    assertThat(speedAt(MONDAY.plusDays(6), "08:00").mean())
        .as("a Sunday, never seen, is like any day")
        .isCloseTo(all, within(1e-9));
  }

  @Test
  void theSpreadIsThatOfTheSameMixture() {
    fold.add(at(MONDAY, "08:00"), 4_000, Quantity.ABSENT);
    fold.add(at(MONDAY.plusDays(7), "08:00"), 8_000, Quantity.ABSENT);

    // All levels hold the same two days, so shrinking changes nothing.
    assertThat(speedAt(MONDAY, "08:00").mean()).isCloseTo(60, within(1e-9));
    assertThat(speedAt(MONDAY, "08:00").std()).isCloseTo(20, within(1e-9));
  }

  @Test
  void aHolidayIsFoldedWithTheSundays() {
    fold.add(at(HOLIDAY, "08:00"), 10_000, Quantity.ABSENT);
    fold.add(at(HOLIDAY.plusDays(7), "08:00"), 4_000, Quantity.ABSENT);

    double sunday = speedAt(HOLIDAY.minusDays(1), "08:00").mean();
    double monday = speedAt(HOLIDAY.plusDays(7), "08:00").mean();
    assertThat(sunday).isGreaterThan(70);
    assertThat(monday).isLessThan(70);
    assertThat(speedAt(HOLIDAY, "08:00").mean()).isEqualTo(sunday);
  }

  @Test
  void smoothingStopsAtMidnight() {
    fold.add(at(MONDAY, "23:55"), 10_000, Quantity.ABSENT);

    assertThat(speedAt(MONDAY, "23:40").known()).isTrue();
    assertThat(speedAt(MONDAY.plusDays(1), "00:00").known()).isFalse();
  }

  @Test
  void volumeIsKeptApartFromSpeed() {
    fold.add(at(MONDAY, "08:00"), Quantity.ABSENT, 1200);

    SegmentProfile profile = profile();
    assertThat(profile.at(LATER).speed(at(MONDAY, "08:00")).known()).isFalse();
    assertThat(profile.at(LATER).volume(at(MONDAY, "08:00")).mean()).isEqualTo(1200);
    assertThat(profile.statistics().meanVolumeVph()).isEqualTo(1200);
    assertThat(profile.statistics().meanSpeedKmh()).isNaN();
    assertThat(profile.statistics().minSpeedKmh()).isNaN();
    assertThat(profile.statistics().freeFlowKmh()).isNaN();
  }

  @Test
  void statisticsDescribeAllWindows() {
    fold.add(at(MONDAY, "08:00"), 3_000, Quantity.ABSENT);
    fold.add(at(MONDAY, "12:00"), 9_000, Quantity.ABSENT);
    fold.add(at(MONDAY.plusDays(5), "12:00"), 12_000, Quantity.ABSENT);

    SegmentStatistics statistics = profile().statistics();

    assertThat(statistics.speedWindows()).isEqualTo(3);
    assertThat(statistics.meanSpeedKmh()).isEqualTo(80);
    assertThat(statistics.stdSpeedKmh()).isCloseTo(Math.sqrt(1400), within(1e-9));
    assertThat(statistics.minSpeedKmh()).isEqualTo(30);
    assertThat(statistics.maxSpeedKmh()).isEqualTo(120);
    assertThat(statistics.freeFlowKmh()).as("noon over all days, whatever the day").isEqualTo(105);
  }

  @Test
  void aProfileIsRefusedAtAnOriginThatItKnowsTheFutureOf() {
    SegmentProfile profile = new SegmentProfile("A", 600_000, fold.sums(), calendar);

    assertThat(profile.at(600_000)).isNotNull();
    assertThatThrownBy(() -> profile.at(599_999))
        .isInstanceOf(FittedLaterException.class)
        .hasMessageContaining("segment A")
        .hasMessageContaining("1970-01-01T00:10:00Z");
  }

  @Test
  void theOrderOfFoldingChangesNothing() {
    List<Long> starts = new ArrayList<>(startsOf(MONDAY, MONDAY.plusDays(14)));
    SegmentProfile expected = fitted(starts, Set.of());
    Collections.shuffle(starts, new Random(5));
    SegmentProfile shuffled = fitted(starts, Set.of());

    assertThat(shuffled.statistics()).isEqualTo(expected.statistics());
    for (long start : starts) {
      assertThat(shuffled.at(LATER).speed(start)).isEqualTo(expected.at(LATER).speed(start));
      assertThat(shuffled.at(LATER).volume(start)).isEqualTo(expected.at(LATER).volume(start));
    }
  }

  @Test
  void leavingADayOutEqualsAProfileFittedWithoutIt() {
    // Weekends, a holiday and ordinary days.
    assertLeaveOutIsExact(LocalDate.parse("2022-01-08"), LocalDate.parse("2022-01-25"));
  }

  @Test
  void leavingOutTheDayOnWhichAnHourComesTwiceIsExactToo() {
    assertLeaveOutIsExact(LocalDate.parse("2022-11-03"), LocalDate.parse("2022-11-10"));
  }

  @Test
  void leavingOutTheDayOnWhichAnHourIsMissingIsExactToo() {
    assertLeaveOutIsExact(LocalDate.parse("2022-03-10"), LocalDate.parse("2022-03-17"));
  }

  @Test
  void theOnlyDayThereIsLeavesNothingBehind() {
    List<Long> starts = startsOf(MONDAY, MONDAY.plusDays(1));
    SegmentProfile profile = fitted(starts, Set.of());

    for (long start : starts) {
      assertThat(profile.leavingDayOut(VALUES).speed(start).known()).isFalse();
    }
  }

  @Test
  void whatWasNotFoldedIsNotLeftOut() {
    List<Long> starts = startsOf(MONDAY, MONDAY.plusDays(3));
    long noon = at(MONDAY.plusDays(2), "12:00");
    List<Long> beforeNoon = starts.stream().filter(s -> s < noon).toList();
    SegmentProfile endsAtNoon = fitted(beforeNoon, Set.of(), noon);
    SegmentProfile withoutThatDay = fitted(beforeNoon, Set.of(MONDAY.plusDays(2)), noon);

    for (long start : startsOf(MONDAY.plusDays(2), MONDAY.plusDays(3))) {
      assertThat(endsAtNoon.leavingDayOut(VALUES).speed(start))
          .as("%d windows after the end of the fit", (start - noon) / Windows.MILLIS)
          .isEqualTo(withoutThatDay.at(noon).speed(start));
    }
  }

  @Test
  void noMoreThanTheStatedReachIsRead() {
    SegmentProfile profile =
        fitted(startsOf(LocalDate.parse("2022-11-03"), LocalDate.parse("2022-11-10")), Set.of());

    for (long start : startsOf(LocalDate.parse("2022-11-05"), LocalDate.parse("2022-11-08"))) {
      profile.leavingDayOut(new Within(start)).speed(start);
    }
  }

  private void assertLeaveOutIsExact(LocalDate from, LocalDate until) {
    List<Long> starts = startsOf(from, until);
    ProfileLookup leftOut = fitted(starts, Set.of()).leavingDayOut(VALUES);
    for (LocalDate day = from; day.isBefore(until); day = day.plusDays(1)) {
      ProfileLookup without = fitted(starts, Set.of(day)).at(LATER);
      for (long start : startsOf(day, day.plusDays(1))) {
        assertThat(leftOut.speed(start)).isEqualTo(without.speed(start));
        assertThat(leftOut.volume(start)).isEqualTo(without.volume(start));
      }
    }
  }

  private SegmentProfile fitted(List<Long> starts, Set<LocalDate> without) {
    return fitted(starts, without, LATER);
  }

  private SegmentProfile fitted(List<Long> starts, Set<LocalDate> without, long fittedThrough) {
    ProfileFold days = new ProfileFold(calendar);
    for (long start : starts) {
      if (!without.contains(calendar.date(start))) {
        days.add(start, VALUES.speedCenti(start), VALUES.volumeVph(start));
      }
    }
    return new SegmentProfile("A", fittedThrough, days.sums(), calendar);
  }

  /** Windows with values drawn from their start; every tenth has none. */
  private static final SegmentProfile.ObservedValues VALUES =
      new SegmentProfile.ObservedValues() {
        @Override
        public int speedCenti(long startMillis) {
          return draw(startMillis, 12_000);
        }

        @Override
        public int volumeVph(long startMillis) {
          return draw(~startMillis, 8_000);
        }

        private int draw(long seed, int bound) {
          Random random = new Random(seed * 0x9E3779B97F4A7C15L);
          return random.nextInt(10) == 0 ? Quantity.ABSENT : random.nextInt(bound);
        }
      };

  /** Fails when asked for anything beyond the documented reach. */
  private record Within(long centre) implements SegmentProfile.ObservedValues {
    @Override
    public int speedCenti(long startMillis) {
      assertThat(Math.abs(startMillis - centre))
          .isLessThanOrEqualTo(SegmentProfile.LEAVE_OUT_REACH_MILLIS);
      return VALUES.speedCenti(startMillis);
    }

    @Override
    public int volumeVph(long startMillis) {
      return VALUES.volumeVph(startMillis);
    }
  }

  private SegmentProfile profile() {
    return new SegmentProfile("A", LATER, fold.sums(), calendar);
  }

  private Usual speedAt(LocalDate day, String time) {
    return profile().at(LATER).speed(at(day, time));
  }

  private static List<Long> startsOf(LocalDate from, LocalDate until) {
    List<Long> starts = new ArrayList<>();
    for (long t = at(from, "00:00"); t < at(until, "00:00"); t += Windows.MILLIS) {
      starts.add(t);
    }
    return starts;
  }

  private static long at(LocalDate day, String time) {
    return LocalDateTime.of(day, LocalTime.parse(time)).atZone(LA).toInstant().toEpochMilli();
  }
}
