package com.trafficprediction.core.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.core.window.Windows;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LocalCalendarTest {
  private static final ZoneId LA = ZoneId.of("America/Los_Angeles");
  private static final long SPRING_DAY = LocalDate.parse("2022-03-13").toEpochDay();
  private static final long AUTUMN_DAY = LocalDate.parse("2022-11-06").toEpochDay();

  private final LocalCalendar calendar =
      new LocalCalendar(LA, Set.of(LocalDate.parse("2022-01-17")));

  @Test
  void inSpringTheHourFromTwoToThreeDoesNotExist() {
    assertThat(calendar.slot(at("2022-03-13T09:55:00Z"))).isEqualTo(slot("01:55"));
    assertThat(calendar.slot(at("2022-03-13T10:00:00Z"))).isEqualTo(slot("03:00"));
    assertThat(calendar.windowStarts(SPRING_DAY, slot("02:30"))).isEmpty();
    assertThat(calendar.windowStarts(SPRING_DAY, slot("03:00")))
        .containsExactly(at("2022-03-13T10:00:00Z"));
  }

  @Test
  void inAutumnTheHourFromOneToTwoComesTwice() {
    assertThat(calendar.slot(at("2022-11-06T08:30:00Z"))).isEqualTo(slot("01:30"));
    assertThat(calendar.slot(at("2022-11-06T09:30:00Z"))).isEqualTo(slot("01:30"));
    assertThat(calendar.windowStarts(AUTUMN_DAY, slot("01:30")))
        .containsExactly(at("2022-11-06T08:30:00Z"), at("2022-11-06T09:30:00Z"));
    assertThat(calendar.windowStarts(AUTUMN_DAY, slot("00:55"))).hasSize(1);
    assertThat(calendar.windowStarts(AUTUMN_DAY, slot("02:00")))
        .containsExactly(at("2022-11-06T10:00:00Z"));
  }

  @Test
  void daysOfTheClockChangeHave23And25Hours() {
    assertThat(windowsOf(calendar, SPRING_DAY)).isEqualTo(23 * 12);
    assertThat(windowsOf(calendar, AUTUMN_DAY)).isEqualTo(25 * 12);
    assertThat(windowsOf(calendar, AUTUMN_DAY + 1)).isEqualTo(24 * 12);
  }

  @Test
  void zonesWithHalfHoursAndHalfHourShiftsWork() {
    LocalCalendar india = new LocalCalendar(ZoneId.of("Asia/Kolkata"), Set.of());
    assertThat(india.slot(at("2022-01-05T18:30:00Z"))).isZero();
    assertThat(india.date(at("2022-01-05T18:30:00Z"))).isEqualTo("2022-01-06");

    LocalCalendar lordHowe = new LocalCalendar(ZoneId.of("Australia/Lord_Howe"), Set.of());
    long shorter = LocalDate.parse("2022-10-02").toEpochDay();
    assertThat(windowsOf(lordHowe, shorter)).isEqualTo(23 * 12 + 6);
  }

  @Test
  void aDayThatAZoneSkippedHasNoWindows() {
    LocalCalendar samoa = new LocalCalendar(ZoneId.of("Pacific/Apia"), Set.of());

    assertThat(windowsOf(samoa, LocalDate.parse("2011-12-30").toEpochDay())).isZero();
    assertThat(windowsOf(samoa, LocalDate.parse("2011-12-31").toEpochDay())).isEqualTo(24 * 12);
  }

  @Test
  void aHolidayCountsAsSunday() {
    long holidayMonday = at("2022-01-17T20:00:00Z");
    long plainMonday = at("2022-01-10T20:00:00Z");

    assertThat(calendar.dayOfWeek(holidayMonday)).isEqualTo(LocalCalendar.SUNDAY);
    assertThat(calendar.isWeekend(holidayMonday)).isTrue();
    assertThat(calendar.dayOfWeek(plainMonday)).isZero();
    assertThat(calendar.isWeekend(plainMonday)).isFalse();
  }

  @Test
  void theDayBelongsToTheLocalDateNotTheUtcDate() {
    long sundayEvening = at("2022-01-10T07:59:00Z");

    assertThat(calendar.date(sundayEvening)).isEqualTo("2022-01-09");
    assertThat(calendar.dayOfWeek(sundayEvening)).isEqualTo(LocalCalendar.SUNDAY);
  }

  @Test
  void isSteadyExceptWithinADayOfAClockChange() {
    assertThat(calendar.isSteadyAround(at("2022-11-05T08:59:59Z"))).isTrue();
    assertThat(calendar.isSteadyAround(at("2022-11-05T09:00:00Z"))).isFalse();
    assertThat(calendar.isSteadyAround(at("2022-11-07T08:59:59Z"))).isFalse();
    assertThat(calendar.isSteadyAround(at("2022-11-07T09:00:00Z"))).isTrue();
  }

  @Property
  void agreesWithJavaTimeInAnyOrderOfQuestions(
      @ForAll("zones") ZoneId zone,
      @ForAll("instants") long first,
      @ForAll("instants") long second) {
    LocalCalendar any = new LocalCalendar(zone, Set.of());

    for (long instant : new long[] {first, second, first}) {
      ZonedDateTime expected = Instant.ofEpochMilli(instant).atZone(zone);
      assertThat(any.date(instant)).isEqualTo(expected.toLocalDate());
      assertThat(any.dayOfWeek(instant)).isEqualTo(expected.getDayOfWeek().getValue() - 1);
      assertThat(any.slot(instant)).isEqualTo(expected.toLocalTime().toSecondOfDay() / 300);
    }
  }

  @Property
  void everyWindowIsFoundUnderItsOwnDayAndSlot(
      @ForAll("zones") ZoneId zone, @ForAll("instants") long instant) {
    LocalCalendar any = new LocalCalendar(zone, Set.of());
    long start = Windows.startOf(instant);

    assertThat(any.windowStarts(any.localDay(start), any.slot(start))).contains(start);
  }

  @Provide
  Arbitrary<ZoneId> zones() {
    return Arbitraries.of(
            "America/Los_Angeles",
            "Asia/Kolkata",
            "Australia/Lord_Howe",
            "America/Sao_Paulo",
            "America/Havana",
            "Atlantic/Azores",
            "UTC")
        .map(ZoneId::of);
  }

  @Provide
  Arbitrary<Long> instants() {
    return Arbitraries.longs().between(at("1985-01-01T00:00:00Z"), at("2035-01-01T00:00:00Z"));
  }

  private static int windowsOf(LocalCalendar calendar, long day) {
    int windows = 0;
    for (int slot = 0; slot < Windows.PER_DAY; slot++) {
      windows += calendar.windowStarts(day, slot).length;
    }
    return windows;
  }

  private static int slot(String time) {
    return LocalTime.parse(time).toSecondOfDay() / 300;
  }

  private static long at(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }
}
