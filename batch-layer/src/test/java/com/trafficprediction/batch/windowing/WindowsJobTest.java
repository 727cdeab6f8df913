package com.trafficprediction.batch.windowing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.trafficprediction.batch.fixture.LocalRun;
import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.stage.Dropped;
import com.trafficprediction.core.network.Capabilities;
import com.trafficprediction.core.network.NeighbourGraph;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.core.reading.Reading;
import com.trafficprediction.core.units.Quantity;
import com.trafficprediction.schemas.TrafficWindow;
import com.trafficprediction.schemas.WindowState;
import com.trafficprediction.storage.parquet.ParquetSource;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows against what a plain program makes of the same readings. */
class WindowsJobTest {
  private static final long FROM = Instant.parse("2022-01-03T08:00:00Z").toEpochMilli();
  private static final long UNTIL = Instant.parse("2022-01-03T12:00:00Z").toEpochMilli();
  private static final long MINUTE = 60_000;
  private static final long WINDOW = 5 * MINUTE;
  private static final List<String> SEGMENTS = List.of("a", "b", "c");

  @TempDir java.nio.file.Path directory;
  private Configuration conf = new Configuration();

  @BeforeEach
  void configure() {
    conf = LocalRun.configuration(directory);
  }

  @Test
  void everyWindowIsWhatItsReadingsAddUpTo() throws Exception {
    Random random = new Random(7);
    List<List<Reading>> files = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (String segment : List.of("a", "b", "c", "elsewhere")) {
      for (long at = FROM - 30 * MINUTE; at < UNTIL + 30 * MINUTE; at += MINUTE) {
        int copies = random.nextInt(8) == 0 ? 0 : random.nextInt(6) == 0 ? 3 : 1;
        for (int copy = 0; copy < copies; copy++) {
          files.get(random.nextInt(3)).add(reading(segment, at, random));
        }
      }
    }

    Job job = windows(files);

    Map<String, Expected> expected = expected(files);
    List<TrafficWindow> found = output(TrafficWindow.class);
    assertThat(found).hasSameSizeAs(expected.keySet()).hasSizeGreaterThan(120);
    int duplicates = 0;
    int imputed = 0;
    for (TrafficWindow window : found) {
      String name = window.getSegmentId() + "@" + window.getWindowStart().toEpochMilli();
      Objects.requireNonNull(expected.get(name), name).check(window);
      duplicates += window.getDuplicateCount();
      imputed += window.getObservedCount() == 0 ? 1 : 0;
    }
    assertThat(duplicates).isPositive();
    assertThat(counted(job, Dropped.DUPLICATE_EVENT)).isEqualTo(duplicates);
    assertThat(counted(job, Dropped.OUTSIDE_RANGE))
        .isEqualTo(count(files, r -> r.startMillis() < FROM || r.startMillis() >= UNTIL));
    assertThat(counted(job, Dropped.UNKNOWN_SEGMENT))
        .isEqualTo(
            count(
                files,
                r ->
                    r.segmentId().equals("elsewhere")
                        && r.startMillis() >= FROM
                        && r.startMillis() < UNTIL));
    assertThat(counted(job, WindowsJob.Kind.IMPUTED_WINDOWS)).isEqualTo(imputed).isPositive();
  }

  @Test
  void eachFileIsSortedBySegmentAndTime() throws Exception {
    Random random = new Random(8);
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      long at = FROM + random.nextInt(240) * MINUTE;
      readings.add(reading(SEGMENTS.get(random.nextInt(3)), at, random));
    }
    windows(List.of(readings));

