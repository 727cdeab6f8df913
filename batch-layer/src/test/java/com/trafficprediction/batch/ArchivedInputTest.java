package com.trafficprediction.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.batch.command.ExitCode;
import com.trafficprediction.batch.fixture.CsvDataset;
import com.trafficprediction.batch.fixture.LocalRun;
import com.trafficprediction.schemas.TrafficEvent;
import com.trafficprediction.schemas.TrafficWindow;
import com.trafficprediction.storage.archive.ArchivePosition;
import com.trafficprediction.storage.archive.EventArchive;
import com.trafficprediction.storage.layout.CommittedOutput;
import com.trafficprediction.storage.layout.HdfsLayout;
import com.trafficprediction.storage.layout.PartitionedData;
import com.trafficprediction.storage.layout.RunId;
import com.trafficprediction.storage.parquet.ParquetSource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What came by Kafka and what was imported are one data set. */
class ArchivedInputTest {
  private static final Instant START = Instant.parse("2022-01-03T00:00:00Z");
  private static final String TOPIC = "topic-1";

  @TempDir Path directory;
  private CsvDataset dataset;

  @BeforeEach
  void describe() throws Exception {
    dataset = new CsvDataset(directory);
  }

  @Test
  void archivedReadingsGoOnWhereTheImportEndsAndThoseInBothCountOnce() throws Exception {
    dataset.write("readings.csv", CsvDataset.rows(24));
    Path whole = directory.resolve("whole");
    Path halves = directory.resolve("halves");
    job(whole, "import", importOptions());
    job(halves, "import", importOptions("--to", START.plusSeconds(14 * 3600).toString()));
    archive(halves, "tiny", events(whole).stream().filter(e -> !before(e, 12)).toList());

    // The archive says that its partition is complete up to the last window, not beyond it.
    job(whole, "windows", "--until", "2022-01-03T23:55:00Z");
    job(halves, "windows");

    assertThat(windows(halves)).isEqualTo(windows(whole)).hasSize(2 * (24 * 12 - 1));
    CommittedOutput output = windowsOutput(halves);
    assertThat(output.manifest().findCount("duplicate_event")).hasValue(2 * 2 * 12);
  }

  @Test
  void anArchiveOfAnotherDataSetOrOneThatIsNotWantedIsLeftOut() throws Exception {
    dataset.write("readings.csv", CsvDataset.rows(24));
    Path whole = directory.resolve("whole");
    job(whole, "import", importOptions());
    List<TrafficEvent> all = events(whole);
    Path other = directory.resolve("other");
    job(other, "import", importOptions("--to", START.plusSeconds(23 * 3600).toString()));
    archive(other, "another", all);
    job(other, "windows");
    assertThat(windows(other)).as("of another data set").hasSize(2 * 23 * 12);

    Path unwanted = directory.resolve("unwanted");
    job(unwanted, "import", importOptions("--to", START.plusSeconds(23 * 3600).toString()));
    archive(unwanted, "tiny", all);
    job(unwanted, "windows", "--no-archive");
    assertThat(windows(unwanted)).as("not wanted").hasSize(2 * 23 * 12);
  }

  @Test
  void theDataEndWhereTheSlowestPartitionOfTheArchiveIs() throws Exception {
    dataset.write("readings.csv", CsvDataset.rows(24));
    Path whole = directory.resolve("whole");
    job(whole, "import", importOptions());
    List<TrafficEvent> all = events(whole);
    Path store = directory.resolve("store");
    job(store, "import", importOptions("--to", START.plusSeconds(14 * 3600).toString()));
    try (FileSystem files = FileSystem.newInstanceLocal(new Configuration())) {
      EventArchive archive = open(files, store, "tiny");
      archive.flush(
          all,
          Map.of(0, 0L, 1, 0L),
          Map.of(
              0, new ArchivePosition(288, START.plusSeconds(23 * 3600).toEpochMilli()),
              1, new ArchivePosition(288, START.plusSeconds(20 * 3600).toEpochMilli())));
    }

    job(store, "windows");

    assertThat(windows(store)).hasSize(2 * 20 * 12);
  }

  private static boolean before(TrafficEvent event, int hours) {
    return event.getTimestamp().isBefore(START.plusSeconds(hours * 3600L));
  }

  private void archive(Path store, String name, List<TrafficEvent> events) throws Exception {
    try (FileSystem files = FileSystem.newInstanceLocal(new Configuration())) {
      EventArchive archive = open(files, store, name);
      int half = events.size() / 2;
      Instant newest =
          events.stream().map(TrafficEvent::getTimestamp).max(Instant::compareTo).get();
      archive.flush(
          events.subList(0, half),
          Map.of(0, 0L),
          Map.of(0, new ArchivePosition(half, START.toEpochMilli())));
      archive.flush(
          events.subList(half, events.size()),
          Map.of(0, (long) half),
          Map.of(0, new ArchivePosition(events.size(), newest.toEpochMilli())));
    }
  }

  private static EventArchive open(FileSystem files, Path store, String name) throws Exception {
    return new EventArchive(
        files,
        new Configuration(),
        layout(store).archivedEvents(),
        TOPIC,
        name,
        "test",
        Clock.fixed(START, ZoneOffset.UTC));
  }

  private static HdfsLayout layout(Path store) {
    return new HdfsLayout(new org.apache.hadoop.fs.Path(store.toUri()));
  }

  private static List<TrafficEvent> events(Path store) throws Exception {
    Configuration conf = new Configuration();
    FileSystem files = layout(store).root().getFileSystem(conf);
    return ParquetSource.readAll(
        conf,
        new PartitionedData(files, layout(store).raw()).listFiles(Instant.EPOCH, Instant.MAX),
        TrafficEvent.class);
  }

  private static CommittedOutput windowsOutput(Path store) throws Exception {
    FileSystem files = layout(store).root().getFileSystem(new Configuration());
    RunId run = new RunId(files.listStatus(layout(store).features())[0].getPath().getName());
    return CommittedOutput.open(files, layout(store).windows(run));
  }

  /** Every window without how often its readings came. */
  private static List<String> windows(Path store) throws Exception {
    return ParquetSource.readAll(
            LocalRun.configuration(store), windowsOutput(store).files(), TrafficWindow.class)
        .stream()
        .map(
            window -> {
              window.setDuplicateCount(0);
              return window.toString();
            })
        .sorted()
        .toList();
  }

  private String[] importOptions(String... more) {
    String[] options =
        Arrays.copyOf(
            new String[] {
              "--dataset", dataset.file().toString(), "--data", dataset.data().toString()
            },
            4 + more.length);
    System.arraycopy(more, 0, options, 4, more.length);
    return options;
  }

  private void job(Path store, String name, String... options) throws Exception {
    String[] args =
        Arrays.copyOf(
            new String[] {
              name,
              "-Dfs.defaultFS=file:///",
              "-Dmapreduce.framework.name=local",
              "-Dmapreduce.task.io.sort.mb=8",
              "-Dhadoop.tmp.dir=" + directory.resolve("tmp"),
              "-Dtraffic.root=" + store
            },
            6 + options.length);
    System.arraycopy(options, 0, args, 6, options.length);
    assertThat(Driver.execute(args)).as(name).isEqualTo(ExitCode.OK);
  }
}
