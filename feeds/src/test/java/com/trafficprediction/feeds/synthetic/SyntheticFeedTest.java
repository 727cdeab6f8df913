package com.trafficprediction.feeds.synthetic;

import static com.trafficprediction.feeds.synthetic.Fixtures.WEDNESDAY;
import static com.trafficprediction.feeds.synthetic.Fixtures.ZONE;
import static com.trafficprediction.feeds.synthetic.Fixtures.feed;
import static com.trafficprediction.feeds.synthetic.Fixtures.parameters;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.trafficprediction.core.reading.RawReading;
import com.trafficprediction.core.reading.ReadingValidator;
import com.trafficprediction.core.reading.ReferenceClock;
import com.trafficprediction.core.reading.Validation;
import com.trafficprediction.feeds.source.DatasetIdentity;
import com.trafficprediction.feeds.source.FeedException;
import com.trafficprediction.feeds.source.FeedRow;
import com.trafficprediction.feeds.source.ReadingsReader;
import com.trafficprediction.feeds.source.ReadingsSplit;
import com.trafficprediction.feeds.synthetic.Fixtures.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyntheticFeedTest {

  @Test
  void theSameSeedGivesTheSameReadingsAndAnotherSeedOthers() {
    List<RawReading> readings = feed(small(2)).readings().toList();
    assertThat(feed(small(2)).readings().toList()).isEqualTo(readings);
    assertThat(feed(small(2).seed(43)).readings().toList()).isNotEqualTo(readings);
  }

  @Test
  void daysAloneAreTheDaysOfTheWholeRun() {
    SyntheticFeed feed = feed(small(4));
    LocalDate start = feed.parameters().startDate();
    List<RawReading> alone = new ArrayList<>();
    for (int day = 0; day < 4; day++) {
      alone.addAll(feed.readings(start.plusDays(day), start.plusDays(day + 1)).toList());
    }
    assertThat(alone).isEqualTo(feed.readings().toList());
    LocalDate third = start.plusDays(2);
    assertThat(feed(small(1).start(third)).readings().toList())
        .as("a run that starts later has the same days")
        .isEqualTo(feed.readings(third, third.plusDays(1)).toList());
  }

  @Test
  void daysInParallelAreTheDaysInSequence() {
    SyntheticFeed feed = feed(small(4));
    List<RawReading> parallel =
        feed.splits(4).parallelStream().flatMap(split -> read(feed, split).stream()).toList();
    assertThat(parallel).isEqualTo(feed.readings().toList());
  }

  @Test
  void theRoadsDoNotJumpWhereSimulatedDaysMeet() {
    Speeds run = new Speeds(feed(parameters(2).faultless()));
    long three = LocalDate.of(2025, 2, 15).atTime(3, 0).atZone(ZONE).toInstant().toEpochMilli();
    int window = run.window(three);
    double before = 0;
    double after = 0;
    for (double[] flow : run.flowVph) {
      before += flow[window - 1] + flow[window - 2];
      after += flow[window] + flow[window + 1];
    }
    assertThat(after).isCloseTo(before, within(0.1 * before));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 99})
  void splitsGiveTheWholeRunInOrder(int count) {
    SyntheticFeed feed = feed(small(5));
    List<RawReading> read = new ArrayList<>();
    List<ReadingsSplit> splits = feed.splits(count);
    for (ReadingsSplit split : splits) {
      read.addAll(read(feed, split));
    }
    assertThat(splits).hasSize(Math.min(count, 5));
    assertThat(read).isEqualTo(feed.readings().toList());
  }

  @Test
  void refusesASplitOfSomethingElse() {
    SyntheticFeed feed = feed(small(2));
    ReadingsSplit split =
        new ReadingsSplit(List.of(ReadingsSplit.Slice.rows("synthetic", 1, 3, 1)));
    assertThatThrownBy(() -> feed.open(split)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readingsComeInEventTimeOrder() {
    Comparator<RawReading> order =
        Comparator.comparing(RawReading::timestampMillis).thenComparing(RawReading::segmentId);
    assertThat(feed(small(2)).readings().toList()).isSortedAccordingTo(order);
  }

  @Test
  void everyReadingIsValid() {
    SyntheticFeed feed = feed(parameters(1).interval(30));
    ReadingValidator validator = new ReadingValidator(feed.network(), "synthetic", 300);
    Set<String> ids =
        feed.readings()
            .map(r -> validator.validate(r, ReferenceClock.UNBOUNDED))
            .map(v -> ((Validation.Valid) v).reading().eventId())
            .collect(Collectors.toSet());
    assertThat(ids).hasSizeBetween(80 * 2_700, 80 * 2_880);
    assertThat(ids).allMatch(id -> id.startsWith("synthetic:SYN_"));
  }

  @ParameterizedTest
  @CsvSource({"2025-03-08, 24", "2025-03-09, 23", "2025-03-10, 24", "2025-11-02, 25"})
  void localDaysHaveTheirHours(LocalDate date, int hours) {
    Settings parameters = small(1).start(date).faultless();
    List<RawReading> readings = feed(parameters).readings().toList();
    assertThat(readings).hasSize(hours * 12 * 8);
    long midnight = date.atStartOfDay(ZONE).toInstant().toEpochMilli();
    assertThat(readings.get(0).timestampMillis()).isEqualTo(midnight);
    assertThat(readings.get(readings.size() - 1).timestampMillis())
        .isEqualTo(midnight + hours * 3_600_000L - 300_000);
  }

  @Test
  void nightTrafficIsThinAcrossTheClockChange() {
    LocalDate sunday = LocalDate.of(2025, 3, 9);
    Speeds run = new Speeds(feed(parameters(2).start(sunday).faultless()));
    double three = flowAt(run, sunday.atTime(3, 0));
    assertThat(three).isLessThan(0.3 * flowAt(run, sunday.plusDays(1).atTime(7, 0)));
  }

  @Test
  void fiveMinuteReadingsAreTheSumOfHalfMinuteReadings() {
    Settings half = small(1).interval(30).noise(1);
    Map<String, List<RawReading>> windows =
        feed(half)
            .readings()
            .collect(
                Collectors.groupingBy(
                    r -> r.segmentId() + ':' + number(r.timestampMillis()) / 300_000));
    List<RawReading> five = feed(small(1)).readings().toList();
    assertThat(five).isNotEmpty();
    for (RawReading reading : five) {
      List<RawReading> parts =
          windows.getOrDefault(
              reading.segmentId() + ':' + number(reading.timestampMillis()) / 300_000, List.of());
      assertThat(parts).isNotEmpty();
      if (value(reading.observedPercent()) == 100) {
        double mean = parts.stream().mapToDouble(r -> value(r.volumeVph())).average().orElseThrow();
        assertThat(value(reading.volumeVph())).isCloseTo(mean, within(1e-6));
        double vehicles = parts.stream().mapToDouble(r -> value(r.volumeVph())).sum();
        double weighted =
            parts.stream()
                .filter(r -> r.speedKmh() != null)
                .mapToDouble(r -> value(r.volumeVph()) * value(r.speedKmh()))
                .sum();
        assertThat(value(reading.speedKmh())).isCloseTo(weighted / vehicles, within(0.01));
      }
    }
  }

  @Test
  void detectorsFailInTheWaysTheyAreAskedTo() {
    List<RawReading> none = feed(small(1).faultless()).readings().toList();
    assertThat(none).hasSize(288 * 8).allMatch(r -> value(r.observedPercent()) == 100);

    List<RawReading> out = feed(small(1).faults(1, 0, 0, 0)).readings().toList();
    assertThat(out.size()).isBetween(288 * 4, 288 * 8 - 40);

    List<RawReading> imputed = feed(small(1).faults(0, 0, 1, 0)).readings().toList();
    assertThat(imputed).hasSize(288 * 8).anyMatch(r -> value(r.observedPercent()) == 0);

    List<RawReading> lost = feed(small(1).faults(0, 0, 0, 0.5)).readings().toList();
    assertThat(lost.stream().mapToDouble(r -> value(r.observedPercent())).average().orElseThrow())
        .isCloseTo(50, within(3.0));
  }

  @Test
  void aStuckDetectorRepeatsItselfAndLooksObserved() {
    List<RawReading> stuck = feed(small(1).faults(0, 1, 0, 0)).readings().toList();
    Map<String, Integer> repeats = new HashMap<>();
    Map<String, RawReading> last = new HashMap<>();
    for (RawReading r : stuck) {
      RawReading before = last.put(String.valueOf(r.segmentId()), r);
      boolean same =
          before != null
              && Objects.equals(before.speedKmh(), r.speedKmh())
              && Objects.equals(before.volumeVph(), r.volumeVph());
      if (same) {
        repeats.merge(String.valueOf(r.segmentId()), 1, Integer::sum);
      }
      assertThat(value(r.observedPercent())).isEqualTo(100);
    }
    assertThat(repeats.values()).hasSizeGreaterThanOrEqualTo(5).anyMatch(n -> n > 6);
  }

  @Test
  void otherTimeZonesWork() {
    for (String zone : List.of("Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe", "UTC")) {
      DatasetIdentity identity = new DatasetIdentity("elsewhere", true, ZoneId.of(zone), Set.of());
      SyntheticFeed feed = SyntheticFeed.of(identity, small(1).faultless().build());
      assertThat(feed.readings().count()).isEqualTo(288 * 8);
      assertThat(feed.readings().findFirst().orElseThrow().eventId()).startsWith("elsewhere:");
    }
  }

  @Test
  void refusesADataSetThatHidesThatItIsSynthetic() {
    DatasetIdentity identity = new DatasetIdentity("real", false, ZONE, Set.of());
    assertThatThrownBy(() -> SyntheticFeed.of(identity, SyntheticParameters.DEFAULTS))
        .isInstanceOf(FeedException.class)
        .hasMessageContaining("synthetic: true");
  }

  @Test
  void refusesDaysOutsideTheRun() {
    SyntheticFeed feed = feed(small(1));
    assertThatThrownBy(() -> feed.readings(WEDNESDAY, WEDNESDAY.plusDays(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2025-02-14");
  }

  @Test
  void refusesParametersOutOfRangeByTheirNameInFiles() {
    assertThatThrownBy(() -> small(1).interval(45).build())
        .hasMessageContaining("interval_seconds");
    assertThatThrownBy(() -> small(0).build()).hasMessageContaining("days must lie in 1 to 3660");
    assertThatThrownBy(() -> small(1).segments(7).freeways(2).build())
        .hasMessageContaining("segments must lie in 8 to 2000, was 7");
    assertThatThrownBy(() -> small(1).noise(Double.NaN).build()).hasMessageContaining("noise");
  }

  @Test
  void groundTruthNamesPlacesInTheNetworkAndRepeats() {
    SyntheticFeed feed = feed(parameters(14).incidents(0.2));
    List<SyntheticIncident> incidents = feed.groundTruth();
    assertThat(incidents).hasSizeBetween(80, 240);
    assertThat(incidents).extracting(SyntheticIncident::id).doesNotHaveDuplicates();
    for (SyntheticIncident incident : incidents) {
      double postmile = feed.network().get(incident.segmentId()).chain().orElseThrow().postmileKm();
      assertThat(Math.abs(postmile - incident.position().postmileKm())).isLessThan(2);
      assertThat((incident.clearMillis() - incident.startMillis()) / 60_000).isBetween(5L, 150L);
      assertThat(incident.capacityLeft()).isBetween(0.0, 0.9);
    }
    assertThat(feed.incidents()).hasSameSizeAs(incidents);
    LocalDate second = feed.parameters().startDate().plusDays(1);
    List<SyntheticIncident> parts = new ArrayList<>();
    parts.addAll(feed.groundTruth(feed.parameters().startDate(), second));
    parts.addAll(feed.groundTruth(second, feed.parameters().endDate()));
    assertThat(parts).isEqualTo(incidents);
  }

  private static List<RawReading> read(SyntheticFeed feed, ReadingsSplit split) {
    List<RawReading> read = new ArrayList<>();
    try (ReadingsReader reader = feed.open(ReadingsSplit.decode(split.encode()))) {
      while (reader.advance()) {
        read.add(((FeedRow.Parsed) reader.current()).reading());
      }
      assertThat(reader.counts().readings()).isEqualTo(read.size());
      assertThat(reader.progress()).isEqualTo(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return read;
  }

  private static Settings small(int days) {
    return parameters(days).freeways(1).segments(8);
  }

  private static double flowAt(Speeds run, LocalDateTime time) {
    int window = run.window(time.atZone(ZONE).toInstant().toEpochMilli());
    return Arrays.stream(run.flowVph).mapToDouble(flow -> flow[window]).sum();
  }

  private static double value(@Nullable Double value) {
    return value == null ? Double.NaN : value;
  }

  private static long number(@Nullable Long value) {
    return value == null ? Long.MIN_VALUE : value;
  }
}
