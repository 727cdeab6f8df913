package com.trafficprediction.feeds.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.trafficprediction.core.reading.RejectionReason;
import com.trafficprediction.feeds.source.FeedException;
import com.trafficprediction.feeds.source.FeedException.Kind;
import com.trafficprediction.feeds.source.RejectedRow;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong, the message says what, where, and what to do next. */
class BadInputTest {
  private static final String YAML =
      """
      name: test
      description: a test
      licence: none
      time_zone: America/Los_Angeles
      capabilities:
        {volume: false, occupancy: false, lengths: false, freeways: false, observed_share: false}
      segments:
        file: stations.csv
        columns: {id: id, latitude: lat, longitude: lon, type: type}
        types: {Mainline: mainline, Off Ramp: ramp}
      readings:
        format: csv-long
        files: [readings.csv]
        columns: {segment: station, timestamp: time, speed: speed_mph}
        time: {format: yyyy-MM-dd HH:mm, interval_seconds: 300}
        values: {speed_unit: mph}
      """;
  private static final String HEADER = "station,time,speed_mph\n";

  @SuppressWarnings("NullAway.Init") // set by JUnit
  @TempDir
  Path data;

  @BeforeEach
  void aGoodDataDirectory() throws IOException {
    Files.writeString(data.resolve("stations.csv"), "id,lat,lon,type\n1,33.7,-117.8,Mainline\n");
    Files.writeString(data.resolve("readings.csv"), HEADER + "1,2022-01-01 00:00,65\n");
  }

  private static Dataset dataset(String from, String to) {
    assertThat(YAML).contains(from);
    return Dataset.parse(YAML.replace(from, to), "test.yaml");
  }

  private static Dataset good() {
    return Dataset.parse(YAML, "test.yaml");
  }

