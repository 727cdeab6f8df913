package com.trafficprediction.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.trafficprediction.core.feature.FeatureCatalog;
import com.trafficprediction.core.feature.FeatureProjection;
import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.forecast.PointModel;
import com.trafficprediction.core.forecast.PredictionInterval;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.core.profile.SegmentProfile;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.feeds.dataset.Dataset;
import com.trafficprediction.messaging.stream.Received;
import com.trafficprediction.messaging.stream.TopicReader;
import com.trafficprediction.messaging.topic.Topic;
import com.trafficprediction.model.bundle.ModelCodec;
import com.trafficprediction.model.bundle.Preprocessing;
import com.trafficprediction.schemas.FeatureRow;
import com.trafficprediction.schemas.TrafficPrediction;
import com.trafficprediction.schemas.TrafficWindow;
import com.trafficprediction.serving.forecast.NetworkRings;
import com.trafficprediction.storage.hbase.LivePointer;
import com.trafficprediction.storage.layout.CommittedOutput;
import com.trafficprediction.storage.layout.HdfsLayout;
import com.trafficprediction.storage.layout.RunId;
import com.trafficprediction.storage.model.BundleFiles;
import com.trafficprediction.storage.model.ModelStore;
import com.trafficprediction.storage.network.StoredNetwork;
import com.trafficprediction.storage.parquet.ParquetSource;
import com.trafficprediction.storage.records.FeatureRecords;
import com.trafficprediction.storage.records.ProfileRecords;
import com.trafficprediction.storage.serving.ServingStorage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Given a batch run up to some time and a replay of what came after it, every forecast that is
 * served is, to the bit, the one computed offline from the files' windows and the run's models; and
 * the features that serving computes are, to the bit, those of the batch layer's MapReduce.
 */
