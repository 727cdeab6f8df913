package com.trafficprediction.feeds.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.feeds.source.ReadingsSplit;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitsTest {
  private static final String YAML =
      """
      name: test
      description: a test
      licence: none
      time_zone: UTC
      segments: {file: stations.csv, columns: {id: id, latitude: lat, longitude: lon}}
      readings:
        format: csv-long
        files: ["*.readings*"]
        columns: {segment: station, timestamp: time, speed: kmh}
        time: {format: yyyy-MM-dd HH:mm, interval_seconds: 60}
        values: {speed_unit: kmh}
      """;
  private static final int ROWS = 150_000;

  @SuppressWarnings("NullAway.Init") // set by JUnit
  @TempDir
  Path data;

  /** About 4 MB: rows of one station, a garbage row every 50,000. */
  private static String rows() {
    StringBuilder text = new StringBuilder("station,time,kmh\n");
    LocalDateTime time = LocalDateTime.parse("2022-01-01T00:00");
    DateTimeFormatter format = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");
    for (int i = 0; i < ROWS; i++) {
      if (i % 50_000 == 49_999) {
        text.append("garbage ").append(i + 2).append('\n');
      } else {
        text.append("1,").append(format.format(time.plusMinutes(i))).append(',');
        text.append(50 + i % 50).append('\n');
      }
    }
    return text.toString();
  }

  /** Every row has a time of its own, which tells its speed. */
  private static long[] sorted(Drained drained) {
    return drained.readings().stream()
        .mapToLong(r -> Objects.requireNonNullElse(r.timestampMillis(), 0L))
        .sorted()
        .toArray();
  }

  private Dataset dataset() throws IOException {
    Files.writeString(data.resolve("stations.csv"), "id,lat,lon\n1,33.7,-117.8\n");
    return Dataset.parse(YAML, "test.yaml");
  }

  @Test
  void aPlainFileIsCutBetweenLinesAndEveryRowIsReadOnceWithItsLineNumber() throws IOException {
    Dataset dataset = dataset();
    Files.writeString(data.resolve("a.readings"), rows());
    Drained whole = Drained.of(dataset, data, 1);
    Drained cut = Drained.of(dataset, data, 3);
    assertThat(cut.splits()).isEqualTo(3);
    assertThat(sorted(cut)).isEqualTo(sorted(whole));
    assertThat(cut.rejected()).hasSize(3).allMatch(r -> r.text().endsWith(" " + r.line()));
  }

  @Test
  void aPackedFileIsCutByBlocksOfLines() throws IOException {
    Dataset dataset = dataset();
    Path file = data.resolve("a.readings.gz");
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(file)) {
          {
            def.setLevel(0);
          }
        }) {
      out.write(rows().getBytes(StandardCharsets.UTF_8));
    }
    Drained whole = Drained.of(dataset, data, 1);
    Drained cut = Drained.of(dataset, data, 4);
    assertThat(cut.splits()).isGreaterThan(1);
    assertThat(sorted(cut)).isEqualTo(sorted(whole));
    assertThat(cut.counts()).isEqualTo(whole.counts());
    assertThat(cut.rejected()).hasSize(3).allMatch(r -> r.text().endsWith(" " + r.line()));
  }

  @Test
  void manySmallFilesSharePackedSplits() throws IOException {
    Dataset dataset = dataset();
    for (int day = 1; day <= 9; day++) {
      Files.writeString(
          data.resolve(day + ".readings"),
          "station,time,kmh\n1,2022-01-0" + day + " 00:00,5" + day + "\n");
    }
    List<ReadingsSplit> splits = dataset.splits(data, 2);
    assertThat(splits).hasSize(2);
    assertThat(Drained.of(dataset, data, 2).readings()).hasSize(9);
  }
}
