package com.trafficprediction.speed.crash;

import com.trafficprediction.speed.SpeedMain;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The speed layer in a process of its own, to be killed. */
final class SpeedProcess implements AutoCloseable {
  private static final String NO_RUN_NEEDED = "validate,window,archive";
  private static final int OK = 200;
  private static final int TIMEOUT_MILLIS = 2_000;

  private final Process process;
  private final int port;

  private SpeedProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** The consumers that need no batch run. */
  static SpeedProcess start(Path conf, Path config, Path log, String instance, int port)
      throws IOException {
    return start(conf, config, log, instance, port, NO_RUN_NEEDED);
  }

  /** The same, to live for minutes and to handle much. */
  static SpeedProcess startLarge(Path conf, Path config, Path log, String instance, int port)
      throws IOException {
    List<String> jvm = List.of("-XX:+UseSerialGC", "-Xmx768m");
    return start(conf, config, log, instance, port, NO_RUN_NEEDED, jvm);
  }

  /** Some consumers. */
  static SpeedProcess start(
      Path conf, Path config, Path log, String instance, int port, String only) throws IOException {
    // It lives for seconds: quick to start counts more than fast in the end.
    List<String> jvm = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx384m");
    return start(conf, config, log, instance, port, only, jvm);
  }

  private static SpeedProcess start(
      Path conf, Path config, Path log, String instance, int port, String only, List<String> jvm)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(SpeedMain.class.getName());
    command.addAll(List.of("speed", "--conf", conf.toString(), "--config", config.toString()));
    command.addAll(List.of("--only", only));
    command.addAll(List.of("--instance", instance, "--port", Integer.toString(port)));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return new SpeedProcess(builder.start(), port);
  }

  /** True when every consumer is at work. */
  boolean healthy() {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + port + "/health").toURL().openConnection();
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      return connection.getResponseCode() == OK;
    } catch (IOException e) {
      return false;
    }
  }

  /** What one line of its metrics says; empty while it does not say. */
  OptionalDouble findMetric(String nameAndLabels) {
    try (InputStream metrics =
        URI.create("http://127.0.0.1:" + port + "/metrics").toURL().openStream()) {
      String text = new String(metrics.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> line.startsWith(nameAndLabels + " "))
          .mapToDouble(line -> Double.parseDouble(line.substring(nameAndLabels.length() + 1)))
          .findFirst();
    } catch (IOException e) {
      return OptionalDouble.empty();
    }
  }

  /** Has it write all its threads to its log. */
  void writeThreads() throws IOException, InterruptedException {
    signal("QUIT");
  }

  boolean alive() {
    return process.isAlive();
  }

  /** As {@code kill -STOP}: it does nothing more, and does not know it. */
  void suspend() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** As {@code kill -CONT}: it goes on where it was, as if no time had passed. */
  void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    String pid = Long.toString(process.pid());
    if (new ProcessBuilder("kill", "-" + name, pid).start().waitFor() != 0) {
      throw new IOException("could not send " + name + " to process " + pid);
    }
  }

  /** As {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** As {@code kill}: it may finish what it does. Returns its exit code. */
  int stop() throws InterruptedException {
    process.destroy();
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
