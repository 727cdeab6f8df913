package com.trafficprediction.core.evaluation;

import static com.trafficprediction.core.evaluation.ChronologicalSplit.Part.PURGED;
import static com.trafficprediction.core.evaluation.ChronologicalSplit.Part.TEST;
import static com.trafficprediction.core.evaluation.ChronologicalSplit.Part.TRAIN;
import static com.trafficprediction.core.evaluation.ChronologicalSplit.Part.VALIDATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.evaluation.ChronologicalSplit.Block;
import com.trafficprediction.core.evaluation.ChronologicalSplit.Part;
import com.trafficprediction.core.window.Windows;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ChronologicalSplitTest {
  private static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");
  private static final LocalCalendar CALENDAR =
      new LocalCalendar(ZONE, Set.of(LocalDate.of(2022, 1, 1), LocalDate.of(2022, 1, 17)));

  private static long at(String local) {
    return LocalDateTime.parse(local).atZone(ZONE).toInstant().toEpochMilli();
  }

  private static ChronologicalSplit split(String from, String until, SplitShares shares) {
    return ChronologicalSplit.of(at(from), at(until), shares, CALENDAR, day -> true);
  }

  private static ChronologicalSplit fourWeeks(SplitShares shares) {
    return split("2022-01-01T00:00", "2022-01-29T00:00", shares);
  }

  @Test
  void anHourIsPurgedBetweenTheLastTargetAndTheNextOrigin() {
    ChronologicalSplit split = fourWeeks(SplitShares.LITERATURE);
    long border = split.testFromMillis();

    assertThat(CALENDAR.date(border)).isEqualTo(LocalDate.of(2022, 1, 23));
    assertThat(split.partOf(border - 60 * 60_000L)).isEqualTo(VALIDATION);
    assertThat(split.partOf(border - 55 * 60_000L)).isEqualTo(PURGED);
    assertThat(split.partOf(border)).isEqualTo(PURGED);
    assertThat(split.partOf(border + 55 * 60_000L)).isEqualTo(PURGED);
    assertThat(split.partOf(border + 60 * 60_000L)).isEqualTo(TEST);
    assertThat(split.partOf(split.untilMillis() - 60 * 60_000L)).isEqualTo(TEST);
    assertThat(split.partOf(split.untilMillis() - 55 * 60_000L)).isEqualTo(PURGED);
    assertThat(split.partOf(split.fromMillis())).isEqualTo(TRAIN);
    assertThat(split.partOf(split.fromMillis() - Windows.MILLIS)).isEqualTo(PURGED);
  }

  @Test
  void aValidationPartThatHasSeenEveryKindOfDayIsLeftAlone() {
    ChronologicalSplit split = split("2022-02-01T00:00", "2022-04-02T00:00", SplitShares.DEFAULT);

    assertThat(split.blocks()).extracting(Block::part).containsExactly(TRAIN, VALIDATION, TEST);
  }

  @Test
  void aMissingSundayAndAMissingWeekdayAreCarvedFromTheEndOfTraining() {
    // Validation runs from Thursday 20 January 14:20 to Sunday 23 January: one whole weekday.
    ChronologicalSplit split = fourWeeks(SplitShares.LITERATURE);

    assertThat(split.blocks())
        .extracting(Block::part)
        .containsExactly(TRAIN, VALIDATION, TRAIN, VALIDATION, TRAIN, VALIDATION, TEST);
    assertThat(split.blocks().get(1))
        .isEqualTo(new Block(VALIDATION, at("2022-01-17T00:00"), at("2022-01-18T00:00")));
    assertThat(split.blocks().get(3))
        .isEqualTo(new Block(VALIDATION, at("2022-01-19T00:00"), at("2022-01-20T00:00")));
    assertThat(split.partOf(at("2022-01-17T12:00"))).isEqualTo(VALIDATION);
    assertThat(split.partOf(at("2022-01-18T12:00"))).isEqualTo(TRAIN);
    assertThat(split.trainUntilMillis()).isEqualTo(at("2022-01-20T14:20"));
  }

  @Test
  void aWeekKeepsOneDayOfTheWeekendForTraining() {
    ChronologicalSplit split = split("2012-03-01T00:00", "2012-03-08T00:00", SplitShares.TWO_PARTS);

    assertThat(split.blocks())
        .containsExactly(
            new Block(TRAIN, at("2012-03-01T00:00"), at("2012-03-04T00:00")),
            new Block(VALIDATION, at("2012-03-04T00:00"), at("2012-03-06T00:00")),
            new Block(TRAIN, at("2012-03-06T00:00"), at("2012-03-06T14:20")),
            new Block(TEST, at("2012-03-06T14:20"), at("2012-03-08T00:00")));
  }

  @Test
  void daysThatWereHardlyObservedAreNotValidatedOn() {
    ChronologicalSplit split =
        ChronologicalSplit.of(
            at("2022-01-01T00:00"),
            at("2022-01-29T00:00"),
            SplitShares.LITERATURE,
            CALENDAR,
            day -> !LocalDate.ofEpochDay(day).equals(LocalDate.of(2022, 1, 17)));

    assertThat(split.partOf(at("2022-01-17T12:00"))).isEqualTo(TRAIN);
    assertThat(split.partOf(at("2022-01-16T12:00"))).isEqualTo(VALIDATION);
  }

  @Test
  void carvedDaysAreWholeLocalDaysAcrossDaylightSaving() {
    ChronologicalSplit split = split("2022-03-01T00:00", "2022-03-19T00:00", SplitShares.TWO_PARTS);

    // Friday and Monday, Saturday and Sunday, one block of four days, an hour short.
    Block carved = split.blocks().get(1);
    assertThat(carved)
        .isEqualTo(new Block(VALIDATION, at("2022-03-11T00:00"), at("2022-03-15T00:00")));
    assertThat(carved.untilMillis() - carved.fromMillis()).isEqualTo(95 * 3_600_000L);
  }

  @Test
  void aFewHoursCannotBeSplit() {
    assertThatThrownBy(() -> split("2022-02-01T00:00", "2022-02-01T10:00", SplitShares.DEFAULT))
        .hasMessageContaining("10 hours")
        .hasMessageContaining("70/15/15");
  }

  @Test
  void sharesAreWrittenAsTheyAreSpoken() {
    assertThat(SplitShares.parse("70/10/20")).isEqualTo(SplitShares.LITERATURE);
    assertThat(SplitShares.parse("80/20")).isEqualTo(SplitShares.TWO_PARTS);
    assertThat(SplitShares.TWO_PARTS).hasToString("80/20");
    assertThatThrownBy(() -> SplitShares.parse("0.7")).hasMessageContaining("70/15/15");
    assertThatThrownBy(() -> SplitShares.parse("70/20")).hasMessageContaining("100");
  }

  @Property(tries = 100)
  void everySplitSurvivesItsTextAndNeverMixesParts(
      @ForAll @IntRange(min = 2, max = 60) int days,
      @ForAll @IntRange(min = 0, max = 300) int startDay,
      @ForAll @IntRange(min = 0, max = 30) int validation) {
    long from = at("2022-01-01T00:00") + startDay * 86_400_000L;
    SplitShares shares = new SplitShares(80 - validation, validation, 20);
    ChronologicalSplit split =
        ChronologicalSplit.of(
            from, from + days * 86_400_000L, shares, CALENDAR, day -> day % 5 != 0);

    assertThat(ChronologicalSplit.parse(split.toText())).isEqualTo(split);
    Part last = TRAIN;
    long lastTargetEnd = Long.MIN_VALUE;
    for (long origin = from; origin < split.untilMillis(); origin += Windows.MILLIS) {
      Part part = split.partOf(origin);
      if (part != PURGED) {
        if (part != last) {
          assertThat(origin - lastTargetEnd).isGreaterThanOrEqualTo(60 * 60_000L);
        }
        last = part;
        lastTargetEnd = origin + 60 * 60_000L;
      }
    }
    assertThat(last).isEqualTo(TEST);
    assertThat(List.of(TRAIN, VALIDATION, TEST)).contains(split.blocks().get(0).part());
  }
}
