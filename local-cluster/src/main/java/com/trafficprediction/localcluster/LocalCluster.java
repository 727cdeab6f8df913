package com.trafficprediction.localcluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * HDFS, YARN, HBase and Kafka on this machine, in processes of their own.
 *
 * <pre>{@code
 * try (LocalCluster cluster =
 *     LocalCluster.builder(directory).with(Service.HDFS, Service.YARN).randomPorts().start()) {
 *   Configuration conf = new Configuration();
 *   conf.addResource(new Path(cluster.conf().resolve("core-site.xml").toUri()));
 *   …
 * }
 * }</pre>
 *
 * <p>Data stay in the directory when the cluster is closed; a later start finds them. Daemons
 * started through the builder end with this JVM, however it ends, unless {@link Builder#detached()}
 * was asked for. Not thread-safe.
 */
public final class LocalCluster implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Home home;
  private final Ports ports;
  private final Progress progress;

  private LocalCluster(Home home, Ports ports, Progress progress) {
    this.home = home;
    this.ports = ports;
    this.progress = progress;
  }

  /** A stack whose data, logs and configuration live in that directory. */
  public static Builder builder(Path home) {
    return new Builder(new Home(home));
  }

  /** The stack in that directory as it is, running or not. */
  public static LocalCluster at(Path directory, Progress progress) {
    Home home = new Home(directory);
    return new LocalCluster(home, home.findPorts().orElseGet(() -> Ports.offset(0)), progress);
  }

  /** The directory of core-site.xml, hbase-site.xml and the other client settings. */
  public Path conf() {
    return home.conf();
  }

  /** The directory that holds all of this stack. */
  public Path home() {
    return home.root();
  }

  /** The number of a port. */
  public int port(Port port) {
    return ports.get(port);
  }

  /** What {@code fs.defaultFS} says. */
  public String hdfsUri() {
    return "hdfs://localhost:" + ports.get(Port.NAMENODE);
  }

  /** What {@code bootstrap.servers} says. */
  public String kafkaBootstrap() {
    return "localhost:" + ports.get(Port.KAFKA);
  }

  /** How every daemon is, in the order of {@link Daemon}; a DataNode only where it is apart. */
  public List<DaemonStatus> status() {
    StatusReader reader = new StatusReader(home, new HealthCheck(ports));
    return Arrays.stream(Daemon.values())
        .filter(daemon -> daemon != Daemon.DATANODE || Files.exists(home.pidFile(Daemon.DATANODE)))
        .parallel()
        .map(reader::get)
        .toList();
  }

  /** Stops all daemons of this directory, cleanly where they let us, and waits for their end. */
  @Override
  public void close() {
    stop(EnumSet.allOf(Service.class));
  }

  /** Stops the daemons of these services and of the services that need them. */
  public void stop(Set<Service> services) {
    if (!Files.exists(home.run())) {
      return;
    }
    try (HomeLock lock = HomeLock.take(home)) {
      Objects.requireNonNull(lock);
      new Stopper(home, progress).stop(Daemon.of(withDependents(services), true));
    }
  }

  /**
   * Makes the start-up archives that are missing, from the daemons that run; takes some seconds of
   * both cores for each. Later starts of daemons from the same jars need half the time.
   */
  void makeArchives() {
    Distribution distribution = Distribution.get();
    Path javaHome = Path.of(System.getProperty("java.home"));
    Stopper stopper = new Stopper(home, progress);
    for (Daemon daemon : Daemon.values()) {
      StartArchive archive = StartArchive.of(distribution, daemon);
      if (!archive.exists() && Files.exists(home.readyFile(daemon))) {
        stopper
            .findProcess(daemon)
            .ifPresent(
                process ->
                    archive.dumpFrom(process.pid(), javaHome, home.log().resolve("archive.log")));
      }
    }
  }

  /** Whether a running daemon has no start-up archive yet. */
  boolean lacksArchives() {
    Distribution distribution = Distribution.get();
    return Arrays.stream(Daemon.values())
        .filter(daemon -> Files.exists(home.readyFile(daemon)))
        .anyMatch(daemon -> !StartArchive.of(distribution, daemon).exists());
  }

  /**
   * Deletes what this stack wrote: configuration, data, logs, process ids, ports. Other files in
   * the directory stay.
   *
   * @throws ClusterException if daemons run, or the directory is not one of ours
   */
  public void reset() {
    if (!Files.exists(home.marker())) {
      throw ClusterException.usage(
          home.root()
              + " has no cluster.properties, so bin/traffic did not make it; nothing was deleted");
    }
    if (status().stream().anyMatch(s -> s.pid().isPresent())) {
      throw ClusterException.failure(
          "daemons are running in " + home.root() + "; bin/traffic down first");
    }
    List.of(home.data(), home.conf(), home.log(), home.run()).forEach(FileTrees::delete);
    try {
      Files.delete(home.marker());
    } catch (IOException e) {
      throw ClusterException.failure("cannot delete " + home.marker(), e);
    }
  }

  private static Set<Service> withDependents(Set<Service> services) {
    Set<Service> all = EnumSet.noneOf(Service.class);
    all.addAll(services);
    if (all.contains(Service.HDFS)) {
      all.add(Service.HBASE);
      all.add(Service.YARN);
    }
    return all;
  }

  /** Collects what to start and how. */
  public static final class Builder {
    private final Home home;
    private final Set<Service> services = EnumSet.noneOf(Service.class);
    private @Nullable Ports ports;
    private Duration patience = PATIENCE;
    private boolean detached;
    private boolean ignoreMemory;
    private boolean dataNodeApart;
    private Progress progress = Progress.SILENT;
    private Map<String, String> environment = System.getenv();

    private Builder(Home home) {
      this.home = home;
    }

    /** Adds services; what they need comes with them. Without any, all are started. */
    public Builder with(Service... wanted) {
      services.addAll(List.of(wanted));
      return this;
    }

    /** Adds services; what they need comes with them. */
    public Builder with(Collection<Service> wanted) {
      services.addAll(wanted);
      return this;
    }

    /**
     * Every port moved up by that much. Without it: the ports of the last start, else the standard
     * ones.
     */
    public Builder portOffset(int offset) {
      ports = Ports.offset(offset);
      return this;
    }

    /** Free ports; those of the last start in this directory, if there was one. */
    public Builder randomPorts() {
      ports = home.findPorts().orElseGet(Ports::random);
      return this;
    }

    /** How long to wait for all daemons to be ready; by default 180 s. */
    public Builder patience(Duration longest) {
      patience = longest;
      return this;
    }

    /** Lets the daemons outlive this JVM, as {@code bin/traffic up} does. */
    public Builder detached() {
      detached = true;
      return this;
    }

    /**
     * Gives the DataNode a process of its own, {@link Daemon#DATANODE}, so that it can be killed
     * alone. Later starts in the same directory must say it again.
     */
    public Builder dataNodeApart() {
      dataNodeApart = true;
      return this;
    }

    /** Starts even if memory looks short. */
    public Builder ignoreMemory() {
      ignoreMemory = true;
      return this;
    }

    /** Where to tell what is being done. */
    public Builder progress(Progress listener) {
      progress = listener;
      return this;
    }

    /** Variables to take {@code TRAFFIC_…_OPTS} from, in place of this process's. */
    public Builder environment(Map<String, String> variables) {
      environment = Map.copyOf(variables);
      return this;
    }

    /**
     * Starts what does not run yet and returns when all of it is ready.
     *
     * @throws ClusterException with what is wrong and what to do
     */
    public LocalCluster start() {
      Path javaHome = Path.of(System.getProperty("java.home"));
      Preflight.requireJdk17(Runtime.version(), javaHome.toString());
      Distribution distribution = Distribution.get();
      home.create();
      try (HomeLock lock = HomeLock.take(home)) {
        Objects.requireNonNull(lock);
        Stopper stopper = new Stopper(home, progress);
        Ports chosen = choosePorts(stopper);
        List<Daemon> missing = findMissing(stopper);
        Preflight.requireFreePorts(missing, chosen);
        if (!ignoreMemory) {
          Preflight.requireMemory(missing);
        }
        home.rememberPorts(chosen);
        new ConfigurationFiles(
                home, chosen, distribution, System.getProperty("user.name"), dataNodeApart)
            .write();
        DaemonCommand command =
            new DaemonCommand(home, distribution, javaHome, environment, !detached);
        new Starter(home, command, stopper, patience, progress).start(missing);
        return new LocalCluster(home, chosen, progress);
      }
    }

    private Ports choosePorts(Stopper stopper) {
      Optional<Ports> last = home.findPorts();
      Ports chosen = Optional.ofNullable(ports).or(() -> last).orElseGet(() -> Ports.offset(0));
      boolean running =
          Arrays.stream(Daemon.values()).anyMatch(d -> stopper.findProcess(d).isPresent());
      if (running && last.isPresent() && !last.get().equals(chosen)) {
        throw ClusterException.usage(
            "the stack in "
                + home.root()
                + " runs on other ports; bin/traffic down first, then up with new ones");
      }
      return chosen;
    }

    private List<Daemon> findMissing(Stopper stopper) {
      Set<Service> wanted =
          services.isEmpty() ? EnumSet.allOf(Service.class) : Service.withNeeds(services);
      if (stopper.findProcess(Daemon.HDFS).isEmpty()
          && stopper.findProcess(Daemon.HBASE).isPresent()) {
        progress.say("hbase lost its HDFS: restarting it");
        stopper.stop(List.of(Daemon.HBASE));
        wanted.add(Service.HBASE);
      }
      if (stopper.findProcess(Daemon.HDFS).isEmpty()) {
        // A DataNode holds ports that are checked for the NameNode.
        stopper.stop(List.of(Daemon.DATANODE));
      }
      List<Daemon> missing =
          Daemon.of(wanted, dataNodeApart).stream()
              .filter(d -> stopper.findProcess(d).isEmpty())
              .toList();
      for (Daemon daemon : missing) {
        if (Files.exists(home.pidFile(daemon))) {
          progress.say(daemon.label() + " ended without being stopped; recovering");
        }
      }
      return missing;
    }
  }
}
