package com.trafficprediction.core.evaluation;

import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.window.Windows;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;

/**
 * Which rows train, validate and test: blocks of time, test last.
 *
 * <p>A row belongs to a block only if its origin lies at least {@link #PURGE_MINUTES} after the
 * block's start and its furthest target ends by the block's end. So between the last target of one
 * part and the first origin of the next lies an hour that nobody uses, and the part before it has
 * told the next one nothing that a forecaster would not have known. The first block needs no such
 * start. Rows near a border are {@link Part#PURGED}.
 *
 * <p>Validation (tuning, selection, calibration of intervals) must have seen every kind of day.
 * When the validation block has fewer than {@value #MIN_WEEKDAYS} whole weekdays, a Saturday and a
 * Sunday (holidays are Sundays), or there is none, the latest usable whole days of the missing
 * kinds are carved from training, at most a third of that kind, and never the only one. A Saturday
 * and a Sunday stand in for each other when training has only one of each.
 *
 * <p>Immutable and thread-safe.
 */
public final class ChronologicalSplit {
  /** Minutes after a border in which no origin may lie. */
  public static final int PURGE_MINUTES = 60;

  /** Minutes from an origin to the end of its furthest target window. */
  public static final int REACH_MINUTES = 60;

  private static final int MIN_WEEKDAYS = 2;
  private static final long MINUTE = 60_000L;

  /** What a row is for. */
  public enum Part {
    TRAIN,
    VALIDATION,
    TEST,
    /** Near a border, or outside the split: for nothing. */
    PURGED
  }

  /** A block of time: [fromMillis, untilMillis), epoch milliseconds, on the window grid. */
  public record Block(Part part, long fromMillis, long untilMillis) {
    public Block {
      Windows.requireStart(fromMillis);
      Windows.requireStart(untilMillis);
      if (fromMillis >= untilMillis || part == Part.PURGED) {
        throw new IllegalArgumentException(
            "a block needs a part and a positive length: " + part + " " + fromMillis);
      }
    }
  }

  private enum DayKind {
    WEEKDAY,
    SATURDAY,
    SUNDAY
  }

  private final List<Block> blocks;
  private final long[] starts;

  /**
   * A split of known blocks.
   *
   * @param blocks ascending, adjacent, the last one the only {@link Part#TEST}
   */
  public ChronologicalSplit(List<Block> blocks) {
    this.blocks = List.copyOf(blocks);
    this.starts = this.blocks.stream().mapToLong(Block::fromMillis).toArray();
    for (int i = 1; i < blocks.size(); i++) {
      if (blocks.get(i - 1).untilMillis() != blocks.get(i).fromMillis()
          || blocks.get(i - 1).part() == Part.TEST) {
        throw new IllegalArgumentException(
            "blocks must follow each other without a gap and end with the test block: " + blocks);
      }
    }
    if (blocks.isEmpty() || blocks.get(blocks.size() - 1).part() != Part.TEST) {
      throw new IllegalArgumentException("a split ends with a test block, got " + blocks);
    }
  }

  /**
   * Splits a period.
   *
   * @param fromMillis start of the period
   * @param untilMillis end, exclusive
   * @param shares how to share it out
   * @param calendar the network's local days
   * @param usableDay says of a local day (as {@link LocalCalendar#localDay} counts) whether it was
   *     observed well enough to validate on; unusable days are not carved
   * @throws IllegalArgumentException when a part would be shorter than four hours
   */
  public static ChronologicalSplit of(
      long fromMillis,
      long untilMillis,
      SplitShares shares,
      LocalCalendar calendar,
      LongPredicate usableDay) {
    long from = Windows.startOf(fromMillis);
    long until = Windows.startOf(untilMillis);
    long length = until - from;
    long trainEnd = Windows.startOf(from + length * shares.trainPercent() / 100);
    long testStart = Windows.startOf(until - length * shares.testPercent() / 100);
    long least = 4 * 60 * MINUTE;
    if (trainEnd - from < least || until - testStart < least) {
      throw new IllegalArgumentException(
          "a period of "
              + length / (60 * MINUTE)
              + " hours is too short for a "
              + shares
              + " split: training and test need 4 hours each");
    }
    boolean hasValidation = testStart - trainEnd >= least;
    if (!hasValidation) {
      trainEnd = testStart;
    }
    List<Long> carved = carve(from, trainEnd, testStart, calendar, usableDay);
    List<Block> blocks = new ArrayList<>();
    addTraining(blocks, from, trainEnd, carved, calendar);
    if (hasValidation) {
      blocks.add(new Block(Part.VALIDATION, trainEnd, testStart));
    }
    blocks.add(new Block(Part.TEST, testStart, until));
    return new ChronologicalSplit(blocks);
  }

  /** Usable whole days by kind, each ascending. */
  private record Days(List<Long> weekdays, List<Long> saturdays, List<Long> sundays) {
    List<Long> of(DayKind kind) {
      return switch (kind) {
        case WEEKDAY -> weekdays;
        case SATURDAY -> saturdays;
        case SUNDAY -> sundays;
      };
    }
  }