    for (Path file : LocalRun.files(conf, new Path(directory.resolve("out").toString()))) {
      List<TrafficWindow> windows = ParquetSource.readAll(conf, List.of(file), TrafficWindow.class);
      assertThat(windows)
          .isSortedAccordingTo(
              Comparator.comparing(TrafficWindow::getSegmentId)
                  .thenComparing(TrafficWindow::getWindowStart));
    }
  }

  @Test
  void ofEqualEventIdsTheBestObservedCountsThenTheFastestWhateverFileCameFirst() throws Exception {
    Reading made = new Reading("1", "a", FROM, 300, 90_00, 10, 5_00, 0);
    Reading half = new Reading("1", "a", FROM, 300, 80_00, 10, 5_00, 50_00);
    Reading whole = new Reading("1", "a", FROM, 300, 60_00, 10, 5_00, 100_00);
    Reading slow = new Reading("2", "b", FROM, 300, 60_00, 10, 5_00, 100_00);
    Reading fast = new Reading("2", "b", FROM, 300, 61_00, 10, 5_00, 100_00);
    Reading fuller = new Reading("2", "b", FROM, 300, 61_00, 12, 5_00, 100_00);

    windows(List.of(List.of(half, fuller), List.of(whole, slow), List.of(made, fast)));
    List<TrafficWindow> forth = output(TrafficWindow.class);
    conf.setInt("mapreduce.job.reduces", 1);
    directory = directory.resolve("again");
    conf.set(RunContext.ROOT, directory.resolve("data").toString());
    windows(List.of(List.of(fast, made), List.of(slow, whole), List.of(fuller, half)));
    List<TrafficWindow> back = output(TrafficWindow.class);

    assertThat(forth)
        .extracting(TrafficWindow::getSpeedAvgKmh)
        .containsExactlyInAnyOrder(60.0, 61.0);
    assertThat(back).containsExactlyInAnyOrderElementsOf(forth);
    assertThat(back)
        .filteredOn(w -> w.getSegmentId().equals("b"))
        .singleElement()
        .satisfies(w -> assertThat(w.getVehicles()).isEqualTo(12))
        .satisfies(w -> assertThat(w.getDuplicateCount()).isEqualTo(2));
  }

  @Test
  void whatASourceMadeUpIsFlaggedAndGivesNoSpeed() throws Exception {
    windows(
        List.of(
            List.of(
                new Reading("1", "a", FROM, 150, 90_00, 10, 5_00, 0),
                new Reading("2", "b", FROM, 150, 90_00, 10, 5_00, 0),
                new Reading("3", "b", FROM + 150_000, 150, 50_00, 4, 7_00, 100_00))));

    List<TrafficWindow> windows = output(TrafficWindow.class);
    TrafficWindow made = of(windows, "a");
    assertThat(made.getSpeedAvgKmh()).isNull();
    assertThat(made.getVolumeVph()).isNull();
    assertThat(made.getImputedCount()).isEqualTo(1);
    assertThat(made.getSums().getImputedVehicles()).isEqualTo(10);
    TrafficWindow mixed = of(windows, "b");
    assertThat(mixed.getSpeedAvgKmh()).isEqualTo(50);
    assertThat(mixed.getVehicles()).isEqualTo(4);
    assertThat(mixed.getVolumeVph()).isEqualTo(96);
    assertThat(mixed.getOccupancyAvgPercent()).isEqualTo(7);
    assertThat(mixed.getImputedCount()).isEqualTo(1);
  }

  private static TrafficWindow of(List<TrafficWindow> windows, String segment) {
    return windows.stream().filter(w -> w.getSegmentId().equals(segment)).findFirst().orElseThrow();
  }

  private static Reading reading(String segment, long at, Random random) {
    return new Reading(
        segment + at,
        segment,
        at,
        60,
        random.nextInt(10) == 0 ? Quantity.ABSENT : random.nextInt(130_00),
        random.nextInt(10) == 0 ? Quantity.ABSENT : random.nextInt(60),
        random.nextInt(10) == 0 ? Quantity.ABSENT : random.nextInt(100_00),
        // Two long stretches are made up as a whole.
        (at - FROM) / (15 * MINUTE) % 5 == 0 ? 0 : random.nextInt(4) * 33_33);
  }

  private Job windows(List<List<Reading>> files) throws Exception {
    List<Segment> segments = new ArrayList<>();
    for (String id : SEGMENTS) {
      segments.add(new Segment(id, id, 33.8, -117.8, null, Double.NaN, 0));
    }
    Network network =
        new Network(
            "windows",
            true,
            ZoneId.of("America/Los_Angeles"),
            Set.of(),
            new Capabilities(true, true, false, false, true),
            segments);
    RunContext run =
        LocalRun.plan(
            conf,
            network,
            new NeighbourGraph(NeighbourGraph.Method.DISTANCE_FILE, Map.of()),
            FROM,
            UNTIL,
            70,
            LocalRun.writeEvents(conf, files));
    Path output = new Path(directory.resolve("out").toString());
    return LocalRun.succeed(WindowsJob.createJob(conf, run, output));
  }

  private <T extends org.apache.avro.specific.SpecificRecordBase> List<T> output(Class<T> type)
      throws Exception {
    return LocalRun.read(conf, new Path(directory.resolve("out").toString()), type);
  }

  private static long counted(Job job, Enum<?> counter) throws Exception {
    return job.getCounters().findCounter(counter).getValue();
  }

  private static long count(
      List<List<Reading>> files, java.util.function.Predicate<Reading> predicate) {
    return files.stream().flatMap(List::stream).filter(predicate).count();
  }

  /** The readings that count, by {@code segment@start}. */
  private static Map<String, Expected> expected(List<List<Reading>> files) {
    Map<String, Reading> best = new HashMap<>();
    Map<String, Expected> windows = new TreeMap<>();
    for (List<Reading> file : files) {
      for (Reading reading : file) {
        if (SEGMENTS.contains(reading.segmentId())
            && reading.startMillis() >= FROM
            && reading.startMillis() < UNTIL) {
          Expected window =
              windows.computeIfAbsent(
                  reading.segmentId()
                      + "@"
                      + (reading.startMillis() - reading.startMillis() % WINDOW),
                  k -> new Expected());
          window.met++;
          best.merge(reading.eventId(), reading, WindowsJobTest::better);
        }
      }
    }
    for (Reading r : best.values()) {
      String window = r.segmentId() + "@" + (r.startMillis() - r.startMillis() % WINDOW);
      Objects.requireNonNull(windows.get(window), window).readings.add(r);
    }
    return windows;
  }

  /** The stated rule: best observed, then fastest, then most vehicles, then highest occupancy. */
  private static Reading better(Reading a, Reading b) {
    if (a.observedCenti() != b.observedCenti()) {
      return a.observedCenti() > b.observedCenti() ? a : b;
    }
    if (a.speedCenti() != b.speedCenti()) {
      return a.speedCenti() > b.speedCenti() ? a : b;
    }
    if (a.vehicles() != b.vehicles()) {
      return a.vehicles() > b.vehicles() ? a : b;
    }
    return a.occupancyCenti() >= b.occupancyCenti() ? a : b;
  }

  /** A window by plain arithmetic. */
  private static final class Expected {
    private final List<Reading> readings = new ArrayList<>();
    private int met;

    void check(TrafficWindow window) {
      List<Reading> observed = readings.stream().filter(r -> r.observedCenti() > 0).toList();
      double[] speeds =
          observed.stream().mapToDouble(Reading::speedCenti).filter(s -> s >= 0).toArray();
      double flow = 0;
      double weighted = 0;
      boolean allCounted = true;
      double sum = 0;
      double least = Double.MAX_VALUE;
      double most = 0;
      for (Reading r : observed) {
        if (r.speedCenti() >= 0) {
          allCounted &= r.vehicles() >= 0;
          flow += Math.max(0, r.vehicles());
          weighted += (double) r.speedCenti() * Math.max(0, r.vehicles());
          sum += r.speedCenti();
          least = Math.min(least, r.speedCenti());
          most = Math.max(most, r.speedCenti());
        }
      }
      if (speeds.length == 0) {
        assertThat(window.getSpeedAvgKmh()).isNull();
        assertThat(window.getSpeedMinKmh()).isNull();
      } else {
        double mean = allCounted && flow > 0 ? weighted / flow : sum / speeds.length;
        assertThat(window.getSpeedAvgKmh()).isCloseTo(mean / 100, within(1e-9));
        assertThat(window.getSpeedMinKmh()).isEqualTo(least / 100);
        assertThat(window.getSpeedMaxKmh()).isEqualTo(most / 100);
        checkSpread(window, speeds, sum / speeds.length);
      }
      long[] vehicles =
          observed.stream().mapToLong(Reading::vehicles).filter(v -> v >= 0).toArray();
      long passed = java.util.stream.LongStream.of(vehicles).sum();
      assertThat(window.getVehicles()).isEqualTo(vehicles.length == 0 ? null : (Long) passed);
      if (vehicles.length > 0) {
        assertThat(window.getVolumeVph()).isCloseTo(passed * 60.0 / vehicles.length, within(1e-9));
      }
      double occupancy =
          observed.stream()
              .mapToInt(Reading::occupancyCenti)
              .filter(o -> o >= 0)
              .average()
              .orElse(-1);
      assertThat(
              window.getOccupancyAvgPercent() == null ? -1 : window.getOccupancyAvgPercent() * 100)
          .isCloseTo(occupancy, within(1e-6));
      assertThat(window.getObservedCount()).isEqualTo(observed.size());
      assertThat(window.getImputedCount()).isEqualTo(readings.size() - observed.size());
      assertThat(window.getDuplicateCount()).isEqualTo(met - readings.size());
      assertThat(window.getWindowEnd()).isEqualTo(window.getWindowStart().plusMillis(WINDOW));
      assertThat(window.getState()).isEqualTo(WindowState.closed);
    }

    private static void checkSpread(TrafficWindow window, double[] speeds, double mean) {
      if (speeds.length < 2) {
        assertThat(window.getSpeedStdKmh()).isNull();
        return;
      }
      double squares = 0;
      for (double speed : speeds) {
        squares += (speed - mean) * (speed - mean);
      }
      assertThat(window.getSpeedStdKmh())
          .isCloseTo(Math.sqrt(squares / (speeds.length - 1)) / 100, within(1e-6));
    }
  }
}
