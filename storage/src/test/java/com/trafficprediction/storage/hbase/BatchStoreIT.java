package com.trafficprediction.storage.hbase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trafficprediction.core.profile.ProfileSums;
import com.trafficprediction.core.profile.SlotSums;
import com.trafficprediction.core.reading.Reading;
import com.trafficprediction.core.window.TrafficWindow;
import com.trafficprediction.core.window.WindowFold;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.localcluster.LocalCluster;
import com.trafficprediction.localcluster.Service;
import com.trafficprediction.schemas.HourlyAggregate;
import com.trafficprediction.schemas.SegmentProfile;
import com.trafficprediction.schemas.WindowState;
import com.trafficprediction.storage.hbase.RunRecord.State;
import com.trafficprediction.storage.layout.HdfsLayout;
import com.trafficprediction.storage.layout.RunId;
import com.trafficprediction.storage.parquet.ParquetSink;
import com.trafficprediction.storage.records.ProfileRecords;
import com.trafficprediction.storage.records.WindowRecords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run's life in a real HBase on a real HDFS: load, publish, read, prune. */
class BatchStoreIT {
  private static final Instant NOON = Instant.parse("2022-01-22T12:00:00Z");
  private static final Duration TTL = Duration.ofMinutes(2);
  private static final int WINDOWS = 24;
  private static final List<String> SEGMENTS = List.of("1205678", "LA_001", "LA_0011", "Ré_1");

  @TempDir static java.nio.file.Path directory;
  private static LocalCluster cluster;
  private static int namespaces;

  private final SettableClock clock = new SettableClock(NOON);
  private Configuration configuration = new Configuration();
  private HdfsLayout layout = HdfsLayout.ofDefaultRoot();

  @BeforeAll
  static void startHBase() {
    cluster =
        LocalCluster.builder(directory.resolve("stack")).with(Service.HBASE).randomPorts().start();
  }

  @AfterAll
  static void stopHBase() {
    cluster.close();
  }

  /** Each test has a namespace and a root of its own. */
  @BeforeEach
  void configure() {
    namespaces++;
    configuration = new Configuration();
    for (String site : List.of("core-site.xml", "hdfs-site.xml", "hbase-site.xml")) {
      configuration.addResource(new Path(cluster.conf().resolve(site).toUri()));
    }
    configuration.set("mapreduce.framework.name", "local");
    configuration.setInt("mapreduce.client.completion.pollinterval", 50);
    configuration.setInt("mapreduce.local.reduce.tasks.maximum", 2);
    configuration.setInt(HBaseSettings.SALT_BUCKETS, 2);
    configuration.set("hadoop.tmp.dir", directory.resolve("tmp").toString());
    configuration.set(HBaseSettings.NAMESPACE, "it" + namespaces);
    layout = new HdfsLayout(new Path(cluster.hdfsUri() + "/it" + namespaces));
  }

  /** Every order in which three states of a window can arrive, some of them twice. */
  @Test
  void ofARecentWindowTheBestStateIsReadInWhateverOrderStatesWereWritten() throws Exception {
    try (SpeedStore store = SpeedStore.open(configuration)) {
      RecentWindows windows = store.windows(Duration.ZERO);
      List<RecentWindows.Row> states =
          List.of(
              state(100, 120, OptionalLong.empty()),
              state(100, 140, OptionalLong.of(120)),
              state(130, 190, OptionalLong.empty()));
      int n = 0;
      for (int[] order :
          new int[][] {{0, 1, 2}, {2, 1, 0}, {1, 0, 2, 1}, {1, 2, 0, 2}, {2, 0, 1}, {0, 2, 1, 0}}) {
        String segment = "S" + n++;
        for (int i : order) {
          RecentWindows.Row row = states.get(i);
          windows.write(List.of(of(segment, row)));
        }
        assertThat(windows.listLatest(segment, 9))
            .as("after states " + Arrays.toString(order))
            .singleElement()
            .extracting(com.trafficprediction.schemas.TrafficWindow::getRevision)
            .isEqualTo(TopicEpochs.revision(1, 140));
        assertThat(
                windows.findPartial(
                    List.of(of(segment, states.get(2)), of(segment, states.get(1)))))
            .containsExactly(0);
      }
      assertThat(windows.findNewest(List.of("S1", "nowhere")))
          .isEqualTo(Map.of("S1", start(0).toEpochMilli()));
      assertThat(windows.count()).isEqualTo(n);

      RecentWindows.Row anew = state(3, 4, OptionalLong.empty());
      anew.window().setRevision(TopicEpochs.revision(2, 4));
      windows.write(
          List.of(
              of(
                  "S0",
                  new RecentWindows.Row(
                      anew.window(), TopicEpochs.revision(2, 3), OptionalLong.empty()))));
      assertThat(windows.listLatest("S0", 1).get(0).getRevision())
          .as("of the topic's latest incarnation")
          .isEqualTo(TopicEpochs.revision(2, 4));
    }
  }