@Timeout(3_600)
class SameForecastsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path DATASETS = Path.of("..", "datasets");
  private static final long PATIENCE_SECONDS = 1_200;

  /** What windows before the watermark can matter: the rings' length. */
  private static final long BEFORE_MILLIS = NetworkRings.WINDOWS * Windows.MILLIS;

  @TempDir Path directory;
  private final List<String> figures = new ArrayList<>();

  @Test
  void onAMadeUpRoad() throws Exception {
    Path dataset =
        Files.writeString(
            directory.resolve("small.yaml"),
            """
            name: small
            description: eight days of a made-up freeway
            licence: none
            synthetic: true
            time_zone: America/Los_Angeles
            readings:
              format: synthetic
              model: {interval_seconds: 60, freeways: 1, segments: 10, days: 9, outages_per_detector_day: 0.5}
            """);
    check(new Scene(dataset, Path.of(""), "-3h", "600x", "quick"));
  }

  @Test
  @EnabledIfSystemProperty(named = "traffic.long", matches = "true")
  void onADayOfOrange() throws Exception {
    Path data =
        Path.of(
            System.getenv().getOrDefault("TRAFFIC_DATA", "../../shared/data"), "pems-orange-2022");
    assumeTrue(
        Files.isDirectory(data),
        () -> "SKIPPED: no real readings in " + data + " (TRAFFIC_DATA names another place)");
    check(
        new Scene(
            DATASETS.resolve("pems-orange-2022.yaml").toAbsolutePath(),
            data.toAbsolutePath(),
            "-24h",
            System.getProperty("traffic.long.speed", "150x"),
            System.getProperty("traffic.long.preset", "full")));
  }

  /**
   * What is compared.
   *
   * @param until watermark of the run; what comes after it is replayed
   * @param speed of the replay
   */
  private record Scene(Path dataset, Path data, String until, String speed, String preset) {
    String[] with(String... verb) {
      List<String> all = new ArrayList<>(List.of(verb));
      all.addAll(List.of("--dataset", dataset.toString()));
      if (!data.toString().isEmpty()) {
        all.addAll(List.of("--data", data.toString()));
      }
      return all.toArray(String[]::new);
    }
  }

  private void check(Scene scene) throws Exception {
    try (Stack stack = Stack.start(directory)) {
      stack.run(scene.with("import"));
      stack.run("batch", "--preset", scene.preset(), "--until", scene.until(), "--force");
      featuresAreThoseOfMapReduce(stack);
      stack.background("serve");
      stack.background("speed", "--only", "validate,window");
      await(() -> stack.get("/api/health").contains("\"work_share\":{\"state\":\"up\""));
      stack.run(scene.with("replay", "--from", "watermark", "--speed", scene.speed()));
      forecastsAreThoseOfTheModels(stack, scene);
    } finally {
      Files.write(Path.of("target", "same-forecasts.txt"), figures);
    }
  }

  /** The last day of the run: its rows use the profiles of the training split alone. */
  private void featuresAreThoseOfMapReduce(Stack stack) throws Exception {
    Configuration conf = stack.configuration();
    HdfsLayout layout = HdfsLayout.ofDefaultRoot();
    FileSystem files = FileSystem.get(conf);
    try (ServingStorage storage = ServingStorage.open(stack.conf(), Clock.systemUTC())) {
      LivePointer live = storage.findLive().orElseThrow();
      RunId run = new RunId(live.run());
      StoredNetwork network = storage.network(live.network());
      CommittedOutput stored = CommittedOutput.open(files, layout.segmentProfiles(run));
      NetworkRings rings =
          new NetworkRings(
              network,
              profiles(
                  ParquetSource.readAll(
                      conf,
                      stored.filesUnder("fit=evaluation"),
                      com.trafficprediction.schemas.SegmentProfile.class),
                  network.network()));
      long until = live.watermark().toEpochMilli();
      long from = until - Duration.ofDays(1).toMillis();
      Windowed windows = new Windowed(network.network());
      for (org.apache.hadoop.fs.Path file :
          CommittedOutput.open(files, layout.windows(run)).files()) {
        try (ParquetSource<TrafficWindow> source =
            ParquetSource.open(conf, file, TrafficWindow.class)) {
          while (source.advance()) {
            if (source.current().getWindowStart().toEpochMilli() >= from - BEFORE_MILLIS) {
              windows.add(source.current());
            }
          }
        }
      }
      Map<Long, Map<String, float[]>> expected =
          rows(conf, CommittedOutput.open(files, layout.mlFeatures(run)).files(), from);
      compareRows(network.network(), rings, windows, expected, from);
    }
  }

  private static Map<Long, Map<String, float[]>> rows(
      Configuration conf, List<org.apache.hadoop.fs.Path> files, long from) throws IOException {
    Map<Long, Map<String, float[]>> rows = new TreeMap<>();
    for (org.apache.hadoop.fs.Path file : files) {
      try (ParquetSource<FeatureRow> source = ParquetSource.open(conf, file, FeatureRow.class)) {
        while (source.advance()) {
          long origin = source.current().getTimestamp().toEpochMilli();
          if (origin > from) {
            float[] row = new float[FeatureCatalog.features().size()];
            FeatureRecords.readFeatures(source.current(), row);
            rows.computeIfAbsent(origin, o -> new HashMap<>())
                .put(source.current().getSegmentId(), row);
          }
        }
      }
    }
    return rows;
  }

  private void compareRows(
      Network network,
      NetworkRings rings,
      Windowed windows,
      Map<Long, Map<String, float[]>> expected,
      long from) {
    float[] row = new float[FeatureCatalog.features().size()];
    int compared = 0;
    for (long start = from - BEFORE_MILLIS; start < windows.end(); start += Windows.MILLIS) {
      windows.putInto(rings, start);
      long origin = start + Windows.MILLIS;
      for (Map.Entry<String, float[]> one : expected.getOrDefault(origin, Map.of()).entrySet()) {
        assertThat(rings.extract(network.indexOf(one.getKey()), origin, row)).isTrue();
        for (int i = 0; i < row.length; i++) {
          assertThat(Float.floatToIntBits(row[i]))
              .as(
                  "%s of %s at %s: %s by MapReduce, %s here",
                  FeatureCatalog.features().get(i).name(),
                  one.getKey(),
                  Instant.ofEpochMilli(origin),
                  one.getValue()[i],
                  row[i])
              .isEqualTo(Float.floatToIntBits(one.getValue()[i]));
        }
        compared++;
      }
    }
    figures.add(
        "%,d rows of %d features of the run's last day: equal to MapReduce's to the bit"
            .formatted(compared, row.length));
    assertThat(compared).as("rows compared").isGreaterThan(500);
  }

  private void forecastsAreThoseOfTheModels(Stack stack, Scene scene) throws Exception {
    try (ServingStorage storage = ServingStorage.open(stack.conf(), Clock.systemUTC())) {
      LivePointer live = storage.findLive().orElseThrow();
      StoredNetwork network = storage.network(live.network());
      long watermark = live.watermark().toEpochMilli();
      Windowed windows =
          Windowed.ofFiles(
              Dataset.load(scene.dataset()),
              scene.data(),
              network.network(),
              watermark - BEFORE_MILLIS);
      Models models = Models.load(storage.bundle(new RunId(live.model())));
      Map<String, Double> offline =
          offline(
              network,
              profiles(storage.view(new RunId(live.run())).listProfiles(), network.network()),
              windows,
              watermark,
              models);
      awaitLast(stack, windows.end());
      Map<String, TrafficPrediction> published = published(stack, watermark);
      int equal = 0;
      List<String> other = new ArrayList<>();
      for (Map.Entry<String, TrafficPrediction> one : published.entrySet()) {
        Double expected = offline.get(one.getKey());
        if (expected != null && expected.equals(one.getValue().getPredictedSpeed())) {
          equal++;
        } else {
          other.add(one.getKey() + " is " + one.getValue() + ", offline " + expected);
        }
      }
      List<String> families =
          published.values().stream()
              .map(one -> one.getModelVersion().replaceFirst(".*/", ""))
              .distinct()
              .toList();
      assertThat(families).as("what forecasts").contains("gradient_boosted_trees");
      figures.add(
          "%s, %s: %,d of %,d forecasts published equal the offline ones to the bit; %,d offline"
              .formatted(families, scene.preset(), equal, published.size(), offline.size()));
      assertThat(other.stream().limit(3).toList()).as("of %d that differ", other.size()).isEmpty();
      assertThat(equal).as("forecasts compared").isGreaterThan(offline.size() / 2);
      served(stack, offline, windows.end());
    }
  }

  /** What REST answers in the end. */
  private void served(Stack stack, Map<String, Double> offline, long end) throws Exception {
    int compared = 0;
    for (JsonNode one : JSON.readTree(stack.get("/api/predictions")).path("predictions")) {
      if (one.path("timestamp").asLong() == end) {
        String key =
            key(
                one.path("segment_id").asText(),
                end,
                one.path("prediction_horizon_minutes").asInt());
        assertThat(one.path("predicted_speed").doubleValue()).as(key).isEqualTo(offline.get(key));
        compared++;
      }
    }
    figures.add("%,d forecasts served by REST at the end: equal to the bit".formatted(compared));
    assertThat(compared).as("forecasts served at the end").isGreaterThan(20);
  }

  private static Map<String, Double> offline(
      StoredNetwork network,
      Map<String, SegmentProfile> profiles,
      Windowed windows,
      long watermark,
      Models models) {
    NetworkRings rings = new NetworkRings(network, profiles);
    Map<String, Double> forecasts = new HashMap<>();
    float[] row = new float[FeatureCatalog.features().size()];
    for (long start = watermark - BEFORE_MILLIS; start < windows.end(); start += Windows.MILLIS) {
      windows.putInto(rings, start);
      long origin = start + Windows.MILLIS;
      for (Segment segment : network.network().segments()) {
        if (origin >= watermark
            && rings.extract(network.network().indexOf(segment.id()), origin, row)) {
          for (Horizon horizon : Horizon.values()) {
            forecasts.put(
                key(segment.id(), origin, horizon.minutes()), models.predict(horizon, row));
          }
        }
      }
    }
    return forecasts;
  }

  /** The last revision of each forecast of a window that was over. */
  private static Map<String, TrafficPrediction> published(Stack stack, long watermark) {
    Map<String, TrafficPrediction> last = new TreeMap<>();
    try (TopicReader<TrafficPrediction> reader =
        TopicReader.open(
            stack.kafka(), Topic.PREDICTIONS, TrafficPrediction.class, Instant.EPOCH)) {
      List<Received<TrafficPrediction>> records = reader.poll(Duration.ofSeconds(20));
      while (!records.isEmpty()) {
        for (Received<TrafficPrediction> record : records) {
          TrafficPrediction one = record.value();
          long origin = one.getTimestamp().toEpochMilli();
          if (!one.getProvisional() && origin >= watermark) {
            last.merge(
                key(one.getSegmentId(), origin, one.getPredictionHorizonMinutes()),
                one,
                (a, b) -> b.getRevision() >= a.getRevision() ? b : a);
          }
        }
        records = reader.poll(Duration.ofSeconds(3));
      }
    }
    return last;
  }

  /** Until most of the network is forecast from the last window, and nothing new comes. */
  private static void awaitLast(Stack stack, long end) throws Exception {
    await(
        () -> {
          int there = 0;
          JsonNode predictions = JSON.readTree(stack.get("/api/predictions")).path("predictions");
          for (JsonNode one : predictions) {
            there +=
                one.path("timestamp").asLong() == end && !one.path("provisional").asBoolean()
                    ? 1
                    : 0;
          }
          return there > 0 && there >= predictions.size() * 8 / 10;
        });
    // A grace, and what it brings.
    TimeUnit.SECONDS.sleep(10);
  }

  private static Map<String, SegmentProfile> profiles(
      Collection<com.trafficprediction.schemas.SegmentProfile> records, Network network) {
    Map<String, SegmentProfile> profiles = new HashMap<>();
    for (com.trafficprediction.schemas.SegmentProfile record : records) {
      profiles.put(
          record.getSegmentId(),
          new SegmentProfile(
              record.getSegmentId(),
              record.getFittedThrough().toEpochMilli(),
              ProfileRecords.toSums(record),
              network.calendar()));
    }
    return profiles;
  }

  private static String key(String segment, long origin, int minutes) {
    return segment + "@" + origin + "+" + minutes;
  }

  /** A bundle's speed models, applied one row at a time. */
  private record Models(
      Map<Horizon, PointModel> models, Map<Horizon, FeatureProjection> projections) {
    static Models load(ModelStore.Bundle bundle) throws IOException {
      Map<Horizon, PointModel> models = new EnumMap<>(Horizon.class);
      Map<Horizon, FeatureProjection> projections = new EnumMap<>(Horizon.class);
      for (Horizon horizon : Horizon.values()) {
        models.put(
            horizon,
            ModelCodec.read(
                new ByteArrayInputStream(bundle.read(BundleFiles.serving("speed", horizon)))));
        projections.put(
            horizon,
            new FeatureProjection(
                Preprocessing.fromJson(bundle.read(BundleFiles.preprocessing("speed", horizon)))
                    .features()));
      }
      return new Models(models, projections);
    }

    double predict(Horizon horizon, float[] row) {
      PointModel model = java.util.Objects.requireNonNull(models.get(horizon));
      FeatureProjection projection = java.util.Objects.requireNonNull(projections.get(horizon));
      return PredictionInterval.clip(model.predict(projection.project(row)));
    }
  }

  /** A condition that may need a while. */
  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("waited for %d s", PATIENCE_SECONDS).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(500);
    }
  }
}
