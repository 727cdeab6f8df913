package com.trafficprediction.benchmarks.serving;

import static java.util.Objects.requireNonNull;

import com.trafficprediction.benchmarks.ChildProcess;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.network.PostmileNeighbours;
import com.trafficprediction.localcluster.LocalCluster;
import com.trafficprediction.localcluster.Service;
import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.topic.TopicAdmin;
import com.trafficprediction.storage.layout.HdfsLayout;
import com.trafficprediction.storage.network.NetworkStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.jspecify.annotations.Nullable;

/**
 * HDFS, HBase and Kafka with a network and nothing else, and the serving layer before them as
 * {@code bin/traffic serve} runs it; all in a directory that is deleted when this JVM is asked to
 * end, or when it is closed and all went well.
 */
final class ServedStack implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(6);
  private static final Duration KILLED = Duration.ofSeconds(10);

  private final Path root;
  private final Path directory;
  private final List<Process> processes = new ArrayList<>();
  private volatile @Nullable LocalCluster cluster;
  private volatile boolean done;
  private boolean closed;

  private ServedStack(Path root, Path directory) {
    this.root = root;
    this.directory = directory;
  }

  /**
   * Starts the daemons.
   *
   * @param root the checkout, with the serving layer built
   */
  static ServedStack start(Path root) throws IOException {
    ServedStack stack = new ServedStack(root, Files.createTempDirectory("traffic-bench"));
    Runtime.getRuntime().addShutdownHook(new Thread(stack::abandon, "abandon-stack"));
    try {
      stack.startDaemons();
    } catch (IOException | RuntimeException e) {
      stack.close();
      throw e;
    }
    return stack;
  }

  private void startDaemons() throws IOException {
    LocalCluster started =
        LocalCluster.builder(directory.resolve("stack"))
            .with(Service.HDFS, Service.HBASE, Service.KAFKA)
            .patience(PATIENCE)
            .randomPorts()
            .start();
    cluster = started;
    try (TopicAdmin admin = TopicAdmin.open(kafka())) {
      admin.apply(admin.diff());
    }
    Configuration configuration = new Configuration();
    for (String site : List.of("core-site.xml", "hdfs-site.xml")) {
      configuration.addResource(
          new org.apache.hadoop.fs.Path(started.conf().resolve(site).toUri()));
    }
    Network network = Rounds.network();
    new NetworkStore(FileSystem.get(configuration), HdfsLayout.ofDefaultRoot())
        .save(network, PostmileNeighbours.of(network));
  }

  private LocalCluster cluster() {
    return requireNonNull(cluster, "start() comes first");
  }

  KafkaSettings kafka() {
    return KafkaSettings.ofOneMachine(cluster().kafkaBootstrap());
  }

  /**
   * Starts a serving process and waits until it answers.
   *
   * @param instance its name
   * @param jvmOptions options of its JVM
   */
  Server serve(String instance, List<String> jvmOptions) throws IOException, InterruptedException {
    Path layer = root.resolve("serving-layer/target");
    if (!Files.exists(layer.resolve("traffic-serving.jar"))) {
      throw new IOException(layer + " has no traffic-serving.jar: build it (bin/traffic build)");
    }
    int port = freePort();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.addAll(List.of("--add-opens", "java.base/java.nio=ALL-UNNAMED"));
    command.addAll(
        List.of("-cp", layer.resolve("traffic-serving.jar") + ":" + layer.resolve("lib") + "/*"));
    command.add("com.trafficprediction.serving.ServingApplication");
    command.addAll(List.of("server", root.resolve("config/serving.yaml").toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("TRAFFIC_CONF", cluster().conf().toString());
    builder.environment().put("TRAFFIC_SERVING_INSTANCE", instance);
    builder.environment().put("TRAFFIC_SERVING_PORT", Integer.toString(port));
    builder.environment().put("TRAFFIC_SERVING_ADMIN_PORT", "0");
    Path log = directory.resolve("serving-" + instance + ".log");
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    processes.add(process);
    Server server = new Server(process, port, log);
    server.awaitNetwork();
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /**
   * A serving process.
   *
   * @param log what it writes
   */
  record Server(Process process, int port, Path log) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Cpu time so far, seconds. */
    double cpuSeconds() {
      return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
    }

    /** The body of an answer. */
    String get(String path) throws IOException, InterruptedException {
      return ask(path).body();
    }

    private HttpResponse<String> ask(String path) throws IOException, InterruptedException {
      return HTTP.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }

    private void awaitNetwork() throws IOException, InterruptedException {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (!answers()) {
        if (System.nanoTime() > end || process.waitFor(200, TimeUnit.MILLISECONDS)) {
          throw failure("the serving layer did not come up");
        }
      }
    }

    private IOException failure(String what) throws IOException {
      return new IOException(what + "; it wrote last:\n" + ChildProcess.tail(log));
    }

    private boolean answers() throws InterruptedException {
      try {
        return ask("/api/segments").statusCode() == 200;
      } catch (IOException e) {
        return false;
      }
    }

    /** Waits until as many forecasts are there as a round has. */
    void awaitForecasts() throws IOException, InterruptedException {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (!get("/api/predictions").contains("\"total\":" + Rounds.FORECASTS)) {
        if (System.nanoTime() > end) {
          throw failure("the forecasts did not arrive");
        }
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }

    /** Live objects after a full collection, MB; asks the JVM's own tool. */
    double liveMegabytes() throws IOException, InterruptedException {
      Process tool =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  Long.toString(process.pid()),
                  "GC.class_histogram")
              .redirectErrorStream(true)
              .start();
      String histogram = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (tool.waitFor() != 0) {
        throw new IOException("jcmd: " + histogram);
      }
      String total = histogram.lines().filter(l -> l.startsWith("Total")).findFirst().orElse("");
      return Long.parseLong(total.strip().split("\\s+", -1)[2]) / 1e6;
    }
  }

  /** Says that all went well: nobody needs the logs. */
  void done() {
    done = true;
  }

  /** Nobody needs the data any more: everything may be killed, even daemons that still start. */
  private synchronized void abandon() {
    if (closed) {
      return;
    }
    closed = true;
    List<ProcessHandle> started = ProcessHandle.current().descendants().toList();
    started.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle process : started) {
      process.onExit().completeOnTimeout(process, KILLED.toSeconds(), TimeUnit.SECONDS).join();
    }
    var unused = FileUtil.fullyDelete(directory.toFile());
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    processes.forEach(Process::destroyForcibly);
    LocalCluster started = cluster;
    if (started != null) {
      started.close();
    }
    if (done) {
      var unused = FileUtil.fullyDelete(directory.toFile());
    } else {
      System.err.println("what the server and the daemons wrote is in " + directory);
    }
  }
}