  private static RecentWindows.Row state(long first, long last, OptionalLong replaced) {
    var window = WindowRecords.toRecord(window("S", 0), 0, WindowState.provisional);
    window.setRevision(TopicEpochs.revision(1, last));
    OptionalLong revision =
        replaced.isEmpty()
            ? replaced
            : OptionalLong.of(TopicEpochs.revision(1, replaced.getAsLong()));
    return new RecentWindows.Row(window, TopicEpochs.revision(1, first), revision);
  }

  private static RecentWindows.Row of(String segment, RecentWindows.Row row) {
    var window =
        com.trafficprediction.schemas.TrafficWindow.newBuilder(row.window())
            .setSegmentId(segment)
            .build();
    return new RecentWindows.Row(window, row.firstRevision(), row.replacedRevision());
  }

  @Test
  void aRunIsLoadedPublishedAndRead() throws Exception {
    RunId run = runAt(5);
    try (BatchStore store = BatchStore.open(configuration, clock);
        RunLock lock = store.registry().lock("test", TTL)) {
      assertThat(store.registry().findLive()).isEmpty();
      loadAll(store, lock, run);
      LivePointer next = pointerTo(run);
      store.registry().switchLive(lock, Optional.empty(), next);

      assertThat(store.registry().findLive()).contains(next);
      BatchView view = store.view(run);
      for (String segment : SEGMENTS) {
        assertThat(view.listWindows(segment, start(3), start(6)))
            .containsExactly(window(segment, 3), window(segment, 4), window(segment, 5));
        assertThat(view.listLatestWindows(segment, start(WINDOWS), 2))
            .containsExactly(window(segment, WINDOWS - 1), window(segment, WINDOWS - 2));
        assertThat(view.findProfile(segment)).contains(profile(segment));
        assertThat(view.listHours(segment, NOON, NOON.plusSeconds(7_200)))
            .containsExactly(hour(segment, 0), hour(segment, 1));
      }
      assertThat(view.listProfiles()).hasSize(SEGMENTS.size());
      assertThat(view.findProfile("nowhere")).isEmpty();
      assertThat(view.listWindows("LA_00", NOON, start(WINDOWS))).isEmpty();
      assertThat(view.listPlanner("bottlenecks").keySet()).containsExactly("1", "2");
      assertThat(view.listPlanner("bottlenecks").get("1")).asString().contains("\"rank\": 1");
    }
  }

  @Test
  void onlyTheNewestDaysAreLoadedWhenAskedFor() throws Exception {
    RunId run = runAt(5);
    try (BatchStore store = BatchStore.open(configuration, clock)) {
      BulkLoad load = store.bulkLoad(run, layout.hfiles(run));
      Job job =
          load.createJob(
              configuration, BatchTable.WINDOWS, List.of(writeWindows()), Optional.of(start(20)));
      assertThat(job.waitForCompletion(false)).isTrue();

      assertThat(load.complete(BatchTable.WINDOWS, job)).isEqualTo(4L * SEGMENTS.size());
      assertThat(job.getCounters().findCounter(BulkLoad.Counter.TOO_OLD).getValue())
          .isEqualTo(20L * SEGMENTS.size());
    }
  }

