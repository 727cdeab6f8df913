package com.trafficprediction.batch.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.trafficprediction.batch.fixture.TinyRun;
import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.core.planner.Period;
import com.trafficprediction.core.units.SpeedUnit;
import com.trafficprediction.schemas.HourlyAggregate;
import com.trafficprediction.storage.json.StoredJson;
import com.trafficprediction.storage.layout.CommittedOutput;
import com.trafficprediction.storage.layout.FileBytes;
import com.trafficprediction.storage.layout.RunId;
import com.trafficprediction.storage.parquet.ParquetSource;
import com.trafficprediction.storage.planner.BottleneckRow;
import com.trafficprediction.storage.planner.CorridorRow;
import com.trafficprediction.storage.planner.PeakRow;
import com.trafficprediction.storage.planner.PlannerMeasure;
import com.trafficprediction.storage.planner.PlannerRow;
import com.trafficprediction.storage.planner.ReliabilityRow;
import com.trafficprediction.storage.planner.SegmentRow;
import com.trafficprediction.storage.planner.SummaryRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The planner's jobs on a road whose every figure can be worked out by hand. */
class PlannerJobTest {
  private static final RunId RUN = new RunId("run-20220124T080000Z-0001");
  private static final double FREE_KMH = 100;
  private static final double REFERENCE_KMH = SpeedUnit.MPH.toKmh(60);

  /** Vehicle-kilometres of station b at 50 km/h: 3 Mondays, Wednesdays, Fridays, 60 each. */
  private static final double AT_50 = 540;

  /** Its vehicle-kilometres at 25 km/h: 3 Tuesdays, Thursdays. */
  private static final double AT_25 = 360;

  /** Its vehicle-kilometres in all: 21 days of 18 windows of 10 vehicles. */
  private static final double ALL = 3780;

  @TempDir java.nio.file.Path directory;
  private final Configuration conf = new Configuration();

  @BeforeEach
  void configure() {
    conf.set("fs.defaultFS", "file:///");
    conf.set("mapreduce.framework.name", "local");
    conf.set("hadoop.tmp.dir", directory.resolve("tmp").toString());
    conf.set(RunContext.ROOT, directory.resolve("data").toString());
    conf.setInt("mapreduce.client.completion.pollinterval", 20);
    conf.setInt("mapreduce.task.io.sort.mb", 8);
    conf.setInt("mapreduce.job.reduces", 2);
  }

  @Test
  void anHourOfASegmentIsFoldedFromWhateverPartsItCameIn() throws Exception {
    RunContext run = TinyRun.ofRoad(conf, RUN);

    List<HourlyAggregate> hours = hours(run);

    assertThat(hours).hasSize(4 * TinyRun.DAYS * 2);
    HourlyAggregate slow =
        hours.stream()
            .filter(h -> h.getSegmentId().equals("b"))
            .filter(h -> h.getHourStart().equals(TinyRun.at("2022-01-03T07:00")))
            .findFirst()
            .orElseThrow();
    assertThat(slow.getLocalDate()).isEqualTo(LocalDate.of(2022, 1, 3));
    assertThat(slow.getLocalHour()).isEqualTo(7);
    assertThat(slow.getSpeedAvgKmh()).isEqualTo(50);
    assertThat(slow.getVehicles()).isEqualTo(60);
    assertThat(slow.getImputedVehicles()).isZero();
    assertThat(slow.getVolumeVph()).isEqualTo(120);
    assertThat(slow.getVmtVehicleKm()).isEqualTo(60);
    assertThat(slow.getVhtVehicleHours()).isEqualTo(1.2);
    assertThat(slow.getDelayVehicleHours())
        .isCloseTo(60 * (1 / 50.0 - 1 / REFERENCE_KMH), within(1e-5));
    assertThat(slow.getCongestedShare()).isEqualTo(1);
    assertThat(slow.getObservedWindows()).isEqualTo(6);
    assertThat(slow.getObservedShare()).isEqualTo(0.5);
    assertThat(slow.getOccupancyAvgPercent()).isNull();
  }

  @Test
  void imputedFlowIsTravelButNeitherSpeedNorDelay() throws Exception {
    RunContext run = TinyRun.ofRoad(conf, RUN);

    assertThat(hours(run))
        .filteredOn(h -> h.getSegmentId().equals("h"))
        .hasSize(TinyRun.DAYS * 2)
        .allSatisfy(
            hour -> {
              assertThat(hour.getVehicles()).isEqualTo(hour.getImputedVehicles()).isPositive();
              assertThat(hour.getVmtVehicleKm()).isPositive();
              assertThat(hour.getSpeedAvgKmh()).isNull();
              assertThat(hour.getVolumeVph()).isNull();
              assertThat(hour.getDelayVehicleHours()).isNull();
              assertThat(hour.getObservedWindows()).isZero();
            });
  }

