package com.trafficprediction.storage.serving;

import com.trafficprediction.schemas.TrafficWindow;
import com.trafficprediction.storage.hbase.BatchStore;
import com.trafficprediction.storage.hbase.BatchView;
import com.trafficprediction.storage.hbase.Incidents;
import com.trafficprediction.storage.hbase.LivePointer;
import com.trafficprediction.storage.hbase.PublishedPredictions;
import com.trafficprediction.storage.hbase.RecentWindows;
import com.trafficprediction.storage.hbase.RunRecord;
import com.trafficprediction.storage.layout.HdfsLayout;
import com.trafficprediction.storage.layout.RunId;
import com.trafficprediction.storage.login.KerberosLogin;
import com.trafficprediction.storage.model.ModelStore;
import com.trafficprediction.storage.network.NetworkStore;
import com.trafficprediction.storage.network.StoredNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/**
 * HDFS and HBase as the serving layer sees them. Holds one HBase connection, which recovers by
 * itself when HBase goes away and comes back. Thread-safe.
 */
public final class ServingStorage implements AutoCloseable {
  /** Configuration key of the root directory in HDFS, for tests and shared clusters. */
  public static final String ROOT = "traffic.root";

  private static final List<String> SITES =
      List.of("core-site.xml", "hdfs-site.xml", "hbase-site.xml");

  private final FileSystem files;
  private final HdfsLayout layout;
  private final BatchStore batch;

  private ServingStorage(FileSystem files, HdfsLayout layout, BatchStore batch) {
    this.files = files;
    this.layout = layout;
    this.batch = batch;
  }

  /**
   * Connects.
   *
   * @param conf directory with core-site.xml, hdfs-site.xml and hbase-site.xml
   * @throws IOException when HBase does not answer
   */
  public static ServingStorage open(Path conf, Clock clock) throws IOException {
    Configuration configuration = new Configuration();
    for (String site : SITES) {
      Path file = conf.resolve(site);
      if (Files.exists(file)) {
        configuration.addResource(new org.apache.hadoop.fs.Path(file.toUri()));
      }
    }
    KerberosLogin.ifConfigured(configuration);
    HdfsLayout layout =
        new HdfsLayout(
            new org.apache.hadoop.fs.Path(configuration.get(ROOT, HdfsLayout.DEFAULT_ROOT)));
    FileSystem files = FileSystem.get(layout.root().toUri(), configuration);
    return new ServingStorage(files, layout, BatchStore.open(configuration, clock));
  }

  /** What is live; empty before the first run was published. */
  public Optional<LivePointer> findLive() throws IOException {
    return batch.registry().findLive();
  }

  /** Every run ever recorded, oldest first. */
  public List<RunRecord> listRuns() throws IOException {
    return batch.registry().listRuns();
  }

  /**
   * The tables of a run.
   *
   * @throws IOException when the run has no tables (any more)
   */
  public BatchView view(RunId run) throws IOException {
    return batch.view(run);
  }

  /**
   * Windows of a segment in the speed view that start in [from, to), oldest first; none before the
   * speed layer ran.
   */
  public List<TrafficWindow> listRecentWindows(String segment, Instant from, Instant to)
      throws IOException {
    Optional<RecentWindows> windows = batch.findRecentWindows();
    return windows.isPresent() ? windows.get().list(segment, from, to) : List.of();
  }

  /** The forecasts that were published. */
  public PublishedPredictions predictions() throws IOException {
    return batch.predictions();
  }

  /** The incidents of detector and agencies. */
  public Incidents incidents() throws IOException {
    return batch.incidents();
  }

  /** The version of the network with that hash. */
  public StoredNetwork network(String hash) throws IOException {
    return new NetworkStore(files, layout).load(hash);
  }

  /** The hash of the network that was imported last; empty before the first import. */
  public Optional<String> findNewestNetwork() throws IOException {
    return new NetworkStore(files, layout).findNewest();
  }

  /** The model bundle of a run; each of its files is compared with the manifest when it is read. */
  public ModelStore.Bundle bundle(RunId run) throws IOException {
    return new ModelStore(files, layout).open(run);
  }

  /**
   * Asks HDFS for something that costs nothing.
   *
   * @throws IOException when it does not answer
   */
  public void checkFiles() throws IOException {
    files.exists(layout.models());
  }

  @Override
  public void close() throws IOException {
    batch.close();
  }
}