  @Test
  void twoRecordsOfOneKeyAreNoticedByTheCount() throws Exception {
    RunId run = runAt(5);
    Path twice =
        write("twice", SegmentProfile.class, List.of(profile("LA_001"), profile("LA_001")));
    try (BatchStore store = BatchStore.open(configuration, clock)) {
      BulkLoad load = store.bulkLoad(run, layout.hfiles(run));
      Job job =
          load.createJob(configuration, BatchTable.PROFILES, List.of(twice), Optional.empty());
      assertThat(job.waitForCompletion(false)).isTrue();

      assertThatThrownBy(() -> load.complete(BatchTable.PROFILES, job))
          .hasMessageContaining("holds 1 rows after the load, the job wrote 2");
    }
  }

  @Test
  void theLockHasOneHolderAndOutlivesNoDeadOne() throws Exception {
    try (BatchStore store = BatchStore.open(configuration, clock)) {
      RunRegistry registry = store.registry();
      RunLock dead = registry.lock("dead process", TTL);
      assertThatThrownBy(() -> registry.lock("second", TTL))
          .isInstanceOf(RunLockedException.class)
          .hasMessageContaining("dead process");

      clock.advance(TTL.plusSeconds(1));
      try (RunLock second = registry.lock("second", TTL)) {
        assertThat(second.token()).isGreaterThan(dead.token());
        assertThatThrownBy(dead::requireHeld).isInstanceOf(RunLockedException.class);
        dead.close();
        second.renew();
        second.requireHeld();
      }
      registry.lock("third", TTL).close();
    }
  }

  @Test
  void whoLostTheLockCannotSwitchEvenWithASlowClock() throws Exception {
    SettableClock slow = new SettableClock(NOON);
    try (BatchStore paused = BatchStore.open(configuration, slow);
        BatchStore store = BatchStore.open(configuration, clock)) {
      RunLock stale = paused.registry().lock("paused", TTL);
      clock.advance(TTL.plusSeconds(1));
      try (RunLock lock = store.registry().lock("test", TTL)) {
        store.registry().switchLive(lock, Optional.empty(), pointerTo(runAt(6)));

        assertThatThrownBy(
                () ->
                    paused
                        .registry()
                        .switchLive(stale, Optional.of(pointerTo(runAt(6))), pointerTo(runAt(5))))
            .isInstanceOf(RunLockedException.class);
      }
      assertThat(store.registry().findLive()).contains(pointerTo(runAt(6)));
    }
  }

  @Test
  void aRunDecidedOnAnotherPointerIsNotPublished() throws Exception {
    try (BatchStore store = BatchStore.open(configuration, clock);
        RunLock lock = store.registry().lock("test", TTL)) {
      RunRegistry registry = store.registry();
      registry.switchLive(lock, Optional.empty(), pointerTo(runAt(5)));

      assertThatThrownBy(() -> registry.switchLive(lock, Optional.empty(), pointerTo(runAt(6))))
          .isInstanceOf(RunLockedException.class);
      registry.switchLive(lock, Optional.of(pointerTo(runAt(5))), pointerTo(runAt(7)));
      assertThat(registry.findLive()).contains(pointerTo(runAt(7)));
    }
  }

