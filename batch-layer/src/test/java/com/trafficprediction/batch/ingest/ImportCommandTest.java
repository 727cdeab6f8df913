package com.trafficprediction.batch.ingest;

import static com.trafficprediction.batch.fixture.CsvDataset.HEADER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trafficprediction.batch.command.ExitCode;
import com.trafficprediction.batch.fixture.CsvDataset;
import com.trafficprediction.batch.fixture.LocalRun;
import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.feeds.dataset.Dataset;
import com.trafficprediction.feeds.source.FeedException;
import com.trafficprediction.schemas.TrafficEvent;
import com.trafficprediction.storage.layout.HdfsLayout;
import com.trafficprediction.storage.layout.OutputManifest;
import com.trafficprediction.storage.layout.PartitionedData;
import com.trafficprediction.storage.network.NetworkStore;
import com.trafficprediction.storage.parquet.ParquetSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an import leaves, and what it says of the rows that it does not take. */
class ImportCommandTest {
  private static final Instant NOW = Instant.parse("2022-02-01T00:00:00Z");

  @TempDir Path directory;
  private Configuration conf = new Configuration();
  private HdfsLayout layout = HdfsLayout.ofDefaultRoot();
  private CsvDataset dataset;

  @BeforeEach
  void configure() throws IOException {
    conf = LocalRun.configuration(directory);
    layout = RunContext.layout(conf);
    dataset = new CsvDataset(directory);
  }

  @Test
  void everyRowIsAcceptedOrCountedByReason() throws Exception {
    dataset
        .write(
            "readings-1.csv",
            HEADER
                + "A,2022-01-03 00:00,60.5\n"
                + "A,2022-01-03 00:05,\n"
                + "R,2022-01-03 00:05,70\n"
                + "lorem ipsum\n"
                + "A,2022-01-03 00:10,61\n")
        .write(
            "readings-2.csv",
            HEADER
                + "B,2022-01-03 00:00,250\n"
                + "X,2022-01-03 00:00,60\n"
                + "B,2022-01-03 00:05,7\n");

    assertThat(importAll()).isEqualTo(ExitCode.OK);

    OutputManifest manifest = onlyCommit();
    assertThat(manifest.counts())
        .containsAllEntriesOf(
            Map.of(
                "cells", 8L,
                "accepted", 3L,
                "filtered", 1L,
                "missing", 1L,
                "refused", 3L,
                "outside_range", 0L,
                "rejected_unparsable", 1L,
                "rejected_unknown_segment", 1L,
                "rejected_speed_out_of_range", 1L));
    assertThat(events())
        .extracting(e -> e.getSegmentId() + " " + e.getTimestamp() + " " + e.getSpeedKmh())
        .containsExactlyInAnyOrder(
            "A 2022-01-03T00:00:00Z 60.5",
            "A 2022-01-03T00:10:00Z 61.0",
            "B 2022-01-03T00:05:00Z 7.0");
  }

  @Test
  void rejectedRowsAreKeptWithReasonFileLineAndText() throws Exception {
    dataset.write(
        "readings.csv",
        HEADER
            + "A,2022-01-03 00:00,60\n"
            + "lorem\tipsum\n"
            + "X,2022-01-03 00:00,60\n"
            + "X,2022-01-03 00:05,300\n");

    importAll();

    org.apache.hadoop.fs.Path kept =
        new org.apache.hadoop.fs.Path(layout.raw(), "_rejected/" + onlyCommit().id());
    assertThat(lines(kept))
        .containsExactlyInAnyOrder(
            "UNPARSABLE\treadings.csv\t3\tlorem ipsum",
            "UNKNOWN_SEGMENT\treadings.csv\t4\tX,2022-01-03 00:00,60",
            "UNKNOWN_SEGMENT,SPEED_OUT_OF_RANGE\treadings.csv\t5\tX,2022-01-03 00:05,300");
    assertThat(events()).as("not data").hasSize(1);
  }

