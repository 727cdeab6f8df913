package com.trafficprediction.deploy;

import com.trafficprediction.deploy.ComposeFile.Service;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The services of the compose file as plain processes: their very command lines, environments,
 * mounts and health checks, from a directory laid out as the Dockerfile says.
 *
 * <p>Each service has a loopback address of its own, which a hosts file for the JVM gives its name
 * to, and listens there alone: so ports need no change and disturb nobody. What a container would
 * find at {@code /data}, {@code /etc/traffic} and the like lies in a directory here, and the paths
 * are translated. Linux alone: elsewhere 127.0.0.0/8 has one address.
 */
final class Containers implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(6);

  private final ComposeFile compose;
  private final Path image;
  private final Path state;
  private final Map<String, String> addresses = new LinkedHashMap<>();
  private final Map<String, Process> running = new LinkedHashMap<>();

  private Containers(ComposeFile compose, Path image, Path state) {
    this.compose = compose;
    this.image = image;
    this.state = state;
  }

  /**
   * Lays out the image and the hosts file.
   *
   * @param state takes data, logs, secrets
   */
  static Containers prepare(Path image, Path state) throws IOException {
    Containers containers = new Containers(Repository.compose(), image, state);
    for (String source : Repository.copied().keySet()) {
      link(Repository.ROOT.resolve(source), image.resolve(source));
    }
    containers.nameHosts();
    Path secrets = Files.createDirectories(state.resolve("secrets"));
    for (String secret : containers.compose.secrets().keySet()) {
      Files.writeString(secrets.resolve(secret), "secret-of-" + secret);
    }
    return containers;
  }

  /** Links files where the file system can, copies them otherwise: the image is half a gigabyte. */
  private static void link(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (from.equals(file)) {
          target = to;
        }
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        Files.deleteIfExists(target);
        try {
          Files.createLink(target, file);
        } catch (IOException | UnsupportedOperationException e) {
          Files.copy(file, target);
        }
      }
    }
  }

  private void nameHosts() throws IOException {
    // Of this process: two runs at once have different networks.
    long pid = ProcessHandle.current().pid();
    String network = "127." + (64 + pid % 128) + '.' + (pid / 128) % 256 + '.';
    StringBuilder hosts = new StringBuilder("127.0.0.1 localhost\n");
    hosts.append("127.0.0.1 ").append(machineName()).append('\n');
    for (String service : compose.services().keySet()) {
      String address = network + (addresses.size() + 1);
      addresses.put(service, address);
      hosts.append(address).append(' ').append(service).append('\n');
    }
    Files.writeString(hostsFile(), hosts);
  }

  private static String machineName() throws IOException {
    Path kernel = Path.of("/proc/sys/kernel/hostname");
    return Files.exists(kernel)
        ? Files.readString(kernel).strip()
        : InetAddress.getLocalHost().getHostName();
  }

  private Path hostsFile() {
    return state.resolve("hosts");
  }

  String address(String service) {
    return addresses.getOrDefault(service, "no address");
  }

  /** Starts a service and waits until its health check says that it works, or a job has ended. */
  void start(String name) throws IOException, InterruptedException {
    Service service = compose.service(name);
    Process process = service.ours() ? launch(name, service.line()) : launchBroker(name);
    running.put(name, process);
    if ("no".equals(service.restart())) {
      expectSuccess(name, process);
    } else {
      awaitHealthy(name, service, process);
    }
  }

  /** {@code docker compose run --rm NAME arguments…}; what it said. */
  String run(String name, String... arguments) throws IOException, InterruptedException {
    Service service = compose.service(name);
    List<String> line = new ArrayList<>(service.entry());
    line.addAll(List.of(arguments));
    Process process = launch(name, line);
    running.put(name, process);
    expectSuccess(name, process);
    return said(name);
  }

  /** {@code docker compose stop NAME}, within the time that the file gives it; its exit code. */
  int stop(String name) throws IOException, InterruptedException {
    Process process = Objects.requireNonNull(running.remove(name));
    process.destroy();
    Duration grace = Duration.parse("PT" + compose.service(name).stopGracePeriod());
    if (!process.waitFor(grace.toSeconds(), TimeUnit.SECONDS)) {
      throw new IOException(name + " does not end:\n" + tail(name));
    }
    return process.exitValue();
  }

  /** Whether an address answers, asked from a container of ours. */
  boolean answers(String url, String... texts) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("deploy/healthy", url));
    line.addAll(List.of(texts));
    return check("traffic", line);
  }

  /** Asks again and again. */
  void awaitAnswer(String url, String... texts) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!answers(url, texts)) {
      if (System.nanoTime() > deadline) {
        throw new IOException(url + " does not answer " + List.of(texts));
      }
      TimeUnit.MILLISECONDS.sleep(500);
    }
  }

  private Process launch(String name, List<String> line) throws IOException {
    UnaryOperator<String> here = paths(name);
    List<String> command = new ArrayList<>(line.stream().map(here).toList());
    command.set(0, image.resolve(command.get(0)).toString());
    ProcessBuilder builder = new ProcessBuilder(command).directory(image.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(key -> !key.equals("PATH"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("HOME", Files.createDirectories(state.resolve("home")).toString());
    environment.put("JAVA_TOOL_OPTIONS", "-Djdk.net.hosts.file=" + hostsFile());
    Repository.imageEnvironment().forEach((key, value) -> environment.put(key, here.apply(value)));
    compose
        .service(name)
        .variables()
        .forEach((key, value) -> environment.put(key, here.apply(value)));
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log(name)))
        .start();
  }

  /**
   * The broker's image is not ours: its settings are, and run in the broker of the same version.
   */
  private Process launchBroker(String name) throws IOException {
    Path conf = Files.createDirectories(state.resolve(name + "-conf"));
    String settings = Repository.text("deploy/kafka/server.properties");
    Path data = Files.createDirectories(state.resolve("data").resolve(name));
    Files.writeString(
        conf.resolve("kafka-server.properties"),
        settings.replace("/var/lib/kafka/data", data.toString()));
    return launch(
        name,
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx384m",
            "-Dtraffic.conf=" + conf,
            "-Dtraffic.ready=" + readyFile(name),
            "-cp",
            Repository.ROOT.resolve("local-cluster/libs/target/dist/kafka/kafka.jar").toString(),
            "com.trafficprediction.localcluster.daemon.kafka.KafkaMain"));
  }

  private Path readyFile(String name) {
    return state.resolve(name + ".ready");
  }

  /** Where things of a container are here. */
  private UnaryOperator<String> paths(String name) throws IOException {
    Path data = Files.createDirectories(state.resolve("data").resolve(name));
    Path conf = Repository.ROOT.resolve("deploy/conf");
    return text ->
        text.replaceFirst("^/data\\b", data.toString())
            .replaceFirst("^/etc/traffic\\b", conf.toString())
            .replaceFirst("^/opt/traffic\\b", image.toString())
            .replaceFirst("^/run/secrets\\b", state.resolve("secrets").toString());
  }

  private void awaitHealthy(String name, Service service, Process process)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<String> test = service.check().orElseThrow().test();
    while (service.ours()
        ? !check(name, test.subList(1, test.size()))
        : !Files.exists(readyFile(name))) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IOException(name + " did not become healthy:\n" + tail(name));
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  /** Runs a health check; names become addresses, as the container's own hosts file has them. */
  private boolean check(String name, List<String> test) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    for (String word : test) {
      String translated = word;
      for (Map.Entry<String, String> host : addresses.entrySet()) {
        translated =
            translated.replaceFirst(
                "^(tcp|http)://" + Pattern.quote(host.getKey()) + ":",
                "$1://" + host.getValue() + ":");
      }
      line.add(translated);
    }
    line.set(0, image.resolve(line.get(0)).toString());
    Process check =
        new ProcessBuilder(line)
            .directory(image.toFile())
            .redirectErrorStream(true)
            .redirectOutput(state.resolve(name + "-check.txt").toFile())
            .start();
    return check.waitFor() == 0;
  }

  private void expectSuccess(String name, Process process)
      throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE.toMinutes(), TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new IOException(name + " failed:\n" + tail(name));
    }
  }

  private File log(String name) {
    return state.resolve(name + ".log").toFile();
  }

  String said(String name) throws IOException {
    return Files.readString(log(name).toPath());
  }

  private String tail(String name) throws IOException {
    List<String> lines = said(name).lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
  }

  /** Stops what was started last first, as an engine does. */
  @Override
  public void close() {
    Deque<Process> stopping = new ArrayDeque<>();
    running.values().forEach(stopping::push);
    for (Process process : stopping) {
      process.destroy();
      try {
        process.onExit().get(15, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException | TimeoutException e) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    }
  }
}
