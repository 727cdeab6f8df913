package com.trafficprediction.localcluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The command line and environment of a daemon's JVM. */
final class DaemonCommand {
  private final Home home;
  private final Distribution distribution;
  private final Path javaHome;
  private final Map<String, String> environment;
  private final boolean endsWithThisProcess;

  DaemonCommand(
      Home home,
      Distribution distribution,
      Path javaHome,
      Map<String, String> environment,
      boolean endsWithThisProcess) {
    this.home = home;
    this.distribution = distribution;
    this.javaHome = javaHome;
    this.environment = Map.copyOf(environment);
    this.endsWithThisProcess = endsWithThisProcess;
  }

  Process start(Daemon daemon) throws IOException {
    List<String> command = new ArrayList<>();
    if (!endsWithThisProcess) {
      command.addAll(ownSession());
    }
    command.addAll(java(daemon));
    File output = home.output(daemon).toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(home.root().toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectErrorStream(true)
            .redirectOutput(output);
    Map<String, String> variables = builder.environment();
    // An installed Hadoop's settings would reach into ours.
    variables.keySet().removeIf(name -> name.startsWith("HADOOP_") || name.startsWith("HBASE_"));
    variables.put("JAVA_HOME", javaHome.toString());
    variables.put("HADOOP_CONF_DIR", home.conf().toString());
    return builder.start();
  }

  /** Makes start-up archives in a process of its own, which nobody waits for. */
  static void startArchiver(LocalCluster cluster) {
    List<String> command = new ArrayList<>(ownSession());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(Main.class.getName(), "archive", "--home", cluster.home().toString()));
    try {
      new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw ClusterException.failure("cannot start the archiver: " + e.getMessage(), e);
    }
  }

  List<String> java(Daemon daemon) {
    List<String> command = new ArrayList<>();
    command.add(javaHome.resolve("bin").resolve("java").toString());
    command.add("-Dtraffic.daemon=" + daemon.label());
    command.add("-Dtraffic.home=" + home.root());
    command.add("-Dtraffic.conf=" + home.conf());
    command.add("-Dtraffic.ready=" + home.readyFile(daemon));
    command.add("-Dtraffic.log.file=" + home.log(daemon));
    command.add("-Dlog4j.configuration=" + home.conf().resolve("log4j-daemon.properties").toUri());
    command.add("-Dtraffic.await=" + readyFiles(daemon));
    if (endsWithThisProcess) {
      command.add("-Dtraffic.parent=" + ProcessHandle.current().pid());
    }
    command.add("-Djava.net.preferIPv4Stack=true");
    command.add("-Xmx" + daemon.heapMib() + "m");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("--add-opens=java.base/java.nio=ALL-UNNAMED");
    if (daemon.light()) {
      command.add("-XX:TieredStopAtLevel=1");
    }
    Path archive = StartArchive.of(distribution, daemon).file();
    if (Files.exists(archive)) {
      command.add("-XX:SharedArchiveFile=" + archive);
    }
    command.addAll(userOptions(daemon));
    command.add("-cp");
    command.add(distribution.jar(daemon.library()).toString());
    command.add(daemon.mainClass());
    return command;
  }

  private String readyFiles(Daemon daemon) {
    return daemon.needs().stream()
        .map(needed -> home.readyFile(needed).toString())
        .collect(Collectors.joining(":"));
  }

  /** {@code TRAFFIC_HBASE_OPTS} and the like: added last, so that they win. */
  private List<String> userOptions(Daemon daemon) {
    String name = "TRAFFIC_" + daemon.name().toUpperCase(Locale.ROOT) + "_OPTS";
    String options = environment.getOrDefault(name, "").strip();
    return options.isEmpty() ? List.of() : Arrays.asList(options.split("\\s+", -1));
  }

  /**
   * In a session of its own a daemon does not get the Ctrl-C meant for what runs in the terminal.
   */
  private static List<String> ownSession() {
    for (String candidate : List.of("/usr/bin/setsid", "/bin/setsid")) {
      if (Files.isExecutable(Path.of(candidate))) {
        return List.of(candidate);
      }
    }
    return List.of();
  }
}
