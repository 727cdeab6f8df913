package com.trafficprediction.storage.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trafficprediction.schemas.FeatureRow;
import com.trafficprediction.schemas.ReadingQuality;
import com.trafficprediction.schemas.SegmentProfile;
import com.trafficprediction.schemas.TrafficEvent;
import com.trafficprediction.schemas.ValidationStatus;
import com.trafficprediction.storage.layout.DatePartition;
import com.trafficprediction.storage.layout.FileBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.Mapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetJobTest {
  private static final Instant JAN_1 = Instant.parse("2022-01-01T00:00:00Z");

  @TempDir java.nio.file.Path directory;
  private final Configuration configuration = new Configuration();
  private FileSystem files;

  @BeforeEach
  void start() throws IOException {
    configuration.set("mapreduce.framework.name", "local");
    configuration.setInt("mapreduce.client.completion.pollinterval", 50);
    configuration.set("fs.defaultFS", "file:///");
    configuration.set("hadoop.tmp.dir", directory.resolve("tmp").toString());
    files = FileSystem.getLocal(configuration);
  }

  /** Sends each event to the directory of its day. */
  public static final class ByDay extends Mapper<Void, TrafficEvent, Text, TrafficEvent> {
    @Override
    protected void map(Void key, TrafficEvent event, Context context)
        throws IOException, InterruptedException {
      context.write(new Text(DatePartition.dayOf(event.getTimestamp()).path()), event);
    }
  }

  @Test
  void aJobReadsManySmallFilesAndWritesOnePerPartition() throws Exception {
    List<Path> inputs = new ArrayList<>();
    List<TrafficEvent> written = new ArrayList<>();
    for (int file = 0; file < 4; file++) {
      List<TrafficEvent> events = eventsOf("S" + file, 48, Duration.ofHours(1));
      inputs.add(write("in/" + file + ".parquet", events));
      written.addAll(events);
    }
    Path out = new Path(directory.resolve("out").toString());
    Job job = Job.getInstance(configuration, "by-day");
    ParquetInput.configure(job, TrafficEvent.class, inputs);
    ParquetOutput.configure(job, out);
    job.setMapperClass(ByDay.class);
    job.setNumReduceTasks(0);

    assertThat(job.waitForCompletion(false)).isTrue();

    List<String> outputs = FileBytes.listData(files, out);
    assertThat(outputs)
        .allMatch(path -> path.matches("year=2022/month=01/day=0[12]/part-m-\\d+-\\d+.*parquet"));
    List<TrafficEvent> read =
        ParquetSource.readAll(
            configuration,
            outputs.stream().map(path -> new Path(out, path)).toList(),
            TrafficEvent.class);
    assertThat(read).containsExactlyInAnyOrderElementsOf(written);
    assertThat(files.exists(new Path(out, "_SUCCESS"))).as("the staged commit marks it").isFalse();
  }

  @Test
  void aLargeFileIsSplitBetweenRowGroupsAndNothingIsReadTwice() throws Exception {
    Path input = write("in/large.parquet", eventsOf("S", 5_000, Duration.ofSeconds(30)));
    Path out = new Path(directory.resolve("out").toString());
    configuration.set("mapreduce.input.fileinputformat.split.maxsize", "32768");
    Job job = Job.getInstance(configuration, "split");
    ParquetInput.configure(job, TrafficEvent.class, List.of(input), Set.of("timestamp"));
    ParquetOutput.configure(job, out);
    job.setMapperClass(CountingMapper.class);
    job.setNumReduceTasks(0);

    assertThat(job.waitForCompletion(false)).isTrue();
    assertThat(job.getCounters().findCounter("test", "events").getValue()).isEqualTo(5_000);
  }

  /** Counts events. */
  public static final class CountingMapper extends Mapper<Void, TrafficEvent, Text, TrafficEvent> {
    @Override
    protected void map(Void key, TrafficEvent event, Context context) {
      context.getCounter("test", "events").increment(1);
    }
  }

  @Test
  void aProjectionReadsItsColumnsAndLeavesTheRestUnset() throws IOException {
    TrafficEvent event = eventsOf("S", 1, Duration.ofMinutes(5)).get(0);
    Path file = write("one.parquet", List.of(event));

    try (ParquetSource<TrafficEvent> source =
        ParquetSource.open(
            configuration, file, TrafficEvent.class, Set.of("segment_id", "speed_kmh"))) {
      assertThat(source.advance()).isTrue();
      assertThat(source.current().getSegmentId()).isEqualTo("S");
      assertThat(source.current().getSpeedKmh()).isEqualTo(88.51);
      assertThat(source.current().getEventId()).isNull();
      assertThat(source.advance()).isFalse();
    }
    assertThatThrownBy(
            () -> ParquetSource.open(configuration, file, TrafficEvent.class, Set.of("speed_mph")))
        .hasMessageContaining("speed_mph");
  }

  @Test
  void arraysAndMapsComeBack() throws IOException {
    List<Long> cells = LongStream.range(0, 7 * 288).boxed().toList();
    SegmentProfile profile =
        SegmentProfile.newBuilder()
            .setSegmentId("S")
            .setFittedThrough(JAN_1)
            .setSpeedCount(cells)
            .setSpeedSum(cells)
            .setSpeedSumSquares(cells)
            .build();
    Path file = new Path(directory.toString(), "profile.parquet");
    try (ParquetSink<SegmentProfile> sink =
        ParquetSink.create(configuration, file, SegmentProfile.class)) {
      sink.write(profile);
    }

    assertThat(ParquetSource.readAll(configuration, List.of(file), SegmentProfile.class))
        .containsExactly(profile);
  }

  @Test
  void aFeatureRowWithGapsComesBack() throws IOException {
    FeatureRow row =
        FeatureRow.newBuilder()
            .setSegmentId("S")
            .setTimestamp(JAN_1)
            .setLocalDate(LocalDate.of(2021, 12, 31))
            .setSpeed(61.25f)
            .setTargetSpeed15min(60.5f)
            .build();
    Path file = new Path(directory.toString(), "row.parquet");
    try (ParquetSink<FeatureRow> sink = ParquetSink.create(configuration, file, FeatureRow.class)) {
      sink.write(row);
    }

    assertThat(ParquetSource.readAll(configuration, List.of(file), FeatureRow.class))
        .containsExactly(row);
  }

  @Test
  void aFileCutShortIsNamedInTheError() throws IOException {
    java.nio.file.Path cut = directory.resolve("cut.parquet");
    write("whole.parquet", eventsOf("S", 10, Duration.ofMinutes(5)));
    byte[] whole = Files.readAllBytes(directory.resolve("whole.parquet"));
    Files.write(cut, java.util.Arrays.copyOf(whole, whole.length / 2));
    Path file = new Path(cut.toString());

    assertThatThrownBy(
            () -> ParquetSource.readAll(configuration, List.of(file), TrafficEvent.class))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cut.parquet");
  }

  @Test
  void noInputIsAnErrorBeforeTheJobRuns() throws IOException {
    Job job = Job.getInstance(configuration, "windows");

    assertThatThrownBy(() -> ParquetInput.configure(job, TrafficEvent.class, List.of()))
        .hasMessageContaining("no input files");
  }

  private Path write(String name, List<TrafficEvent> events) throws IOException {
    Path file = new Path(directory.toString(), name);
    try (ParquetSink<TrafficEvent> sink =
        ParquetSink.create(configuration, file, TrafficEvent.class)) {
      for (TrafficEvent event : events) {
        sink.write(event);
      }
      assertThat(sink.records()).isEqualTo(events.size());
    }
    return file;
  }

  private static List<TrafficEvent> eventsOf(String segment, int count, Duration step) {
    List<TrafficEvent> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(
          TrafficEvent.newBuilder()
              .setEventId(segment + ":" + i)
              .setSegmentId(segment)
              .setTimestamp(JAN_1.plus(step.multipliedBy(i)))
              .setIntervalSeconds(300)
              .setSpeedKmh(88.51)
              .setMetadata(Map.of("lane", "2"))
              .setProcessedAt(JAN_1)
              .setProcessorId("import")
              .setQuality(ReadingQuality.observed)
              .setValidationStatus(ValidationStatus.valid)
              .build());
    }
    return events;
  }
}
