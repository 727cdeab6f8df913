package com.trafficprediction.benchmarks.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.benchmarks.ChildProcess;
import com.trafficprediction.benchmarks.SparkProcess;
import com.trafficprediction.localcluster.LocalCluster;
import com.trafficprediction.localcluster.Port;
import com.trafficprediction.localcluster.Service;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;

/**
 * A fresh HDFS, ResourceManager and NodeManager with the settings of {@code bin/traffic up}, and
 * {@code hadoop jar} on them. Daemons, containers and files are gone after {@link #close}, and when
 * this process is told to end before; after a failure the files stay. Used by one thread.
 */
final class YarnStack implements AutoCloseable {
  /** Of each job, with either runner: the number of files depends on it, and files are compared. */
  static final int REDUCERS = 2;

  /** An idle NodeManager is one whose masters have gone, some seconds after their jobs. */
  private static final Duration IDLE = Duration.ofMinutes(2);

  private final Path root;
  private final List<String> jvm;
  private final Path directory;
  private final LocalCluster cluster;
  private final Configuration conf;
  private final FileSystem files;

  /** One that is asked to end kills its job first, if there still is a ResourceManager to ask. */
  private final ChildProcess client = new ChildProcess();

  private boolean done;
  private boolean closed;

  private YarnStack(
      Path root, List<String> jvm, Path directory, LocalCluster cluster, Configuration conf)
      throws IOException {
    this.root = root;
    this.jvm = List.copyOf(jvm);
    this.directory = directory;
    this.cluster = cluster;
    this.conf = conf;
    this.files = FileSystem.get(conf);
  }

  /**
   * Starts the daemons.
   *
   * @param root the checkout, built
   * @param jvm options of each {@code hadoop jar}
   */
  static YarnStack open(Path root, List<String> jvm) throws IOException {
    Path directory = Files.createTempDirectory("traffic-bench");
    LocalCluster cluster =
        LocalCluster.builder(directory.resolve("stack"))
            .with(Service.YARN)
            .randomPorts()
            .progress(System.err::println)
            .start();
    Configuration conf = new Configuration();
    for (String site :
        List.of("core-site.xml", "hdfs-site.xml", "mapred-site.xml", "yarn-site.xml")) {
      conf.addResource(new org.apache.hadoop.fs.Path(cluster.conf().resolve(site).toUri()));
    }
    YarnStack stack = new YarnStack(root, jvm, directory, cluster, conf);
    Runtime.getRuntime().addShutdownHook(new Thread(stack::abandon, "stop-stack"));
    return stack;
  }

  Configuration conf() {
    return conf;
  }

  FileSystem files() {
    return files;
  }

  /**
   * Runs import, windows, profiles and features of a data set, all of whose files go below a root.
   */
  ChainRun run(Runner runner, BatchInput input, org.apache.hadoop.fs.Path below)
      throws IOException, InterruptedException {
    awaitIdle();
    long containers = nodeManager("ContainersLaunched");
    double cpu = cpuSeconds();
    long started = System.nanoTime();
    hadoopJar(runner, below, "import", input.options());
    hadoopJar(runner, below, "windows", List.of());
    hadoopJar(runner, below, "profiles", List.of());
    hadoopJar(runner, below, "features", List.of());
    double wall = (System.nanoTime() - started) / 1e9;
    awaitIdle();
    return new ChainRun(
        wall,
        cpuSeconds() - cpu,
        nodeManager("ContainersLaunched") - containers,
        ChainOutput.below(files, below).costs(files));
  }

  private void hadoopJar(
      Runner runner, org.apache.hadoop.fs.Path below, String job, List<String> options)
      throws IOException, InterruptedException {
    Path jar = root.resolve("batch-layer/target/traffic-batch.jar").toAbsolutePath();
    Path hadoop = root.resolve("local-cluster/libs/target/dist/client/client.jar").toAbsolutePath();
    Path said = directory.resolve(runner.framework() + "-" + job + ".txt");
    List<String> command = new ArrayList<>(List.of(SparkProcess.java()));
    command.addAll(jvm);
    command.add(BatchBench.CORES_OPTION);
    command.addAll(
        List.of(
            "-Dtraffic.log.file=" + directory.resolve(runner.framework() + "-" + job + ".log"),
            "--add-opens",
            "java.base/java.nio=ALL-UNNAMED",
            "-cp",
            cluster.conf() + File.pathSeparator + hadoop,
            "org.apache.hadoop.util.RunJar",
            jar.toString(),
            job,
            "-Dmapreduce.framework.name=" + runner.framework(),
            "-Dmapreduce.job.reduces=" + REDUCERS,
            "-D" + RunContext.ROOT + "=" + below));
    command.addAll(options);
    client.require(job + " on " + runner.label(), command, said);
  }

  /** Cpu time of clients that have ended, daemons and containers so far. */
  private double cpuSeconds() throws IOException {
    double seconds = CpuClock.ofEndedChildren();
    for (var status : cluster.status()) {
      if (status.pid().isPresent()) {
        seconds += CpuClock.withEndedChildren(status.pid().get());
      }
    }
    return seconds;
  }

  private void awaitIdle() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + IDLE.toNanos();
    while (nodeManager("ContainersRunning") + nodeManager("ContainersIniting") > 0) {
      if (System.nanoTime() > deadline) {
        throw new IOException("containers still run " + IDLE.toSeconds() + " s after their jobs");
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** A figure that the NodeManager keeps. */
  private long nodeManager(String name) throws IOException {
    URI metrics =
        URI.create(
            "http://localhost:"
                + cluster.port(Port.NODEMANAGER_HTTP)
                + "/jmx?qry=Hadoop:service=NodeManager,name=NodeManagerMetrics");
    try (InputStream in = metrics.toURL().openStream()) {
      JsonNode value = new ObjectMapper().readTree(in).path("beans").path(0).path(name);
      if (!value.isNumber()) {
        throw new IOException("the NodeManager does not say " + name + " at " + metrics);
      }
      return value.asLong();
    }
  }

  /** Says that all went well: nobody needs the logs. */
  void done() {
    done = true;
  }

  private synchronized void abandon() {
    done = true;
    close();
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    client.stop();
    cluster.close();
    if (done) {
      var unused = FileUtil.fullyDelete(directory.toFile());
    } else {
      System.err.println("what jobs and daemons wrote is in " + directory);
    }
  }
}
