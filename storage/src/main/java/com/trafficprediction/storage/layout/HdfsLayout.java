package com.trafficprediction.storage.layout;

import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * Every directory of the system in HDFS. Nothing else spells these names.
 *
 * @param root where it all lies, {@value #DEFAULT_ROOT} by default
 */
public record HdfsLayout(Path root) {
  public static final String DEFAULT_ROOT = "/traffic-data";

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{8,64}");

  /** The layout below {@value #DEFAULT_ROOT} of the default file system. */
  public static HdfsLayout ofDefaultRoot() {
    return new HdfsLayout(new Path(DEFAULT_ROOT));
  }

  /** Imported history, one {@code TrafficEvent} per reading, by day. */
  public Path raw() {
    return new Path(root, "raw");
  }

  /** Events archived from Kafka, by hour. The batch layer reads them and {@link #raw} as one. */
  public Path archivedEvents() {
    return new Path(root, "streaming/raw-events");
  }

  /** Parent of every run's features. */
  public Path features() {
    return new Path(root, "features");
  }

  /** What one run computed on its way to the models. */
  public Path features(RunId run) {
    return new Path(features(), run.value());
  }

  /** Deduplicated five-minute windows of a run. */
  public Path windows(RunId run) {
    return new Path(features(run), "windows");
  }

  /** Training and evaluation rows of a run. */
  public Path mlFeatures(RunId run) {
    return new Path(features(run), "ml_features");
  }

  /** Time-of-week profiles of a run. */
  public Path segmentProfiles(RunId run) {
    return new Path(features(run), "segment_profiles");
  }

  /** Hourly planner aggregates of a run. */
  public Path hourlyAggregates(RunId run) {
    return new Path(features(run), "hourly_aggregates");
  }

  /** Network-wide means of a run, by origin. */
  public Path networkMeans(RunId run) {
    return new Path(features(run), "network_means");
  }

  /** Planner results of a run: text, {@code measure<TAB>entry<TAB>json} lines. */
  public Path planner(RunId run) {
    return new Path(features(run), "planner");
  }

  /** The network with the neighbours that the run found itself, where the road names none. */
  public Path neighbours(RunId run) {
    return new Path(features(run), "neighbours");
  }

  /** Models fitted on the training part, for evaluation; a directory per family. */
  public Path candidates(RunId run) {
    return new Path(features(run), "candidates");
  }

  /** What validation and test said of them. */
  public Path evaluation(RunId run) {
    return new Path(features(run), "evaluation");
  }

  /** Rows that the refit learns from. */
  public Path refitFeatures(RunId run) {
    return new Path(features(run), "refit_features");
  }

  /** The chosen models, fitted again on everything; a directory per family. */
  public Path refit(RunId run) {
    return new Path(features(run), "refit");
  }

  /** A run's intermediate files, deleted when the run ends. */
  public Path work(RunId run) {
    return new Path(features(run), "_work");
  }

  /** Parent of every run's models. */
  public Path models() {
    return new Path(root, "models");
  }

  /** The models, {@code metadata.json} and {@code report.html} of one run. */
  public Path models(RunId run) {
    return new Path(models(), run.value());
  }

  /**
   * Advisory copy of the live pointer; the row {@code meta/live} in HBase alone is authoritative.
   */
  public Path currentPointer() {
    return new Path(models(), "current");
  }

  /** Parent of every version of the network. */
  public Path networks() {
    return new Path(root, "network");
  }

  /**
   * One version of the network.
   *
   * @param hash its content hash, lower-case hex
   */
  public Path network(String hash) {
    if (!HASH.matcher(hash).matches()) {
      throw new IllegalArgumentException("'" + hash + "' is not a network hash (lower-case hex)");
    }
    return new Path(networks(), hash);
  }

  /** Parent of the HFiles that wait to be loaded into HBase. */
  public Path hfiles(RunId run) {
    return new Path(work(run), "hfiles");
  }
}