  @Test
  void eventsLieInTheirUtcDaySortedBySegmentAndTime() throws Exception {
    dataset.with("time_zone: UTC", "time_zone: America/Los_Angeles");
    dataset.write("readings.csv", CsvDataset.rows(24));

    importAll();

    OutputManifest manifest = onlyCommit();
    assertThat(manifest.files())
        .extracting(file -> file.path().replaceAll("/[^/]*$", ""))
        .contains("year=2022/month=01/day=03", "year=2022/month=01/day=04");
    int events = 0;
    for (OutputManifest.DataFile file : manifest.files()) {
      List<TrafficEvent> ofFile =
          ParquetSource.readAll(
              conf,
              List.of(new org.apache.hadoop.fs.Path(layout.raw(), file.path())),
              TrafficEvent.class);
      assertThat(ofFile)
          .isSortedAccordingTo(
              Comparator.comparing(TrafficEvent::getSegmentId)
                  .thenComparing(TrafficEvent::getTimestamp))
          .allMatch(
              e ->
                  file.path()
                      .contains("day=" + e.getTimestamp().toString().substring(8, 10) + "/"));
      events += ofFile.size();
    }
    assertThat(events).isEqualTo(2 * 24 * 12);
    assertThat(manifest.settings())
        .containsEntry("start", "2022-01-03T08:00:00Z")
        .containsEntry("end", "2022-01-04T08:00:00Z")
        .containsEntry("dataset", "tiny")
        .containsEntry("split", "80/20");
    String hash = Objects.requireNonNull(manifest.settings().get("network"));
    assertThat(new NetworkStore(files(), layout).load(hash).network().segments())
        .extracting(s -> s.id())
        .containsExactly("A", "B");
  }

  @Test
  void theSameFilesAgainChangeNothing() throws Exception {
    dataset.write("readings-1.csv", CsvDataset.rows(1));
    importAll();
    List<String> before = tree();

    assertThat(importAll()).isEqualTo(ExitCode.OK);
    assertThat(tree()).isEqualTo(before);

    // A copy of a file is the same file.
    Path file = dataset.data().resolve("readings-1.csv");
    Files.setLastModifiedTime(file, FileTime.from(NOW));
    before.removeIf(line -> line.contains("readings-1.csv"));
    assertThat(importAll()).isEqualTo(ExitCode.OK);
    assertThat(tree()).containsAll(before).hasSize(before.size() + 1);
  }

  @Test
  void oneReadingInTwoFilesHasOneEventId() throws Exception {
    dataset
        .write("readings-1.csv", HEADER + "A,2022-01-03 00:00,60\n")
        .write("readings-2.csv", HEADER + "A,2022-01-03 00:00,60\nA,2022-01-03 01:00,60\n");
    importAll();
    assertThat(events())
        .filteredOn(e -> e.getTimestamp().equals(Instant.parse("2022-01-03T00:00:00Z")))
        .hasSize(2)
        .extracting(TrafficEvent::getEventId)
        .containsOnly("tiny:A:" + Instant.parse("2022-01-03T00:00:00Z").toEpochMilli());
  }

  @Test
  void aCorrectedDatasetFileReplacesWhatTheWrongOneImported() throws Exception {
    dataset.write("readings.csv", HEADER + "A,2022-01-03 00:00,60\n");
    dataset.with("speed_unit: kmh", "speed_unit: mph");
    importAll();
    assertThat(events()).extracting(TrafficEvent::getSpeedKmh).containsExactly(96.56);

    dataset.with("speed_unit: mph", "speed_unit: kmh");
    assertThat(importAll()).isEqualTo(ExitCode.OK);
    assertThat(events()).extracting(TrafficEvent::getSpeedKmh).containsExactly(60.0);

    dataset.with("speed_unit: kmh", "speed_unit: mph");
    assertThat(importAll()).as("back to what was replaced before").isEqualTo(ExitCode.OK);
    assertThat(events()).extracting(TrafficEvent::getSpeedKmh).containsExactly(96.56);
  }

  @Test
  void anEarlierImportThatReachesBeyondTheNewOneIsAQuestionToTheUser() throws Exception {
    dataset.write("readings.csv", CsvDataset.rows(3));
    importAll("--to", "2022-01-03T02:00:00Z");
    List<String> before = tree();

    assertThat(importAll("--from", "2022-01-03T01:00:00Z")).isEqualTo(ExitCode.USAGE);
    assertThat(commits()).hasSize(1);
    assertThat(tree())
        .filteredOn(file -> file.contains("part-"))
        .hasSameSizeAs(before.stream().filter(file -> file.contains("part-")).toList());

    assertThat(importAll("--from", "2022-01-03T01:00:00Z", "--earlier", "keep"))
        .isEqualTo(ExitCode.OK);
    assertThat(commits()).hasSize(2);
    assertThat(importAll("--from", "2022-01-03T00:30:00Z", "--earlier", "replace"))
        .isEqualTo(ExitCode.OK);
    assertThat(onlyCommit().settings()).containsEntry("start", "2022-01-03T00:30:00Z");
  }

