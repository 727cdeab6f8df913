package com.trafficprediction.serving;

import com.trafficprediction.core.feature.FeatureCatalog;
import com.trafficprediction.core.feature.FeatureSet;
import com.trafficprediction.core.forecast.Calibration;
import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.forecast.IntervalPolicy;
import com.trafficprediction.core.forecast.ResidualCounts;
import com.trafficprediction.core.forecast.ResidualStrata;
import com.trafficprediction.core.network.Capabilities;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.core.planner.HourFold;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.model.anchor.Anchor;
import com.trafficprediction.model.bundle.ModelCodec;
import com.trafficprediction.model.bundle.Preprocessing;
import com.trafficprediction.model.linear.LinearModel;
import com.trafficprediction.schemas.HourlyAggregate;
import com.trafficprediction.schemas.SegmentProfile;
import com.trafficprediction.schemas.TrafficWindow;
import com.trafficprediction.schemas.WindowState;
import com.trafficprediction.serving.forecast.Roads;
import com.trafficprediction.storage.hbase.BatchStore;
import com.trafficprediction.storage.hbase.BatchTable;
import com.trafficprediction.storage.hbase.BulkLoad;
import com.trafficprediction.storage.hbase.LivePointer;
import com.trafficprediction.storage.hbase.RunLock;
import com.trafficprediction.storage.hbase.RunRecord.State;
import com.trafficprediction.storage.json.StoredJson;
import com.trafficprediction.storage.layout.HdfsLayout;
import com.trafficprediction.storage.layout.OutputManifest;
import com.trafficprediction.storage.layout.RunId;
import com.trafficprediction.storage.model.BundleFiles;
import com.trafficprediction.storage.model.ModelStore;
import com.trafficprediction.storage.network.NetworkStore;
import com.trafficprediction.storage.parquet.ParquetSink;
import com.trafficprediction.storage.planner.BottleneckRow;
import com.trafficprediction.storage.planner.SummaryRow;
import com.trafficprediction.storage.records.HourlyRecords;
import com.trafficprediction.storage.records.ProfileRecords;
import com.trafficprediction.storage.records.WindowRecords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;

/** Publishes {@link Roads} the way a batch run does, with a model whose answers are known. */
final class PublishedRoads {
  static final RunId RUN = new RunId("run-20250305T080000Z-0001");

  /** A run whose models read other features. */
  static final RunId OTHER = new RunId("run-20250306T080000Z-0002");

  /** The model: half of the speed now, half of the usual speed at the target. */
  static final double SHARE = 0.5;

  private final Configuration conf;
  private final HdfsLayout layout;
  private final FileSystem files;
  private final Network network = Roads.network();

  PublishedRoads(java.nio.file.Path clusterConf, java.nio.file.Path temporary) throws IOException {
    conf = new Configuration();
    for (String site : List.of("core-site.xml", "hdfs-site.xml", "hbase-site.xml")) {
      conf.addResource(new Path(clusterConf.resolve(site).toUri()));
    }
    conf.set("mapreduce.framework.name", "local");
    conf.setInt("mapreduce.client.completion.pollinterval", 50);
    conf.set("hadoop.tmp.dir", temporary.toString());
    layout = HdfsLayout.ofDefaultRoot();
    files = layout.root().getFileSystem(conf);
  }

  /** Imports the network, as {@code bin/traffic import} does. */
  String importNetwork() throws IOException {
    return new NetworkStore(files, layout).save(network, Roads.stored().neighbours());
  }

  /** Publishes a run. */
  void publish(String networkHash) throws Exception {
    writeBundle(RUN, network.capabilities());
    try (BatchStore store = BatchStore.open(conf, Clock.systemUTC());
        RunLock lock = store.registry().lock("test", Duration.ofMinutes(5))) {
      load(store, BatchTable.WINDOWS, windows());
      load(store, BatchTable.PROFILES, profiles());
      load(store, BatchTable.HOURLY, hours());
      load(store, BatchTable.PLANNER, planner());
      store.registry().record(lock, RUN, State.PUBLISHED, Map.of(BatchTable.PROFILES, 8L), "");
      store
          .registry()
          .switchLive(
              lock,
              store.registry().findLive(),
              new LivePointer(
                  RUN.value(),
                  RUN.value(),
                  networkHash,
                  Instant.ofEpochMilli(Roads.WATERMARK),
                  Instant.now()));
    }
  }

  /** Makes models live that learnt where there was no volume: they read fewer columns. */
  void publishModelOfOtherFeatures() throws Exception {
    writeBundle(OTHER, new Capabilities(false, true, true, true, true));
    try (BatchStore store = BatchStore.open(conf, Clock.systemUTC());
        RunLock lock = store.registry().lock("test", Duration.ofMinutes(5))) {
      LivePointer live = store.registry().findLive().orElseThrow();
      store
          .registry()
          .switchLive(
              lock,
              Optional.of(live),
              new LivePointer(
                  live.run(), OTHER.value(), live.network(), live.watermark(), Instant.now()));
    }
  }

  /** Where a file of the bundle lies, to tamper with it. */
  void overwriteModel(Horizon horizon, byte[] bytes) throws IOException {
    Path file = new Path(layout.models(RUN), BundleFiles.serving("speed", horizon));
    try (FSDataOutputStream out = files.create(file, true)) {
      out.write(bytes);
    }
  }

