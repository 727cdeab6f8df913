package com.trafficprediction.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.batch.command.ExitCode;
import com.trafficprediction.batch.fixture.CsvDataset;
import com.trafficprediction.batch.fixture.LocalRun;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.schemas.TrafficEvent;
import com.trafficprediction.schemas.TrafficWindow;
import com.trafficprediction.storage.archive.ArchivePosition;
import com.trafficprediction.storage.archive.EventArchive;
import com.trafficprediction.storage.layout.CommittedOutput;
import com.trafficprediction.storage.layout.HdfsLayout;
import com.trafficprediction.storage.layout.PartitionedData;
import com.trafficprediction.storage.layout.RunId;
import com.trafficprediction.storage.network.NetworkStore;
import com.trafficprediction.storage.parquet.ParquetSource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    dataset.write("readings.csv", CsvDataset.rows(36));
    Path whole = directory.resolve("whole");
    Path halves = directory.resolve("halves");
    job(whole, "import", importOptions());
    job(halves, "import", importOptions("--to", at(14)));
    archive(halves, network(halves), events(whole).stream().filter(e -> !before(e, 12)).toList());

    // The archive is whole up to its last sealed day, not up to its last reading.
    job(whole, "windows", "--until", at(24));
    job(halves, "windows");

    assertThat(windows(halves)).isEqualTo(windows(whole)).hasSize(2 * 24 * 12);
    CommittedOutput output = windowsOutput(halves);
    assertThat(output.manifest().findCount("duplicate_event")).hasValue(2 * 2 * 12);
  }

  @Test
  void anImportCorrectsWhatCameByKafka() throws Exception {
    dataset.write("readings.csv", CsvDataset.rows(24));
    Path store = directory.resolve("store");
    job(store, "import", importOptions());
    List<TrafficEvent> wrong = events(store);
    wrong.forEach(event -> event.setSpeedKmh(150.0));
    wrong.forEach(event -> event.setProcessorId("stream-processor-1"));
    archive(store, network(store), wrong);

    job(store, "windows");

    assertThat(windows(store)).hasSize(2 * 24 * 12).noneMatch(window -> window.contains("150.0"));
  }

  @Test
  void aReadingOfAnotherYearDoesNotStretchTheData() throws Exception {
    dataset.write("readings.csv", CsvDataset.rows(24));
    Path store = directory.resolve("store");
    job(store, "import", importOptions());
    TrafficEvent stray = events(store).get(0);
    stray.setEventId("stray");
    stray.setTimestamp(START.plus(Duration.ofDays(400)));
    TrafficEvent later = TrafficEvent.newBuilder(stray).setEventId("later").build();
    later.setTimestamp(START.plus(Duration.ofDays(402)));
    archive(store, network(store), List.of(stray, later));

    job(store, "windows");

    assertThat(windows(store)).hasSize(2 * 24 * 12);
  }

  @Test
  void aStrayReadingBesideFreshOnesDoesNotStretchTheDataEither() throws Exception {
    dataset.write("readings.csv", CsvDataset.rows(36));
    Path whole = directory.resolve("whole");
    Path store = directory.resolve("store");
    job(whole, "import", importOptions());
    job(store, "import", importOptions("--to", at(14)));
    List<TrafficEvent> events = new ArrayList<>();
    for (int days : List.of(-400, 400, 402)) {
      TrafficEvent stray = TrafficEvent.newBuilder(events(whole).get(0)).build();
      stray.setEventId("stray" + days);
      stray.setTimestamp(START.plus(Duration.ofDays(days)));
      events.add(stray);
    }
    events.addAll(events(whole));
    archive(store, network(store), events);

    job(whole, "windows");
    job(store, "windows");

    assertThat(windows(store)).isEqualTo(windows(whole)).hasSize(2 * 36 * 12);
  }

  @Test
  void anArchiveOfAnotherDataSetOrOneThatIsNotWantedIsLeftOut() throws Exception {
    dataset.write("readings.csv", CsvDataset.rows(24));
    Path whole = directory.resolve("whole");
    job(whole, "import", importOptions());
    List<TrafficEvent> all = events(whole);
    Path other = directory.resolve("other");
    job(other, "import", importOptions("--to", at(23)));
    archive(other, another(network(other)), all);
    job(other, "windows");
    assertThat(windows(other)).as("of another data set").hasSize(2 * 23 * 12);

    Path unwanted = directory.resolve("unwanted");
    job(unwanted, "import", importOptions("--to", at(23)));
    archive(unwanted, network(unwanted), all);
    job(unwanted, "windows", "--no-archive");
    assertThat(windows(unwanted)).as("not wanted").hasSize(2 * 23 * 12);
  }

  private static boolean before(TrafficEvent event, int hours) {
    return event.getTimestamp().isBefore(START.plusSeconds(hours * 3600L));
  }

  private static String at(int hours) {
    return START.plusSeconds(hours * 3600L).toString();
  }

  /** Archives events in two flushes and seals what is whole. */
  private void archive(Path store, Network network, List<TrafficEvent> events) throws Exception {
    try (FileSystem files = FileSystem.newInstanceLocal(new Configuration())) {
      EventArchive archive =
          new EventArchive(
              files,
              new Configuration(),
              layout(store).archivedEvents(),
              TOPIC,
              network,
              "test",
              Clock.fixed(START, ZoneOffset.UTC));
      int half = events.size() / 2;
      archive.flush(
          events.subList(0, half),
          Map.of(0, 0L),
          Map.of(0, new ArchivePosition(half, START.toEpochMilli())));
      Instant newest =
          events.stream().map(TrafficEvent::getTimestamp).max(Instant::compareTo).orElseThrow();
      archive.flush(
          events.subList(half, events.size()),
          Map.of(0, (long) half),
          Map.of(0, new ArchivePosition(events.size(), newest.toEpochMilli())));
      archive.seal(1, 0);
    }
  }

  private static Network network(Path store) throws Exception {
    NetworkStore networks =
        new NetworkStore(layout(store).root().getFileSystem(new Configuration()), layout(store));
    return networks.load(networks.findNewest().orElseThrow()).network();
  }

  private static Network another(Network network) {
    return new Network(
        "another",
        network.synthetic(),
        network.zone(),
        Set.of(),
        network.capabilities(),
        network.segments());
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
