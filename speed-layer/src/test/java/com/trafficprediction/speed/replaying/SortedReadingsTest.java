package com.trafficprediction.speed.replaying;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.core.reading.RawReading;
import com.trafficprediction.speed.replaying.SortedReadings.Known;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SortedReadingsTest {
  private static final int HOURS = 30;
  private static final long MINUTE = 60_000L;

  @TempDir Path directory;

  @Test
  void readingsOfAllSegmentsComeInTheOrderInWhichTheyBecameKnown() throws IOException {
    List<RawReading> readings = new ArrayList<>();
    for (int i = 0; i < HOURS * 60; i++) {
      readings.add(reading("S" + i % 7, i * MINUTE, i % 2 == 0 ? 30 : 60));
    }
    Collections.shuffle(readings, new Random(7));

    Path scratch = Files.createDirectory(directory.resolve("scratch"));
    List<Known> known = new ArrayList<>();
    try (SortedReadings sorted = new SortedReadings(scratch)) {
      for (RawReading reading : readings) {
        sorted.add(reading);
      }
      assertThat(sorted.count()).isEqualTo(readings.size());
      for (long hour : sorted.hours()) {
        known.addAll(sorted.read(hour));
      }
    }

    assertThat(known).extracting(Known::atMillis).isSorted();
    assertThat(known).extracting(Known::reading).containsExactlyInAnyOrderElementsOf(readings);
    assertThat(scratch).doesNotExist();
  }

  @Test
  void whatIsAbsentStaysAbsentAndANumberThatIsNoneStaysThat() throws IOException {
    RawReading reading =
        new RawReading("é1", "S", 0L, 30, Double.NaN, null, 0.0, null, 34.05, null);
    try (SortedReadings sorted =
        new SortedReadings(Files.createDirectory(directory.resolve("scratch")))) {
      sorted.add(reading);

      assertThat(sorted.read(0)).extracting(Known::reading).containsExactly(reading);
    }
  }

  private static RawReading reading(String segment, long start, int seconds) {
    return new RawReading(
        segment + ':' + start, segment, start, seconds, 88.0, null, null, null, null, null);
  }
}