  /** The model's bytes. */
  static byte[] model(Horizon horizon) throws IOException {
    return model(horizon, Roads.network().capabilities());
  }

  private static byte[] model(Horizon horizon, Capabilities capabilities) throws IOException {
    FeatureSet features = FeatureCatalog.speedModel(horizon, capabilities);
    double[] coefficients = new double[features.size()];
    coefficients[features.names().indexOf(FeatureCatalog.SPEED)] = SHARE;
    coefficients[features.names().indexOf(FeatureCatalog.profileMean(horizon))] = 1 - SHARE;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ModelCodec.write(new LinearModel(0, coefficients, new double[features.size()]), bytes);
    return bytes.toByteArray();
  }

  private void writeBundle(RunId run, Capabilities capabilities) throws IOException {
    Map<String, byte[]> bundle = new LinkedHashMap<>();
    for (Horizon horizon : Horizon.values()) {
      FeatureSet features = FeatureCatalog.speedModel(horizon, capabilities);
      bundle.put(BundleFiles.serving("speed", horizon), model(horizon, capabilities));
      bundle.put(
          BundleFiles.preprocessing("speed", horizon),
          new Preprocessing(features, Anchor.none()).toJson());
      bundle.put(BundleFiles.calibration(horizon), StoredJson.write(calibration(horizon)));
    }
    bundle.put(BundleFiles.METADATA, "{\"run\":\"test\"}".getBytes(StandardCharsets.UTF_8));
    bundle.put(
        BundleFiles.REPORT, "<!doctype html><title>r</title>".getBytes(StandardCharsets.UTF_8));
    new ModelStore(files, layout)
        .write(
            run,
            bundle,
            OutputManifest.builder("bundle", "test", Instant.now())
                .id(run.value())
                .setting("dataset", network.dataset())
                .build());
  }

  private static Calibration calibration(Horizon horizon) {
    ResidualCounts counts = new ResidualCounts(ResidualStrata.DEFAULT);
    for (int i = -100; i <= 100; i++) {
      counts.add(100, 5, 100 + i * 0.1);
    }
    return new Calibration(
        horizon.minutes(),
        "linear_regression",
        ResidualStrata.DEFAULT,
        IntervalPolicy.DEFAULT,
        counts.states());
  }

  private void load(BatchStore store, BatchTable table, Path input) throws Exception {
    BulkLoad load = store.bulkLoad(RUN, layout.hfiles(RUN));
    Job job = load.createJob(conf, table, List.of(input), Optional.empty());
    if (!job.waitForCompletion(false)) {
      throw new IOException("could not load " + table);
    }
    load.complete(table, job);
  }

  private Path windows() throws IOException {
    List<TrafficWindow> records = new ArrayList<>();
    for (Segment segment : network.segments()) {
      for (int i = 0; Roads.start(i) < Roads.WATERMARK; i++) {
        records.add(WindowRecords.toRecord(Roads.window(segment.id(), i), 0, WindowState.complete));
      }
    }
    return write("windows", TrafficWindow.class, records);
  }

  private Path profiles() throws IOException {
    List<SegmentProfile> records = new ArrayList<>();
    Roads.profiles(network)
        .forEach(
            (id, sums) ->
                records.add(
                    ProfileRecords.toRecord(id, Instant.ofEpochMilli(Roads.WATERMARK), sums)));
    return write("profiles", SegmentProfile.class, records);
  }

  private Path hours() throws IOException {
    List<HourlyAggregate> records = new ArrayList<>();
    int windows = 60 / Windows.MINUTES;
    for (Segment segment : network.segments()) {
      for (int first = 0; Roads.start(first) < Roads.WATERMARK; first += windows) {
        HourFold hour = new HourFold(segment.lengthKm());
        for (int i = 0; i < windows; i++) {
          hour.add(Roads.window(segment.id(), first + i).sums());
        }
        records.add(
            HourlyRecords.toRecord(segment.id(), Roads.start(first), network.calendar(), hour));
      }
    }
    return write("hours", HourlyAggregate.class, records);
  }

  private Path planner() throws IOException {
    Path file = new Path(layout.root(), "test/planner/part-0");
    List<String> lines = new ArrayList<>();
    lines.add(
        new SummaryRow(
                network.dataset(),
                true,
                network.zone().getId(),
                Instant.ofEpochMilli(Roads.START),
                Instant.ofEpochMilli(Roads.WATERMARK),
                8,
                1,
                10,
                3,
                50,
                104.6,
                60,
                new TreeMap<>())
            .toLine());
    lines.add(new BottleneckRow("T1-N", "T_002", "T_003", "am", 3, 20, 1, 2, 4, 10.5).toLine());
    lines.add(new BottleneckRow("T1-N", "T_005", "T_006", "pm", 5, 40, 2, 3, 9, 99.0).toLine());
    try (FSDataOutputStream out = files.create(file)) {
      out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  private <T extends SpecificRecordBase> Path write(String name, Class<T> type, List<T> records)
      throws IOException {
    Path file = new Path(layout.root(), "test/" + name + ".parquet");
    try (ParquetSink<T> sink = ParquetSink.create(conf, file, type)) {
      for (T item : records) {
        sink.write(item);
      }
    }
    return file;
  }
}