  private static List<Long> carve(
      long from, long trainEnd, long testStart, LocalCalendar calendar, LongPredicate usableDay) {
    Days training = wholeDays(from, trainEnd, calendar, usableDay);
    Days validation = wholeDays(trainEnd, testStart, calendar, usableDay);
    List<Long> carved = new ArrayList<>();
    for (DayKind kind : DayKind.values()) {
      int wanted = kind == DayKind.WEEKDAY ? MIN_WEEKDAYS : 1;
      List<Long> candidates = training.of(kind);
      int missing = Math.min(wanted - validation.of(kind).size(), mayGive(candidates.size()));
      carved.addAll(latest(candidates, missing));
    }
    boolean weekend =
        !validation.saturdays().isEmpty()
            || !validation.sundays().isEmpty()
            || carved.stream().anyMatch(day -> kindOf(day, calendar) != DayKind.WEEKDAY);
    if (!weekend) {
      List<Long> both = new ArrayList<>(training.saturdays());
      both.addAll(training.sundays());
      both.sort(Comparator.naturalOrder());
      carved.addAll(latest(both, mayGive(both.size())));
    }
    carved.sort(Comparator.naturalOrder());
    return carved;
  }

  /** A third of the days of a kind, at least one, never the only one. */
  private static int mayGive(int days) {
    return days < 2 ? 0 : Math.max(1, days / 3);
  }

  private static List<Long> latest(List<Long> days, int count) {
    return count <= 0 ? List.of() : days.subList(days.size() - count, days.size());
  }

  /** Local days that lie wholly inside [from, until) and are usable. */
  private static Days wholeDays(
      long from, long until, LocalCalendar calendar, LongPredicate usableDay) {
    Days days = new Days(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    if (from >= until) {
      return days;
    }
    for (long day = calendar.localDay(from); day <= calendar.localDay(until); day++) {
      boolean whole = startOf(day, calendar) >= from && startOf(day + 1, calendar) <= until;
      if (whole && usableDay.test(day)) {
        days.of(kindOf(day, calendar)).add(day);
      }
    }
    return days;
  }

  private static DayKind kindOf(long day, LocalCalendar calendar) {
    int dayOfWeek = calendar.dayOfWeekOfDay(day);
    if (dayOfWeek == LocalCalendar.SUNDAY) {
      return DayKind.SUNDAY;
    }
    return dayOfWeek == LocalCalendar.SUNDAY - 1 ? DayKind.SATURDAY : DayKind.WEEKDAY;
  }

  private static long startOf(long localDay, LocalCalendar calendar) {
    return LocalDate.ofEpochDay(localDay).atStartOfDay(calendar.zone()).toInstant().toEpochMilli();
  }

  private static void addTraining(
      List<Block> blocks, long from, long trainEnd, List<Long> carved, LocalCalendar calendar) {
    long at = from;
    for (int i = 0; i < carved.size(); i++) {
      long start = startOf(carved.get(i), calendar);
      int last = i;
      while (last + 1 < carved.size() && carved.get(last + 1) == carved.get(last) + 1) {
        last++;
      }
      long end = startOf(carved.get(last) + 1, calendar);
      if (start > at) {
        blocks.add(new Block(Part.TRAIN, at, start));
      }
      blocks.add(new Block(Part.VALIDATION, start, end));
      at = end;
      i = last;
    }
    if (at < trainEnd) {
      blocks.add(new Block(Part.TRAIN, at, trainEnd));
    }
  }

  /** All blocks in time order. */
  public List<Block> blocks() {
    return blocks;
  }

  /** Start of the period. */
  public long fromMillis() {
    return blocks.get(0).fromMillis();
  }

  /** Start of the test block: nothing fitted for the evaluation may know a later reading. */
  public long testFromMillis() {
    return blocks.get(blocks.size() - 1).fromMillis();
  }

  /** End of the period, exclusive. */
  public long untilMillis() {
    return blocks.get(blocks.size() - 1).untilMillis();
  }

  /**
   * End of the last training block: statistics of the evaluation's fit (profiles, neighbours found
   * by correlation, scaling) are taken from windows before it. Days carved for validation lie
   * before it too: rows of such a day use statistics without their own day.
   */
  public long trainUntilMillis() {
    return blocks.stream()
        .filter(block -> block.part() == Part.TRAIN)
        .mapToLong(Block::untilMillis)
        .max()
        .orElseThrow();
  }

  /**
   * The part that a row belongs to, all horizons together.
   *
   * @param originMillis the row's origin: the end of its last complete window
   */
  public Part partOf(long originMillis) {
    int found = Arrays.binarySearch(starts, originMillis);
    int index = found >= 0 ? found : -found - 2;
    if (index < 0) {
      return Part.PURGED;
    }
    Block block = blocks.get(index);
    long purge = index == 0 ? 0 : PURGE_MINUTES * MINUTE;
    boolean inside =
        originMillis >= block.fromMillis() + purge
            && originMillis + REACH_MINUTES * MINUTE <= block.untilMillis();
    return inside ? block.part() : Part.PURGED;
  }

  /** One line of text that {@link #parse} takes back, for a job's configuration. */
  public String toText() {
    return blocks.stream()
        .map(block -> block.part() + ":" + block.fromMillis() + ":" + block.untilMillis())
        .collect(Collectors.joining(","));
  }

  /**
   * The split that {@link #toText} wrote.
   *
   * @throws IllegalArgumentException when it did not
   */
  public static ChronologicalSplit parse(String text) {
    List<Block> blocks = new ArrayList<>();
    for (String block : text.split(",", -1)) {
      String[] fields = block.split(":", -1);
      if (fields.length != 3) {
        throw new IllegalArgumentException(
            "'" + block + "' is not a block of a split: part:from:until expected");
      }
      blocks.add(
          new Block(Part.valueOf(fields[0]), Long.parseLong(fields[1]), Long.parseLong(fields[2])));
    }
    return new ChronologicalSplit(blocks);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChronologicalSplit that && blocks.equals(that.blocks);
  }

  @Override
  public int hashCode() {
    return blocks.hashCode();
  }

  @Override
  public String toString() {
    return toText();
  }
}