  private static void refused(ThrowingCallable call, Kind kind, String... parts) {
    assertThatExceptionOfType(FeedException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.kind()).isEqualTo(kind))
        .satisfies(e -> assertThat(e.getMessage()).contains(parts));
  }

  @Test
  void anUnknownKeyIsAnsweredWithItsPathAndTheKeyThatWasMeant() {
    refused(
        () -> dataset("speed: speed_mph", "sped: speed_mph"),
        Kind.DATASET_FILE,
        "test.yaml: readings.columns.sped: unknown key; did you mean 'speed'?");
    refused(
        () -> dataset("licence: none", "licence: none\nzzz: 1"),
        Kind.DATASET_FILE,
        "zzz: unknown key; keys here are name, description");
  }

  @Test
  void aMissingKeyIsAnsweredWithWhatItMeans() {
    refused(
        () -> dataset("time_zone: America/Los_Angeles\n", ""),
        Kind.DATASET_FILE,
        "time_zone: missing: Time zone of the road");
  }

  @Test
  void aValueOfTheWrongKindIsAnsweredWithWhatIsExpected() {
    refused(
        () -> dataset("America/Los_Angeles", "Los Angeles"),
        Kind.DATASET_FILE,
        "time_zone: expected a time zone such as");
    refused(
        () -> dataset("speed_unit: mph", "speed_unit: mhp"),
        Kind.DATASET_FILE,
        "readings.values.speed_unit: 'mhp' is not one of kmh, mph",
        "did you mean 'mph'?");
    refused(
        () -> dataset("format: csv-long", "format: csv"),
        Kind.DATASET_FILE,
        "readings.format: 'csv' is not one of csv-long, csv-wide");
    refused(
        () -> dataset("interval_seconds: 300", "interval_seconds: 900"),
        Kind.DATASET_FILE,
        "readings.time: interval_seconds: must lie in 1 to 300");
    refused(
        () -> dataset("yyyy-MM-dd HH:mm", "yyyy-bb-dd"),
        Kind.DATASET_FILE,
        "readings.time: format: 'yyyy-bb-dd' is not a format of timestamps");
    refused(() -> Dataset.parse("name: [", "x.yaml"), Kind.DATASET_FILE, "x.yaml: line 1");
    refused(() -> Dataset.parse("", "x.yaml"), Kind.DATASET_FILE, "x.yaml: the file is not a YAML");
  }

  @Test
  void aCapabilityThatTheMappingDoesNotHaveIsRefused() {
    refused(
        () -> dataset("volume: false", "volume: true"),
        Kind.DATASET_FILE,
        "capabilities.volume: says true, but the mapping has no");
  }

  @Test
  void aMissingFileIsNamedWithTheDirectoryAndWhatIsThere() throws IOException {
    Files.move(data.resolve("readings.csv"), data.resolve("reading.csv"));
    refused(
        () -> good().splits(data, 1),
        Kind.MISSING_FILE,
        "readings.files: no file 'readings.csv' in " + data,
        "it holds reading.csv, stations.csv",
        "did you mean 'reading.csv'?");
    refused(
        () -> good().network(data.resolve("nowhere")),
        Kind.MISSING_FILE,
        "no data directory " + data.resolve("nowhere"));
    refused(
        () -> dataset("[readings.csv]", "['readings[.csv']").splits(data, 1),
        Kind.DATASET_FILE,
        "readings.files: 'readings[.csv' is not a pattern of file names");
    refused(
        () -> Dataset.load(data.resolve("no.yaml")),
        Kind.MISSING_FILE,
        "no dataset file",
        "no.yaml");
  }

  @Test
  void aWrongColumnIsAnsweredWithTheColumnsThatExist() {
    refused(
        () -> dataset("speed: speed_mph", "speed: sped_mph").splits(data, 1),
        Kind.MALFORMED_DATA,
        "readings.columns.speed",
        "readings.csv has no column 'sped_mph'",
        "station, time, speed_mph",
        "did you mean 'speed_mph'?");
    refused(
        () -> dataset("latitude: lat", "latitude: latt").network(data),
        Kind.MALFORMED_DATA,
        "segments.columns.latitude",
        "did you mean 'lat'?");
  }

  @Test
  void aTruncatedGzipIsNamedWithHowFarItGot() throws IOException {
    StringBuilder rows = new StringBuilder(HEADER);
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      rows.append("1,2022-01-01 00:00,").append(random.nextInt(1000) / 10.0).append('\n');
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(rows.toString().getBytes(StandardCharsets.UTF_8));
    }
    byte[] whole = packed.toByteArray();
    Files.write(data.resolve("readings.csv.gz"), Arrays.copyOf(whole, whole.length / 2));
    Dataset dataset = dataset("readings.csv", "readings.csv.gz");
    refused(
        () -> Drained.of(dataset, data, 1),
        Kind.MALFORMED_DATA,
        data.resolve("readings.csv.gz").toString(),
        "truncated after line ",
        "bytes unpacked");
  }

  @Test
  void aFileThatIsNotGzipAlthoughItsNameSaysSoIsRefused() throws IOException {
    Files.copy(data.resolve("readings.csv"), data.resolve("readings.csv.gz"));
    refused(
        () -> dataset("readings.csv", "readings.csv.gz").splits(data, 1),
        Kind.MALFORMED_DATA,
        "is not gzip");
  }

  @Test
  void garbageRowsComeOutOneByOneWithLineTextAndReasons() throws IOException {
    Files.writeString(
        data.resolve("readings.csv"),
        HEADER
            + "1,2022-01-01 00:00,65\n"
            + "lorem ipsum\n"
            + "\n"
            + "1,2022-02-30 00:00,65\n"
            + ",yesterday,\"65\n"
            + ",yesterday,fast\n"
            + "1,2022-01-01 00:05,66,1\n"
            + "1,2022-01-01 00:10,67\n");
    Drained drained = Drained.of(good(), data, 1);
    assertThat(drained.readings()).hasSize(2);
    Set<RejectionReason> unparsable = Set.of(RejectionReason.UNPARSABLE);
    assertThat(drained.rejected())
        .containsExactly(
            new RejectedRow("readings.csv", 3, "lorem ipsum", unparsable),
            new RejectedRow(
                "readings.csv",
                5,
                "1,2022-02-30 00:00,65",
                Set.of(RejectionReason.MISSING_TIMESTAMP)),
            new RejectedRow("readings.csv", 6, ",yesterday,\"65", unparsable),
            new RejectedRow(
                "readings.csv",
                7,
                ",yesterday,fast",
                Set.of(
                    RejectionReason.UNPARSABLE,
                    RejectionReason.MISSING_TIMESTAMP,
                    RejectionReason.MISSING_SEGMENT)),
            new RejectedRow("readings.csv", 8, "1,2022-01-01 00:05,66,1", unparsable));
  }

  @Test
  void aBinaryFileInPlaceOfTextIsGarbageAndNotAnEndlessLine() throws IOException {
    byte[] noise = new byte[6 << 20];
    Arrays.fill(noise, (byte) 'x');
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(HEADER.getBytes(StandardCharsets.UTF_8));
    file.write(noise);
    file.write("\n1,2022-01-01 00:00,65\n".getBytes(StandardCharsets.UTF_8));
    Files.write(data.resolve("readings.csv"), file.toByteArray());
    Drained drained = Drained.of(good(), data, 1);
    assertThat(drained.rejected()).singleElement().extracting("line").isEqualTo(2L);
    assertThat(drained.readings()).hasSize(1);
  }

  @Test
  void badSegmentsAreNamedByFileAndLine() throws IOException {
    Path stations = data.resolve("stations.csv");
    Files.writeString(stations, "id,lat,lon,type\n1,33.7,-117.8,Mainlin\n");
    refused(
        () -> good().network(data),
        Kind.MALFORMED_DATA,
        "stations.csv, line 2: type 'Mainlin' is not in segments.types; did you mean 'Mainline'?");
    Files.writeString(stations, "id,lat,lon,type\n1,north,-117.8,Mainline\n");
    refused(() -> good().network(data), Kind.MALFORMED_DATA, "line 2: 'north' (segments.columns.l");
    Files.writeString(stations, "id,lat,lon,type\n1,,,Mainline\n");
    refused(
        () -> good().network(data), Kind.MALFORMED_DATA, "without_coordinates: leave_out passes");
    Files.writeString(stations, "id,lat,lon,type\n1,33.7,-117.8,Mainline\n1,3,4,Mainline\n");
    refused(() -> good().network(data), Kind.MALFORMED_DATA, "line 3: segment 1 is there twice");
    Files.writeString(stations, "id,lat,lon,type\n");
    refused(() -> good().network(data), Kind.MALFORMED_DATA, "none of its 0 rows");
  }

  @Test
  void anHdf5OfAnotherLayoutIsAnsweredWithWhatWasFoundAndWhatIsExpected() throws IOException {
    Dataset dataset =
        Dataset.parse(
            YAML.substring(0, YAML.indexOf("readings:"))
                + """
                readings:
                  format: hdf5-pandas
                  files: [frame.h5]
                  time: {interval_seconds: 300}
                  values: {speed_unit: mph}
                """,
            "test.yaml");
    Path file = data.resolve("frame.h5");
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      hdf.putGroup("run").putDataset("speeds", new double[] {1, 2});
    }
    refused(
        () -> dataset.splits(data, 1),
        Kind.MALFORMED_DATA,
        "frame.h5",
        "expected is a group with axis0, axis1, block0_items and block0_values",
        "found /run/speeds");

    try (WritableHdfFile hdf = HdfFile.write(file)) {
      var frame = hdf.putGroup("df");
      frame.putDataset("axis0", new long[] {1, 2});
      frame.putDataset("axis1", new long[] {0, 1, 2});
      frame.putDataset("block0_values", new double[][] {{1, 2}, {3, 4}});
    }
    refused(
        () -> dataset.splits(data, 1),
        Kind.MALFORMED_DATA,
        "has shape [2, 2], but there are 3 timestamps and 2 columns");

    Files.writeString(file, "not hdf5");
    refused(
        () -> dataset.splits(data, 1), Kind.MALFORMED_DATA, "frame.h5: cannot be opened as HDF5");
  }
}
