package com.trafficprediction.benchmarks.batch;

import com.trafficprediction.batch.stage.Cost;
import com.trafficprediction.storage.layout.CommittedOutput;
import com.trafficprediction.storage.layout.HdfsLayout;
import com.trafficprediction.storage.layout.OutputManifest;
import com.trafficprediction.storage.layout.PartitionedData;
import com.trafficprediction.storage.layout.RunDirectories;
import com.trafficprediction.storage.layout.RunId;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What import, windows, profiles and features left below a root of their own.
 *
 * @param layout where it lies
 * @param run the one run there
 */
record ChainOutput(HdfsLayout layout, RunId run) {
  static ChainOutput below(FileSystem files, Path root) throws IOException {
    HdfsLayout layout = new HdfsLayout(root);
    List<RunId> runs = new RunDirectories(files, layout).listRuns();
    if (runs.size() != 1) {
      throw new IOException("one run should be below " + root + ", not " + runs);
    }
    return new ChainOutput(layout, runs.get(0));
  }

  Path raw() {
    return layout.raw();
  }

  Path windows() {
    return layout.windows(run);
  }

  Path profiles() {
    return layout.segmentProfiles(run);
  }

  Path networkMeans() {
    return layout.networkMeans(run);
  }

  Path features() {
    return layout.mlFeatures(run);
  }

  /** How many readings the windows were made from. */
  long readings(FileSystem files) throws IOException {
    return CommittedOutput.open(files, windows())
        .manifest()
        .counts()
        .getOrDefault("records_in", 0L);
  }

  /** What each job took, in their order. */
  Map<String, Cost> costs(FileSystem files) throws IOException {
    Map<String, Cost> costs = new LinkedHashMap<>();
    for (OutputManifest imported : new PartitionedData(files, raw()).listCommits()) {
      put(costs, imported);
    }
    for (Path directory : List.of(windows(), profiles(), networkMeans(), features())) {
      put(costs, CommittedOutput.open(files, directory).manifest());
    }
    return costs;
  }

  private static void put(Map<String, Cost> costs, OutputManifest manifest) throws IOException {
    costs.put(
        manifest.producer(),
        Cost.of(manifest)
            .orElseThrow(
                () -> new IOException("the manifest of " + manifest.producer() + " has no cost")));
  }
}
