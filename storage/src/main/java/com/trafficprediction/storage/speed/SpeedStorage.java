package com.trafficprediction.storage.speed;

import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.profile.SegmentProfile;
import com.trafficprediction.storage.archive.EventArchive;
import com.trafficprediction.storage.hbase.BatchStore;
import com.trafficprediction.storage.hbase.LivePointer;
import com.trafficprediction.storage.hbase.SpeedStore;
import com.trafficprediction.storage.layout.HdfsLayout;
import com.trafficprediction.storage.layout.RunId;
import com.trafficprediction.storage.login.KerberosLogin;
import com.trafficprediction.storage.network.NetworkStore;
import com.trafficprediction.storage.records.ProfileRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonConfigurationKeysPublic;
import org.apache.hadoop.fs.FileSystem;

/**
 * HDFS and HBase for a process that is no Hadoop job. Thread-safe; what it opens is the caller's to
 * close.
 */
public final class SpeedStorage {
  /** Configuration key of the root directory in HDFS, for tests and shared clusters. */
  public static final String ROOT = "traffic.root";

  private static final List<String> SITES =
      List.of("core-site.xml", "hdfs-site.xml", "hbase-site.xml");

  private final Configuration configuration;
  private final HdfsLayout layout;
  private final Clock clock;

  private SpeedStorage(Configuration configuration, HdfsLayout layout, Clock clock) {
    this.configuration = configuration;
    this.layout = layout;
    this.clock = clock;
  }

  /**
   * Reads a directory of client settings; nothing is connected yet.
   *
   * @param conf directory with core-site.xml, hdfs-site.xml and hbase-site.xml
   */
  public static SpeedStorage at(Path conf, Clock clock) {
    Configuration configuration = new Configuration();
    for (String site : SITES) {
      Path file = conf.resolve(site);
      if (Files.exists(file)) {
        configuration.addResource(new org.apache.hadoop.fs.Path(file.toUri()));
      }
    }
    // Hadoop closes HDFS as soon as a process is told to end, under what the process has to write
    // yet.
    configuration.setBoolean(CommonConfigurationKeysPublic.FS_AUTOMATIC_CLOSE_KEY, false);
    String root = configuration.get(ROOT, HdfsLayout.DEFAULT_ROOT);
    return new SpeedStorage(
        configuration, new HdfsLayout(new org.apache.hadoop.fs.Path(root)), clock);
  }

  /**
   * The network of the live run, else the one imported last.
   *
   * @return empty when nothing was imported yet
   * @throws IOException when HDFS or HBase does not answer
   */
  public Optional<Network> findNetwork() throws IOException {
    NetworkStore networks = new NetworkStore(files(), layout);
    Optional<String> hash = findLive().map(LivePointer::network);
    if (hash.isEmpty()) {
      hash = networks.findNewest();
    }
    return hash.isEmpty() ? Optional.empty() : Optional.of(networks.load(hash.get()).network());
  }

  /**
   * The time up to which the live run knows the data: what is fresh begins there.
   *
   * @return empty when no run is live
   * @throws IOException when HBase does not answer
   */
  public Optional<Instant> findWatermark() throws IOException {
    return findLive().map(LivePointer::watermark);
  }

  private Optional<LivePointer> findLive() throws IOException {
    try (BatchStore store = openBatch()) {
      return store.registry().findLive();
    }
  }

  /**
   * The run that is live; empty before the first one was published. Costs one look-up: {@link
   * #loadUsual} when it has changed.
   *
   * @throws IOException when HBase does not answer
   */
  public Optional<String> findLiveRun() throws IOException {
    return findLive().map(LivePointer::run);
  }

  /**
   * The network and the profiles of the live run; empty before the first one was published.
   *
   * @throws IOException when HDFS or HBase does not answer
   */
  public Optional<UsualTraffic> loadUsual() throws IOException {
    try (BatchStore store = openBatch()) {
      Optional<LivePointer> live = store.registry().findLive();
      if (live.isEmpty()) {
        return Optional.empty();
      }
      Network network = new NetworkStore(files(), layout).load(live.get().network()).network();
      LocalCalendar calendar = network.calendar();
      Map<String, SegmentProfile> profiles = new HashMap<>();
      for (var stored : store.view(new RunId(live.get().run())).listProfiles()) {
        profiles.put(
            stored.getSegmentId(),
            new SegmentProfile(
                stored.getSegmentId(),
                stored.getFittedThrough().toEpochMilli(),
                ProfileRecords.toSums(stored),
                calendar));
      }
      return Optional.of(new UsualTraffic(live.get().run(), network, profiles));
    }
  }

  /**
   * Connects to HBase.
   *
   * @throws IOException when it does not answer
   */
  public SpeedStore openStore() throws IOException {
    KerberosLogin.ifConfigured(configuration);
    return SpeedStore.open(configuration);
  }

  /**
   * The archive of events in HDFS.
   *
   * @param topicId the incarnation of traffic-events that offsets belong to
   * @param network what the events were checked against
   * @param writer names this process's files; unique among processes and restarts
   * @throws IOException when HDFS does not answer
   */
  public EventArchive openArchive(String topicId, Network network, String writer)
      throws IOException {
    return new EventArchive(
        files(), configuration, layout.archivedEvents(), topicId, network, writer, clock);
  }

  private BatchStore openBatch() throws IOException {
    KerberosLogin.ifConfigured(configuration);
    return BatchStore.open(configuration, clock);
  }

  private FileSystem files() throws IOException {
    KerberosLogin.ifConfigured(configuration);
    return FileSystem.get(layout.root().toUri(), configuration);
  }
}