  @Test
  void aSegmentHasTravelDelayReliabilityAndPeaks() throws Exception {
    SortedMap<String, PlannerRow> rows = rows(TinyRun.ofRoad(conf, RUN));

    SegmentRow b = get(rows, "segments/b", SegmentRow.class);
    assertThat(b.corridor()).isEqualTo("I5-N");
    assertThat(b.freeFlowKmh()).isEqualTo(FREE_KMH);
    assertThat(b.observedWindows()).isEqualTo(378);
    assertThat(b.expectedWindows()).isEqualTo(TinyRun.DAYS * 288L);
    assertThat(b.congestedShare()).isEqualTo(90 / 378.0);
    assertThat(b.travel().vehicleKm()).isEqualTo(ALL);
    assertThat(b.travel().imputedShare()).isZero();
    assertThat(b.travel().vehicleHours())
        .isCloseTo(AT_50 / 50 + AT_25 / 25 + (ALL - AT_50 - AT_25) / 100, within(1e-6));
    assertThat(b.travel().delayVehicleHours().get(60))
        .isCloseTo(
            AT_50 * (1 / 50.0 - 1 / REFERENCE_KMH) + AT_25 * (1 / 25.0 - 1 / REFERENCE_KMH),
            within(1e-4));
    assertThat(b.travel().delayVehicleHours()).hasSize(6);

    // A kilometre takes 36 s when free, 72 s on nine of fifteen mornings, 144 s on six.
    ReliabilityRow morning = get(rows, reliability("segment/b", Period.WEEKDAY_MORNING));
    assertThat(morning.days()).isEqualTo(15);
    assertThat(morning.neededDays()).isNull();
    assertThat(morning.travelTimeIndex()).isCloseTo(2.8, within(1e-9));
    assertThat(morning.planningTimeIndex()).isCloseTo(4.0, within(1e-9));
    assertThat(morning.bufferIndex()).isCloseTo((144 - 100.8) / 100.8, within(1e-9));
    assertThat(morning.lottr()).isCloseTo(2.0, within(1e-9));
    ReliabilityRow weekend = get(rows, reliability("segment/b", Period.WEEKEND));
    assertThat(weekend.days()).isEqualTo(6);
    assertThat(weekend.neededDays()).isEqualTo(10);
    assertThat(weekend.travelTimeIndex()).isNull();

    PeakRow monday = get(rows, "peaks/segment/b/1/morning", PeakRow.class);
    assertThat(monday.slowestHour()).isEqualTo(7);
    assertThat(monday.slowestSpeedKmh()).isCloseTo(50, within(1e-9));
    assertThat(monday.busiestHour()).isEqualTo(7);
    assertThat(monday.busiestVolumeVph()).isEqualTo(120.0);
    assertThat(monday.days()).isEqualTo(3);
  }

  @Test
  void aCorridorIsItsMainlineAndItsSpeedIsVmtOverVht() throws Exception {
    SortedMap<String, PlannerRow> rows = rows(TinyRun.ofRoad(conf, RUN));

    CorridorRow corridor = get(rows, "corridors/I5-N", CorridorRow.class);
    assertThat(rows.keySet()).filteredOn(k -> k.startsWith("corridors/")).hasSize(1);
    assertThat(corridor.stations()).isEqualTo(3);
    assertThat(corridor.lengthKm()).isEqualTo(3);
    assertThat(corridor.coveredShare()).isEqualTo(1);
    assertThat(corridor.moments()).isEqualTo(378);
    assertThat(corridor.travel().vehicleKm()).isEqualTo(3 * ALL);
    // 30 vehicle-km take 0.4 h on slow mornings (75 km/h), 0.6 h on slower ones (50 km/h).
    assertThat(corridor.congestedShare()).isEqualTo(36 / 378.0);
    ReliabilityRow morning = get(rows, reliability("corridor/I5-N", Period.WEEKDAY_MORNING));
    assertThat(morning.travelTimeIndex()).isCloseTo((9 * 48 + 6 * 72) / 15.0 / 36, within(1e-9));
    assertThat(morning.planningTimeIndex()).isCloseTo(2.0, within(1e-9));
    PeakRow tuesday = get(rows, "peaks/corridor/I5-N/2/morning", PeakRow.class);
    assertThat(tuesday.slowestSpeedKmh()).isCloseTo(50, within(1e-9));
    assertThat(tuesday.busiestVolumeVph()).isEqualTo(120.0);
  }

  @Test
  void theSlowStationBeforeAFreeOneIsABottleneck() throws Exception {
    SortedMap<String, PlannerRow> rows = rows(TinyRun.ofRoad(conf, RUN));

    assertThat(rows.keySet())
        .filteredOn(key -> key.startsWith("bottlenecks/"))
        .containsExactly("bottlenecks/b/am");
    BottleneckRow place = get(rows, "bottlenecks/b/am", BottleneckRow.class);
    assertThat(place.corridor()).isEqualTo("I5-N");
    assertThat(place.downstreamId()).isEqualTo("c");
    assertThat(place.activeDays()).isEqualTo(15);
    assertThat(place.meanActiveMinutes()).isEqualTo(30);
    assertThat(place.maxExtentKm()).isEqualTo(1);
    assertThat(place.totalQueueKmHours()).isCloseTo(7.5, within(1e-9));
    assertThat(place.totalDelayVehicleHours())
        .isCloseTo(
            AT_50 * (1 / 50.0 - 1 / REFERENCE_KMH) + AT_25 * (1 / 25.0 - 1 / REFERENCE_KMH),
            within(1e-4));
  }

