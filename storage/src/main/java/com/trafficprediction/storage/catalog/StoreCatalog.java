package com.trafficprediction.storage.catalog;

import com.trafficprediction.storage.hbase.BatchTable;
import java.util.List;

/** Every HDFS directory and every HBase table. */
public final class StoreCatalog {
  private static final String RUN_RETENTION = "with its run: the live one and the newest before it";
  private static final String BY_DAY = "`year=/month=/day=` (UTC)";
  private static final String BY_HOUR = "`year=/month=/day=/hour=` (UTC)";

  private StoreCatalog() {}

  /** The HDFS directories, by path. */
  public static List<StoreEntry> hdfs() {
    return List.of(
        new StoreEntry(
            "raw",
            "TrafficEvent, Parquet",
            BY_DAY + ", `_manifests/<import>.json`",
            "batch `import`",
            "batch `windows`",
            "for ever: the master data set",
            "PartitionedData"),
        new StoreEntry(
            "streaming/raw-events",
            "TrafficEvent, Parquet",
            BY_HOUR + ", `_manifests/flush-<number>.json`",
            "speed `archive`",
            "batch `windows`",
            "for ever: the master data set",
            "EventArchive, PartitionedData"),
        features("windows", "TrafficWindow, Parquet", "`windows`", "every later batch job"),
        features(
            "segment_profiles",
            "SegmentProfile, Parquet",
            "`profiles`",
            "batch `features`, `evaluate`, `publish`"),
        features("network_means", "means by origin", "`profiles`", "batch `features`"),
        features(
            "neighbours",
            "neighbours by lagged correlation, text; the network's hash in the manifest",
            "`features`",
            "every later batch job"),
        features("candidates", "models by family, `training.json`", "`train`", "batch `evaluate`"),
        features(
            "evaluation",
            "score sheets, selection, verdict, JSON",
            "`evaluate`",
            "batch `publish`, `report`"),
        features("refit_features", "FeatureRow, Parquet", "`publish`", "batch `publish`"),
        features("refit", "models by family, `training.json`", "`publish`", "batch `publish`"),
        features(
            "ml_features",
            "FeatureRow, Parquet",
            "`features`",
            "batch `train`, `evaluate`; analysts"),
        features(
            "hourly_aggregates",
            "HourlyAggregate, Parquet",
            "`planner`",
            "batch `publish`; analysts"),
        features(
            "planner",
            "text: measure, entry, JSON between tabs",
            "`planner`",
            "batch `publish`, `report`"),
        new StoreEntry(
            "features/<run>/_work",
            "intermediate files, HFiles",
            "by job",
            "batch jobs",
            "batch jobs",
            "until the run ends",
            "HdfsLayout"),
        new StoreEntry(
            "models/<run>",
            "model bundle, `metadata.json`, `report.html`",
            "files named in `_manifest.json` with SHA-256",
            "batch `train`, `report`",
            "serving; batch `evaluate`, `publish`; people",
            RUN_RETENTION,
            "ModelStore"),
        new StoreEntry(
            "models/current",
            "JSON copy of the pointer in HBase, for people",
            "one file",
            "batch `publish`",
            "people: the row `live` alone decides",
            "replaced by each publication",
            "HdfsLayout"),
        new StoreEntry(
            "network/<hash>",
            "segments and neighbours, JSON",
            "`network.json`, named by its content",
            "batch `import`, run planning",
            "every layer",
            "for ever: runs and models name it",
            "NetworkStore"));
  }

  /** The HBase tables of the batch side. */
  public static List<StoreEntry> hbase() {
    return List.of(
        new StoreEntry(
            BatchTable.WINDOWS.prefix() + ".<run>",
            "the newest days of TrafficWindow",
            "salt, segment, 0, start (newest first); `data:r`",
            "batch `publish`, bulk-loaded",
            "serving",
            RUN_RETENTION,
            "BatchView"),
        new StoreEntry(
            BatchTable.PROFILES.prefix() + ".<run>",
            "SegmentProfile",
            "salt, segment, 0; `data:r`",
            "batch `publish`, bulk-loaded",
            "serving",
            RUN_RETENTION,
            "BatchView"),
        new StoreEntry(
            BatchTable.HOURLY.prefix() + ".<run>",
            "HourlyAggregate",
            "salt, segment, 0, hour (oldest first); `data:r`",
            "batch `publish`, bulk-loaded",
            "serving",
            RUN_RETENTION,
            "BatchView"),
        new StoreEntry(
            BatchTable.PLANNER.prefix() + ".<run>",
            "planner results, JSON",
            "measure, 0, entry; `data:r`",
            "batch `publish`, bulk-loaded",
            "serving",
            RUN_RETENTION,
            "BatchView"),
        new StoreEntry(
            "meta",
            "the live pointer and the run lock; a record per run",
            "`live`: `data:pointer`, `meta:lock`; `run/<id>`: `data:r`",
            "batch `publish`",
            "serving; batch jobs; `bin/traffic status`",
            "for ever: a few hundred bytes a run",
            "RunRegistry"));
  }

  /** The HBase tables of the speed side. */
  public static List<StoreEntry> hbaseSpeed() {
    return List.of(
        new StoreEntry(
            "windows",
            "TrafficWindow, provisional and final",
            "salt, segment, 0, start (newest first); a column of `data` per state, the best first",
            "speed `window`",
            "serving; `bin/traffic windows`",
            "`window.retention_hours`, 48 by default",
            "RecentWindows"),
        new StoreEntry(
            "incidents",
            "TrafficIncident, the last revision, of detector and agencies; how far each chain's detector is",
            "`i/<incident>`: `data:r`, `meta:rev`; `f/<chain>`: `meta:until`",
            "speed `incident`, `bin/traffic incidents import`, serving (acknowledgements)",
            "speed `incident`; serving",
            "`incident.retention_hours`, 720 by default",
            "Incidents"),
        new StoreEntry(
            "topic_epochs",
            "a number per incarnation of a topic: the high part of revisions",
            "topic; `data:id`, `data:epoch`",
            "speed `window`",
            "speed `window`",
            "for ever: a row per topic",
            "TopicEpochs"));
  }

  /** The HBase tables of the serving side. */
  public static List<StoreEntry> hbaseServing() {
    return List.of(
        new StoreEntry(
            "predictions",
            "TrafficPrediction, the last revision",
            "salt, segment, 0, origin (newest first); `data:<horizon>/<model>`",
            "serving",
            "analysts; serving keeps the newest in memory, from Kafka",
            "`forecast.retention_hours`, 48 by default",
            "PublishedPredictions"));
  }

  private static StoreEntry features(String name, String content, String job, String readers) {
    return new StoreEntry(
        "features/<run>/" + name,
        content,
        "one directory, `_manifest.json`",
        "batch " + job,
        readers,
        RUN_RETENTION,
        "StagedOutput, CommittedOutput");
  }

  /** The entries as a Markdown table. */
  public static String toMarkdown(List<StoreEntry> entries) {
    StringBuilder table =
        new StringBuilder(
            """
            | name | content | key | producer | readers | retention | owner |
            | --- | --- | --- | --- | --- | --- | --- |
            """);
    for (StoreEntry entry : entries) {
      table.append(
          "| `%s` | %s | %s | %s | %s | %s | `%s` |\n"
              .formatted(
                  entry.name(),
                  entry.content(),
                  entry.key(),
                  entry.producer(),
                  entry.readers(),
                  entry.retention(),
                  entry.owner()));
    }
    return table.toString();
  }
}
