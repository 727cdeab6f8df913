package com.trafficprediction.batch.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.trafficprediction.batch.features.StoredNetworkMeans;
import com.trafficprediction.batch.fixture.LocalRun;
import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.profiling.Fit;
import com.trafficprediction.batch.stage.Progress;
import com.trafficprediction.batch.stage.Stages;
import com.trafficprediction.core.feature.Feature;
import com.trafficprediction.core.feature.FeatureCatalog;
import com.trafficprediction.core.feature.NetworkMean;
import com.trafficprediction.core.fixture.GoldenFeatures;
import com.trafficprediction.core.fixture.GoldenRoad;
import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.network.PostmileNeighbours;
import com.trafficprediction.core.profile.ProfileFold;
import com.trafficprediction.core.reading.Reading;
import com.trafficprediction.core.units.Quantity;
import com.trafficprediction.core.window.WindowSums;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.schemas.FeatureRow;
import com.trafficprediction.schemas.SegmentProfile;
import com.trafficprediction.storage.layout.CommittedOutput;
import com.trafficprediction.storage.layout.OutputManifest;
import com.trafficprediction.storage.parquet.ParquetSource;
import com.trafficprediction.storage.records.FeatureRecords;
import com.trafficprediction.storage.records.ProfileRecords;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From raw events to feature rows on the golden road, whose profiles are fitted on the first half
 * of the planned time: its vectors must come out of MapReduce as core computes them in memory.
 */
class PreparationStagesTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2022-12-01T00:00:00Z"), ZoneOffset.UTC);
  private static final long HOUR = 3_600_000;
  private static final long FROM = GoldenRoad.fromMillis();

  /** Rows look back so far; with the lags of the day before comes what is usual on that day. */
  private static final long LOOK_BACK = 4 * HOUR;

  private static final long FITTED = GoldenRoad.fittedThrough();

  /** So that half of the time is what the golden profiles are fitted on. */
  private static final long UNTIL = FITTED + (FITTED - FROM);

  @TempDir static Path directory;
  private static Chain golden;

  /** A run of all stages, and the rows it left. */
  private record Chain(Configuration conf, RunContext run, SortedMap<String, FeatureRow> rows) {}

  @BeforeAll
  static void runTheGoldenRoad() throws Exception {
    golden = run("golden", List.of(GoldenRoad.readings()), conf -> conf);
  }

  @Test
  void featureVectorsAreTheGoldenOnesToTheLastBit() {
    SortedMap<String, SortedMap<Long, WindowSums>> windows = GoldenFeatures.windows();
    int compared = 0;
    for (GoldenFeatures.Row expected : GoldenFeatures.expected()) {
      FeatureRow row = golden.rows.get(key(expected.segmentId(), expected.originMillis()));
      if (!hasTarget(windows, expected)) {
        assertThat(row).as("a row without a target").isNull();
        continue;
      }
      assertSame(features(Objects.requireNonNull(row, expected::toString)), expected);
      compared++;
    }
    assertThat(compared).isGreaterThan(60);
  }

  @Test
  void everyOriginWithATargetHasARowAndItsTargetsAreWhatCame() {
    SortedMap<String, SortedMap<Long, WindowSums>> windows = GoldenFeatures.windows();
    Set<String> expected = new TreeSet<>();
    windows.forEach(
        (id, ofSegment) ->
            ofSegment.forEach(
                (start, sums) -> {
                  for (Horizon horizon : Horizon.values()) {
                    long origin = start - (horizon.minutes() - 5) * 60_000L;
                    if (sums.speedReadings() > 0 && origin > FROM) {
                      expected.add(key(id, origin));
                    }
                  }
                }));

    assertThat(golden.rows.keySet()).isEqualTo(expected);
    golden.rows.forEach(
        (key, row) -> {
          SortedMap<Long, WindowSums> ofSegment = get(windows, row.getSegmentId());
          for (Horizon horizon : Horizon.values()) {
            long at = row.getTimestamp().toEpochMilli() + (horizon.minutes() - 5) * 60_000L;
            WindowSums target = ofSegment.getOrDefault(at, WindowSums.EMPTY);
            assertThat(FeatureRecords.speedTarget(row, horizon))
                .isEqualTo(
                    target.speedReadings() == 0
                        ? Float.valueOf(Float.NaN)
                        : Float.valueOf(Math.round(target.speedKmh() * 100) / 100.0f));
          }
        });
  }

  @Test
  void rowsAreTheSameWhateverTheFilesSplitsAndReducers() throws Exception {
    List<Reading> shuffled = new ArrayList<>(GoldenRoad.readings());
    Collections.shuffle(shuffled, new Random(5));
    List<List<Reading>> files = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      files.add(shuffled.subList(shuffled.size() * i / 4, shuffled.size() * (i + 1) / 4));
    }

    Chain scattered =
        run(
            "scattered",
            files,
            conf -> {
              conf.setInt("mapreduce.job.reduces", 3);
              // Each file by itself, so that an hour's windows meet in no mapper.
              conf.setLong("mapreduce.input.fileinputformat.split.maxsize", 40_000);
              return conf;
            });

    assertThat(scattered.rows).isEqualTo(golden.rows);
  }

  @Test
  void whatHappensAfterAnOriginDoesNotMoveItsRow() throws Exception {
    long after = FITTED + 6 * HOUR;

    Chain changed = run("future", List.of(disturbedFrom(after, UNTIL)), conf -> conf);

    int same = 0;
    int moved = 0;
    for (FeatureRow row : changed.rows.values()) {
      FeatureRow before = golden.rows.get(key(row));
      if (row.getTimestamp().toEpochMilli() <= after) {
        assertThat(features(row))
            .as(key(row))
            .isEqualTo(features(Objects.requireNonNull(before, "a row that was not there")));
        same++;
      } else if (before == null || !features(row).equals(features(before))) {
        moved++;
      }
    }
    assertThat(same).isGreaterThan(5000);
    assertThat(moved).as("a test that would see a leak").isGreaterThan(300);
  }

  @Test
  void theRestOfATrainingDayDoesNotMoveWhatAModelReadsBeforeIt() throws Exception {
    long midnight = FITTED - 24 * HOUR;
    long after = midnight + 14 * HOUR;

    Chain changed = run("same-day", List.of(disturbedFrom(after, FITTED)), conf -> conf);

    Set<String> forAnalysts =
        Set.of(
            "segment_avg_speed",
            "segment_std_speed",
            "segment_min_speed",
            "segment_max_speed",
            "segment_free_flow_speed",
            "segment_avg_volume",
            "segment_std_volume",
            "speed_normalized",
            "congestion_index");
    Set<String> read =
        java.util.Arrays.stream(Horizon.values())
            .flatMap(
                h ->
                    FeatureCatalog.speedModel(h, GoldenRoad.network().capabilities())
                        .names()
                        .stream())
            .collect(Collectors.toSet());
    assertThat(read).doesNotContainAnyElementsOf(forAnalysts);
    int same = 0;
    for (FeatureRow row : changed.rows.values()) {
      long origin = row.getTimestamp().toEpochMilli();
      FeatureRow before = golden.rows.get(key(row));
      if (origin >= midnight + LOOK_BACK && origin <= after && before != null) {
        List<Feature> features = FeatureCatalog.features();
        for (int i = 0; i < features.size(); i++) {
          if (read.contains(features.get(i).name())) {
            assertThat(features(row).get(i))
                .as("%s of %s", features.get(i).name(), key(row))
                .isEqualTo(features(before).get(i));
          }
        }
        same++;
      }
    }
    assertThat(same).isGreaterThan(600);
  }

  @Test
  void profilesAreCoresOnTheSameWindowsAndTheEvaluationsEndWithTheTrainingSplit() throws Exception {
    SortedMap<String, SortedMap<Long, WindowSums>> windows = GoldenFeatures.windows();
    CommittedOutput output =
        CommittedOutput.open(
            golden.run.files(), golden.run.layout().segmentProfiles(golden.run.run()));
    for (Fit fit : Fit.values()) {
      long through = fit == Fit.EVALUATION ? FITTED : UNTIL;
      List<SegmentProfile> profiles =
          ParquetSource.readAll(
              golden.conf, output.filesUnder(fit.directory()), SegmentProfile.class);
      assertThat(profiles)
          .extracting(SegmentProfile::getSegmentId)
          .containsExactlyInAnyOrderElementsOf(windows.keySet());
      for (SegmentProfile profile : profiles) {
        ProfileFold fold = new ProfileFold(GoldenRoad.network().calendar());
        get(windows, profile.getSegmentId()).headMap(through).forEach(fold::add);
        assertThat(profile)
            .isEqualTo(
                ProfileRecords.toRecord(
                    profile.getSegmentId(), Instant.ofEpochMilli(through), fold.sums()));
      }
    }
  }

  @Test
  void networkMeansAreOverEveryObservedSegmentOfTheWindow() throws Exception {
    SortedMap<String, SortedMap<Long, WindowSums>> windows = GoldenFeatures.windows();
    StoredNetworkMeans means =
        StoredNetworkMeans.read(
            golden.conf, golden.run.layout().networkMeans(golden.run.run()), FROM, UNTIL);
    int congestedWindows = 0;
    for (long at = FROM; at < UNTIL; at += Windows.MILLIS) {
      int n = 0;
      double sum = 0;
      int congested = 0;
      for (SortedMap<Long, WindowSums> ofSegment : windows.values()) {
        double speed = ofSegment.getOrDefault(at, WindowSums.EMPTY).speedKmh();
        if (!Double.isNaN(speed)) {
          n++;
          sum += Math.round(speed * 100) / 100.0;
          congested += speed < 45 * 1.609344 ? 1 : 0;
        }
      }
      NetworkMean mean = means.at(at);
      assertThat(mean.segments()).isEqualTo(n);
      if (n > 0) {
        assertThat(mean.speedKmh()).isCloseTo(sum / n, within(1e-9));
        assertThat(mean.congestedShare()).isCloseTo(congested / (double) n, within(1e-12));
        congestedWindows += congested > 0 ? 1 : 0;
      }
    }
    assertThat(congestedWindows).isGreaterThan(50);
  }

  @Test
  void eachStageLeavesAManifestThatAccountsForItsRecords() throws Exception {
    OutputManifest windows = manifest(golden.run.layout().windows(golden.run.run()));
    OutputManifest features = manifest(golden.run.layout().mlFeatures(golden.run.run()));

    assertThat(windows.producer()).isEqualTo("windows");
    assertThat(windows.inputs()).singleElement().asString().endsWith("/events-0.parquet");
    assertThat(windows.findCount("records_in")).hasValue(GoldenRoad.readings().size());
    assertThat(features.findCount("records_out")).hasValue(golden.rows.size());
    long origins = (UNTIL - FROM) / Windows.MILLIS;
    long segments = GoldenFeatures.windows().size();
    assertThat(features.findCount("no_target"))
        .as("an origin at every window's end but the first, of every segment with a window")
        .hasValue(origins * segments - golden.rows.size());
    CommittedOutput.open(golden.run.files(), golden.run.layout().mlFeatures(golden.run.run()))
        .verifyHashes(golden.run.files());
  }

  private static OutputManifest manifest(org.apache.hadoop.fs.Path output) throws Exception {
    return CommittedOutput.open(golden.run.files(), output).manifest();
  }

  private static Chain run(
      String name, List<List<Reading>> files, UnaryOperator<Configuration> settings)
      throws Exception {
    Configuration conf = settings.apply(LocalRun.configuration(directory.resolve(name)));
    Network network = GoldenRoad.network();
    RunContext run =
        LocalRun.plan(
            conf,
            network,
            PostmileNeighbours.of(network),
            FROM,
            UNTIL,
            50,
            LocalRun.writeEvents(conf, files));
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    Stages stages = new Stages(new Progress(nowhere, false));
    for (RunStage stage :
        List.of(
            PreparationStages.windows(CLOCK),
            PreparationStages.profiles(CLOCK),
            PreparationStages.networkMeans(CLOCK),
            PreparationStages.features(CLOCK))) {
      assertThat(stage.isDone(run)).isFalse();
      stage.execute(conf, run, stages);
      assertThat(stage.isDone(run)).isTrue();
    }
    SortedMap<String, FeatureRow> rows = new TreeMap<>();
    CommittedOutput output = CommittedOutput.open(run.files(), run.layout().mlFeatures(run.run()));
    for (FeatureRow row : ParquetSource.readAll(conf, output.files(), FeatureRow.class)) {
      assertThat(rows.put(key(row), row)).as("one row per segment and origin").isNull();
    }
    return new Chain(conf, run, rows);
  }

  /** The golden readings, but half as fast and with more vehicles between two instants. */
  private static List<Reading> disturbedFrom(long from, long until) {
    List<Reading> readings = new ArrayList<>();
    for (Reading r : GoldenRoad.readings()) {
      readings.add(
          r.startMillis() < from || r.startMillis() >= until
              ? r
              : new Reading(
                  r.eventId(),
                  r.segmentId(),
                  r.startMillis(),
                  r.intervalSeconds(),
                  r.hasSpeed() ? r.speedCenti() / 2 : Quantity.ABSENT,
                  r.hasVehicles() ? r.vehicles() + 17 : Quantity.ABSENT,
                  r.hasOccupancy() ? r.occupancyCenti() + 500 : Quantity.ABSENT,
                  r.observedCenti()));
    }
    return readings;
  }

  private static <V> V get(Map<String, V> map, String key) {
    return Objects.requireNonNull(map.get(key), key);
  }

  private static boolean hasTarget(
      Map<String, SortedMap<Long, WindowSums>> windows, GoldenFeatures.Row row) {
    for (Horizon horizon : Horizon.values()) {
      long at = row.originMillis() + (horizon.minutes() - 5) * 60_000L;
      if (get(windows, row.segmentId()).getOrDefault(at, WindowSums.EMPTY).speedReadings() > 0) {
        return true;
      }
    }
    return false;
  }

  private static void assertSame(List<Float> found, GoldenFeatures.Row expected) {
    for (int i = 0; i < found.size(); i++) {
      assertThat(Float.floatToIntBits(found.get(i)))
          .as(
              "%s of %s",
              FeatureCatalog.features().get(i).name(),
              key(expected.segmentId(), expected.originMillis()))
          .isEqualTo(Float.floatToIntBits(expected.values().get(i)));
    }
    assertThat(found).hasSameSizeAs(expected.values());
  }

  private static List<Float> features(FeatureRow row) {
    float[] values = new float[FeatureCatalog.features().size()];
    FeatureRecords.readFeatures(row, values);
    List<Float> boxed = new ArrayList<>(values.length);
    for (float value : values) {
      boxed.add(value);
    }
    return boxed;
  }

  private static String key(FeatureRow row) {
    return key(row.getSegmentId(), row.getTimestamp().toEpochMilli());
  }

  private static String key(String segment, long origin) {
    return segment + "@" + Instant.ofEpochMilli(origin);
  }
}