  @Test
  void aReadingOfATimeToComeIsRejectedAndDoesNotMoveTheEndOfTheData() throws Exception {
    dataset.write("readings.csv", HEADER + "A,2022-01-03 00:00,60\nA,2122-01-03 00:05,60\n");
    importAll();
    assertThat(onlyCommit().counts()).containsEntry("rejected_in_the_future", 1L);
    assertThat(onlyCommit().settings()).containsEntry("end", "2022-01-03T00:05:00Z");
  }

  @Test
  void onlyTheRangeThatWasAskedForIsTaken() throws Exception {
    dataset.write("readings.csv", CsvDataset.rows(3));

    assertThat(importAll("--from", "2022-01-03T01:00:00Z", "--to", "-30m")).isEqualTo(ExitCode.OK);

    assertThat(onlyCommit().counts())
        .containsEntry("accepted", 2L * 18)
        .containsEntry("outside_range", 2L * 18);
    assertThat(onlyCommit().settings())
        .containsEntry("start", "2022-01-03T01:00:00Z")
        .containsEntry("end", "2022-01-03T02:30:00Z");
    assertThat(events())
        .extracting(TrafficEvent::getTimestamp)
        .allMatch(at -> !at.isBefore(Instant.parse("2022-01-03T01:00:00Z")))
        .allMatch(at -> at.isBefore(Instant.parse("2022-01-03T02:30:00Z")));
  }

  @Test
  void aNodeThatDoesNotHaveTheFilesIsToldAsTheCause() throws Exception {
    dataset.write("readings.csv", CsvDataset.rows(1));
    Job job = Job.getInstance(conf);
    org.apache.hadoop.fs.Path output = new org.apache.hadoop.fs.Path(directory + "/output");
    FileOutputFormat.setOutputPath(job, output);
    ReadingsInput.configure(job, Dataset.load(dataset.file()), dataset.data(), 1);
    InputSplit split = new ReadingsInput().getSplits(job).get(0);
    // The client planned the splits; the node on which a task runs has no such directory.
    Files.move(dataset.data(), directory.resolve("elsewhere"));

    TaskAttemptContext task =
        new TaskAttemptContextImpl(job.getConfiguration(), new TaskAttemptID());
    assertThatThrownBy(() -> new ReadingsInput.Reader().initialize(split, task))
        .isInstanceOf(FeedException.class);

    assertThat(ImportProblem.find(files(), output).orElseThrow())
        .contains(dataset.data().toString(), "every node", "mapreduce.framework.name=local");
  }

  private int importAll(String... more) {
    ImportCommand command = new ImportCommand(Clock.fixed(NOW, ZoneOffset.UTC));
    command.setConf(conf);
    List<String> args =
        new ArrayList<>(
            List.of("--dataset", dataset.file().toString(), "--data", dataset.data().toString()));
    args.addAll(List.of(more));
    return command.run(args.toArray(String[]::new));
  }

  private FileSystem files() throws IOException {
    return layout.root().getFileSystem(conf);
  }

  private List<OutputManifest> commits() throws IOException {
    return new PartitionedData(files(), layout.raw()).listCommits();
  }

  private OutputManifest onlyCommit() throws IOException {
    List<OutputManifest> commits = commits();
    assertThat(commits).hasSize(1);
    return commits.get(0);
  }

  private List<TrafficEvent> events() throws IOException {
    return ParquetSource.readAll(
        conf,
        new PartitionedData(files(), layout.raw()).listFiles(Instant.EPOCH, NOW),
        TrafficEvent.class);
  }

  private List<String> lines(org.apache.hadoop.fs.Path kept) throws IOException {
    List<String> lines = new ArrayList<>();
    for (org.apache.hadoop.fs.Path file : LocalRun.files(conf, kept)) {
      lines.addAll(Files.readAllLines(Path.of(file.toUri().getPath())));
    }
    return lines;
  }

  /** Every file of the store with its time of change. */
  private List<String> tree() throws IOException {
    try (Stream<Path> all = Files.walk(Path.of(layout.root().toUri().getPath()))) {
      List<String> tree = new ArrayList<>();
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        tree.add(file + " " + Files.getLastModifiedTime(file));
      }
      return tree;
    }
  }
}