  @Test
  void pruningKeepsTheLiveRunAndDropsOrphans() throws Exception {
    RunId live = runAt(1);
    RunId older = runAt(2);
    RunId newer = runAt(3);
    RunId orphan = runAt(4);
    try (BatchStore store = BatchStore.open(configuration, clock);
        RunLock lock = store.registry().lock("test", TTL)) {
      RunRegistry registry = store.registry();
      for (RunId run : List.of(live, older, newer, orphan)) {
        load(store, run, BatchTable.PROFILES, write(run.value(), SegmentProfile.class, profiles()));
        State state = run.equals(orphan) ? State.STARTED : State.LOADED;
        registry.record(lock, run, state, Map.of(BatchTable.PROFILES, 4L), "");
      }
      registry.switchLive(lock, Optional.empty(), pointerTo(live));

      assertThat(store.prune(lock, Optional.empty(), 1)).containsExactly(older, orphan);

      assertThat(store.listTables(live)).containsExactly(BatchTable.PROFILES);
      assertThat(store.listTables(newer)).containsExactly(BatchTable.PROFILES);
      assertThat(store.listTables(orphan)).isEmpty();
      assertThat(registry.findRun(orphan).map(RunRecord::state)).contains(State.PRUNED);
      assertThat(registry.listRuns().stream().map(RunRecord::id))
          .containsExactly(live, older, newer, orphan);
      assertThatThrownBy(() -> store.abandon(lock, live, "no reason"))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  private void loadAll(BatchStore store, RunLock lock, RunId run) throws Exception {
    Map<BatchTable, Path> inputs =
        Map.of(
            BatchTable.WINDOWS, writeWindows(),
            BatchTable.PROFILES, write("profiles", SegmentProfile.class, profiles()),
            BatchTable.HOURLY, writeHours(),
            BatchTable.PLANNER, writePlanner());
    for (Map.Entry<BatchTable, Path> input : inputs.entrySet()) {
      load(store, run, input.getKey(), input.getValue());
    }
    store.registry().record(lock, run, State.LOADED, Map.of(BatchTable.PROFILES, 4L), "");
  }

  private void load(BatchStore store, RunId run, BatchTable table, Path input) throws Exception {
    BulkLoad load = store.bulkLoad(run, layout.hfiles(run));
    Job job = load.createJob(configuration, table, List.of(input), Optional.empty());
    assertThat(job.waitForCompletion(false)).isTrue();
    assertThat(load.complete(table, job)).isPositive();
  }

  private Path writeWindows() throws IOException {
    List<com.trafficprediction.schemas.TrafficWindow> records = new ArrayList<>();
    for (String segment : SEGMENTS) {
      for (int i = 0; i < WINDOWS; i++) {
        records.add(WindowRecords.toRecord(window(segment, i), 0, WindowState.closed));
      }
    }
    return write("windows", com.trafficprediction.schemas.TrafficWindow.class, records);
  }

  private Path writeHours() throws IOException {
    List<HourlyAggregate> hours = new ArrayList<>();
    SEGMENTS.forEach(
        segment -> {
          hours.add(hour(segment, 0));
          hours.add(hour(segment, 1));
        });
    return write("hours", HourlyAggregate.class, hours);
  }

  private Path writePlanner() throws IOException {
    Path file = new Path(layout.root(), "planner/part-0");
    FileSystem files = file.getFileSystem(configuration);
    try (var out = files.create(file)) {
      String lines =
          "bottlenecks\t1\t{\"rank\": 1}\nbottlenecks\t2\t{\"rank\": 2}\npeaks\tLA_001\t{}\n";
      out.write(lines.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  private <T extends SpecificRecordBase> Path write(String name, Class<T> type, List<T> records)
      throws IOException {
    Path file = new Path(layout.root(), name + ".parquet");
    try (ParquetSink<T> sink = ParquetSink.create(configuration, file, type)) {
      for (T item : records) {
        sink.write(item);
      }
    }
    return file;
  }

  private static List<SegmentProfile> profiles() {
    return SEGMENTS.stream().map(BatchStoreIT::profile).toList();
  }

  private static SegmentProfile profile(String segment) {
    SlotSums speed = new SlotSums();
    speed.add(SlotSums.cell(2, 144), segment.hashCode() & 0xffff);
    return ProfileRecords.toRecord(segment, NOON, new ProfileSums(speed, new SlotSums(), 1, 9));
  }

  private static TrafficWindow window(String segment, int index) {
    WindowFold fold = new WindowFold();
    fold.add(
        new Reading(
            segment + index,
            segment,
            start(index).toEpochMilli(),
            300,
            9_000 + index,
            100,
            500,
            10_000));
    return new TrafficWindow(segment, start(index).toEpochMilli(), fold.sums());
  }

  private static Instant start(int index) {
    return NOON.plusMillis(index * Windows.MILLIS);
  }

  private static HourlyAggregate hour(String segment, int index) {
    return HourlyAggregate.newBuilder()
        .setSegmentId(segment)
        .setHourStart(NOON.plusSeconds(index * 3_600L))
        .setLocalDate(LocalDate.of(2022, 1, 22))
        .setLocalHour(4 + index)
        .setSpeedAvgKmh(90.5)
        .setObservedWindows(12)
        .setExpectedWindows(12)
        .setObservedShare(1)
        .build();
  }

  private static RunId runAt(int hour) {
    return new RunId("run-20220122T%02d0000Z-9f3c".formatted(hour));
  }

  private static LivePointer pointerTo(RunId run) {
    return new LivePointer(run.value(), run.value(), "0123456789abcdef", NOON, NOON);
  }
}
