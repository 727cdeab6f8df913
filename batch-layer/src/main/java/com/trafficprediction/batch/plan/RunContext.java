package com.trafficprediction.batch.plan;

import com.trafficprediction.core.network.NeighbourGraph;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.storage.json.StoredJson;
import com.trafficprediction.storage.layout.CommittedOutput;
import com.trafficprediction.storage.layout.FileBytes;
import com.trafficprediction.storage.layout.HdfsLayout;
import com.trafficprediction.storage.layout.RunId;
import com.trafficprediction.storage.network.NetworkStore;
import com.trafficprediction.storage.network.StoredNetwork;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A run as its jobs and their tasks see it: plan, layout and network. A job names the run in its
 * configuration; each task opens the context from there.
 */
public final class RunContext {
  /** Configuration key of the root directory, {@code /traffic-data} by default. */
  public static final String ROOT = "traffic.root";

  /** Configuration key of the run. */
  public static final String RUN = "traffic.run";

  private static final String PLAN = "plan.json";

  /** Setting of the neighbours' manifest: hash of the network with the neighbours found. */
  public static final String NETWORK = "network";

  private final FileSystem files;
  private final HdfsLayout layout;
  private final RunPlan plan;
  private final StoredNetwork network;

  private RunContext(FileSystem files, HdfsLayout layout, RunPlan plan, StoredNetwork network) {
    this.files = files;
    this.layout = layout;
    this.plan = plan;
    this.network = network;
  }

  /** The layout that a configuration names. */
  public static HdfsLayout layout(Configuration conf) {
    return new HdfsLayout(new Path(conf.get(ROOT, HdfsLayout.DEFAULT_ROOT)));
  }

  /** Opens the run that a configuration names. */
  public static RunContext open(Configuration conf) throws IOException {
    return open(conf, new RunId(conf.get(RUN, "")));
  }

  /**
   * Opens a run.
   *
   * @throws FileNotFoundException when there is no such run
   */
  public static RunContext open(Configuration conf, RunId run) throws IOException {
    HdfsLayout layout = layout(conf);
    FileSystem files = layout.root().getFileSystem(conf);
    Path file = planFile(layout, run);
    if (!files.exists(file)) {
      throw new FileNotFoundException(
          "there is no run " + run + " below " + layout.root() + ": the windows job starts one");
    }
    RunPlan plan;
    try (FSDataInputStream in = files.open(file)) {
      plan = StoredJson.read(in.readAllBytes(), RunPlan.class, file.toString());
    }
    Path found = layout.neighbours(run);
    String network =
        CommittedOutput.isCommitted(files, found)
            ? CommittedOutput.open(files, found).manifest().settings().getOrDefault(NETWORK, "")
            : plan.network();
    return new RunContext(files, layout, plan, new NetworkStore(files, layout).load(network));
  }

  /** Stores a new run's plan; the run exists from then on. */
  public static void create(Configuration conf, RunPlan plan) throws IOException {
    HdfsLayout layout = layout(conf);
    FileSystem files = layout.root().getFileSystem(conf);
    FileBytes.createAtomically(
        files, planFile(layout, new RunId(plan.run())), StoredJson.write(plan));
  }

  /** Hash of the version of the network that the run uses. */
  public String networkHash() {
    return network.hash();
  }

  private static Path planFile(HdfsLayout layout, RunId run) {
    return new Path(layout.features(run), PLAN);
  }

  /** Names this run in a job's configuration, for its tasks. */
  public void writeTo(Configuration conf) {
    conf.set(ROOT, layout.root().toString());
    conf.set(RUN, plan.run());
  }

  public FileSystem files() {
    return files;
  }

  public HdfsLayout layout() {
    return layout;
  }

  public RunPlan plan() {
    return plan;
  }

  public RunId run() {
    return new RunId(plan.run());
  }

  public Network network() {
    return network.network();
  }

  /** Who is up- and downstream of whom. */
  public NeighbourGraph neighbours() {
    return network.neighbours();
  }
}