  @Test
  void whatTheDataSetCannotSupportIsSaidAndNotComputed() throws Exception {
    SortedMap<String, PlannerRow> rows = rows(TinyRun.ofSpeedsAlone(conf, RUN));

    SummaryRow summary = get(rows, "summary/all", SummaryRow.class);
    assertThat(summary.notAvailable())
        .containsEntry("bottlenecks", "not available: this data set has no freeways")
        .containsEntry("travel", "not available: this data set has no volume and no lengths")
        .containsKeys("corridors", "delay", "busiest_hours");
    assertThat(rows.keySet())
        .noneMatch(key -> key.startsWith("corridors/") || key.startsWith("bottlenecks/"));
    SegmentRow b = get(rows, "segments/b", SegmentRow.class);
    assertThat(b.travel().vehicleKm()).isNull();
    assertThat(b.travel().delayVehicleHours()).isEmpty();
    assertThat(b.lengthKm()).isNull();
    assertThat(b.freeFlowKmh()).isEqualTo(FREE_KMH);
    assertThat(get(rows, reliability("segment/b", Period.WEEKDAY_MORNING)).lottr()).isEqualTo(2);
    PeakRow monday = get(rows, "peaks/segment/b/1/morning", PeakRow.class);
    assertThat(monday.busiestHour()).isNull();
    assertThat(monday.slowestHour()).isEqualTo(7);
  }

  @Test
  void theRowsDoNotDependOnTheNumberOfReducers() throws Exception {
    RunContext run = TinyRun.ofRoad(conf, RUN);
    conf.setInt("mapreduce.job.reduces", 1);
    List<String> one = lines(run, "one");
    conf.setInt("mapreduce.job.reduces", 3);

    assertThat(lines(run, "three")).containsExactlyInAnyOrderElementsOf(one);
    assertThat(one).filteredOn(line -> line.startsWith("summary\t")).hasSize(1);
  }

  private static String reliability(String place, Period period) {
    return "reliability/" + place + "/" + period.key();
  }

  private static ReliabilityRow get(SortedMap<String, PlannerRow> rows, String key) {
    return get(rows, key, ReliabilityRow.class);
  }

  private static <T extends PlannerRow> T get(
      SortedMap<String, PlannerRow> rows, String key, Class<T> type) {
    assertThat(rows).containsKey(key);
    return type.cast(Objects.requireNonNull(rows.get(key)));
  }

  private static List<Path> windows(RunContext run) throws IOException {
    return CommittedOutput.open(run.files(), run.layout().windows(run.run())).files();
  }

  private List<HourlyAggregate> hours(RunContext run) throws Exception {
    Path output = new Path(run.layout().work(RUN), "hours");
    Job job = HourlyJob.createJob(conf, run, windows(run), output);
    assertThat(job.waitForCompletion(false)).isTrue();
    List<Path> files = new ArrayList<>();
    for (String name : FileBytes.listData(run.files(), output)) {
      files.add(new Path(output, name));
    }
    return ParquetSource.readAll(conf, files, HourlyAggregate.class);
  }

  /** Rows by {@code measure/entry}. */
  private SortedMap<String, PlannerRow> rows(RunContext run) throws Exception {
    SortedMap<String, PlannerRow> rows = new TreeMap<>();
    for (String line : lines(run, "planner")) {
      String[] fields = line.split("\t", 3);
      PlannerMeasure measure = PlannerMeasure.valueOf(fields[0].toUpperCase(Locale.ROOT));
      byte[] json = fields[2].getBytes(StandardCharsets.UTF_8);
      PlannerRow row = StoredJson.read(json, measure.rowType(), line);
      assertThat(row.entry()).isEqualTo(fields[1]);
      assertThat(rows.put(fields[0] + "/" + fields[1], row)).isNull();
    }
    return rows;
  }

  private List<String> lines(RunContext run, String name) throws Exception {
    Path output = new Path(run.layout().work(RUN), name);
    Job job = PlannerJob.createJob(conf, run, windows(run), output);
    assertThat(job.waitForCompletion(false)).isTrue();
    List<String> lines = new ArrayList<>();
    for (String file : FileBytes.listData(run.files(), output)) {
      byte[] text = FileBytes.readAll(run.files(), new Path(output, file));
      new String(text, StandardCharsets.UTF_8).lines().forEach(lines::add);
    }
    return lines;
  }
}
