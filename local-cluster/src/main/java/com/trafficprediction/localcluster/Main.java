package com.trafficprediction.localcluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The verbs behind {@code bin/traffic up|down|status|reset}. Results on stdout, progress and errors
 * on stderr.
 */
@Command(
    name = "traffic",
    mixinStandardHelpOptions = true,
    description = "The real HDFS, YARN, HBase and Kafka on one machine.",
    subcommands = {
      Main.Up.class,
      Main.Down.class,
      Main.Status.class,
      Main.Reset.class,
      Main.Archive.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:a daemon failed",
      "2:wrong usage",
      "3:not (all) running",
      "5:a port is taken, memory is short, or the JDK is not 17"
    })
public final class Main {
  private static final int NOT_RUNNING = ClusterException.Kind.NOT_RUNNING.exitCode();

  private Main() {}

  /** Runs a verb and exits with its code. */
  public static void main(String[] args) {
    System.exit(
        run(
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            args));
  }

  /** Runs a verb. */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    return new CommandLine(new Main())
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Main::report)
        .execute(args);
  }

  private static int report(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    if (failure instanceof ClusterException known) {
      command.getErr().println("traffic: " + known.getMessage());
      return known.kind().exitCode();
    }
    throw failure;
  }

  /** What every verb needs to know. */
  static final class Shared {
    @Option(
        names = "--home",
        defaultValue = "${env:TRAFFIC_HOME:-var}",
        paramLabel = "DIR",
        description =
            "Data, logs and configuration of the stack. Default: TRAFFIC_HOME, else var in the checkout.")
    Path home = Path.of("var");

    @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
    CommandLine.Model.@Nullable CommandSpec spec;

    CommandLine commandLine() {
      if (spec == null) {
        throw new IllegalStateException("picocli sets the specification before a verb runs");
      }
      return spec.commandLine();
    }

    Progress progress() {
      PrintWriter err = commandLine().getErr();
      return err::println;
    }

    PrintWriter out() {
      return commandLine().getOut();
    }

    Set<Service> services(List<String> only) {
      return only.isEmpty()
          ? EnumSet.allOf(Service.class)
          : only.stream()
              .map(Service::get)
              .collect(Collectors.toCollection(() -> EnumSet.noneOf(Service.class)));
    }
  }

  @Command(
      name = "up",
      mixinStandardHelpOptions = true,
      description =
          "Starts what is not running and returns when all of it is ready. Data of earlier starts are kept.",
      footer = {
        "%nExamples:",
        "  bin/traffic up",
        "  bin/traffic up --only hdfs,hbase",
        "  TRAFFIC_HOME=/tmp/second bin/traffic up --port-offset 20000",
        "%nMore JVM options for a daemon: TRAFFIC_HBASE_OPTS=-Xmx1g (HDFS, RESOURCEMANAGER, NODEMANAGER, KAFKA alike)."
      })
  static final class Up implements Callable<Integer> {
    @Mixin Shared shared = new Shared();

    @Option(
        names = "--only",
        split = ",",
        paramLabel = "SERVICE",
        description = "Start these and what they need: hdfs, yarn, hbase, kafka. Default: all.")
    List<String> only = List.of();

    @Option(
        names = "--port-offset",
        defaultValue = "${env:TRAFFIC_PORT_OFFSET}",
        paramLabel = "N",
        description =
            "Add N to every port. Default: TRAFFIC_PORT_OFFSET, else the ports of the last start, else 0.")
    @Nullable Integer portOffset;

    @Option(
        names = "--timeout",
        defaultValue = "180",
        paramLabel = "SECONDS",
        description = "How long the daemons may take to be ready. Default: ${DEFAULT-VALUE}.")
    int timeoutSeconds = 180;

    @Option(names = "--ignore-memory", description = "Start even if memory looks short.")
    boolean ignoreMemory;

    @Override
    public Integer call() {
      LocalCluster.Builder builder =
          LocalCluster.builder(shared.home)
              .with(shared.services(only))
              .patience(Duration.ofSeconds(timeoutSeconds))
              .progress(shared.progress())
              .detached();
      if (portOffset != null) {
        builder.portOffset(portOffset);
      }
      if (ignoreMemory) {
        builder.ignoreMemory();
      }
      LocalCluster cluster = builder.start();
      printAddresses(cluster);
      if (cluster.lacksArchives()) {
        shared
            .progress()
            .say(
                "making start-up archives in the background, once: the next start takes half the time");
        DaemonCommand.startArchiver(cluster);
      }
      return 0;
    }

    private void printAddresses(LocalCluster cluster) {
      PrintWriter out = shared.out();
      Set<Service> wanted = Service.withNeeds(shared.services(only));
      if (wanted.contains(Service.HDFS)) {
        out.printf(
            "%-7s %s   http://localhost:%d%n",
            "hdfs", cluster.hdfsUri(), cluster.port(Port.NAMENODE_HTTP));
      }
      if (wanted.contains(Service.YARN)) {
        out.printf("%-7s http://localhost:%d%n", "yarn", cluster.port(Port.RESOURCEMANAGER_HTTP));
      }
      if (wanted.contains(Service.HBASE)) {
        out.printf("%-7s ZooKeeper localhost:%d%n", "hbase", cluster.port(Port.ZOOKEEPER));
      }
      if (wanted.contains(Service.KAFKA)) {
        out.printf("%-7s %s%n", "kafka", cluster.kafkaBootstrap());
      }
      out.printf("%-7s %s%n", "conf", cluster.conf());
    }
  }

  @Command(
      name = "down",
      mixinStandardHelpOptions = true,
      description = "Stops the daemons cleanly. Data are kept.",
      footer = {"%nExamples:", "  bin/traffic down", "  bin/traffic down --only kafka"})
  static final class Down implements Callable<Integer> {
    @Mixin Shared shared = new Shared();

    @Option(
        names = "--only",
        split = ",",
        paramLabel = "SERVICE",
        description = "Stop these and what needs them. Default: all.")
    List<String> only = List.of();

    @Override
    public Integer call() {
      LocalCluster.at(shared.home, shared.progress()).stop(shared.services(only));
      return 0;
    }
  }

  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      description =
          "Asks every daemon how it is. Exit code 3 if one that was asked for is not ready.",
      footer = {
        "%nExamples:",
        "  bin/traffic status",
        "  bin/traffic status --json --only hdfs,hbase"
      })
  static final class Status implements Callable<Integer> {
    @Mixin Shared shared = new Shared();

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Option(
        names = "--only",
        split = ",",
        paramLabel = "SERVICE",
        description = "Ask these alone. Default: all.")
    List<String> only = List.of();

    @Override
    public Integer call() {
      LocalCluster cluster = LocalCluster.at(shared.home, Progress.SILENT);
      Set<Service> asked = shared.services(only);
      List<DaemonStatus> statuses =
          cluster.status().stream().filter(s -> asked.contains(s.daemon().service())).toList();
      if (json) {
        shared.out().println(StatusReport.json(cluster, statuses));
      } else {
        shared.out().print(StatusReport.table(cluster, statuses));
        shared.out().flush();
      }
      boolean allReady = statuses.stream().allMatch(s -> s.state() == DaemonStatus.State.READY);
      return allReady ? 0 : NOT_RUNNING;
    }
  }

  @Command(
      name = "reset",
      mixinStandardHelpOptions = true,
      description = "Stops the stack and deletes its data, logs and configuration. Asks first.",
      footer = {"%nExamples:", "  bin/traffic reset", "  bin/traffic reset --yes"})
  static final class Reset implements Callable<Integer> {
    @Mixin Shared shared = new Shared();

    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    @Override
    public Integer call() {
      Path home = shared.home.toAbsolutePath().normalize();
      if (!yes && !confirmed(home)) {
        shared.progress().say("nothing was deleted");
        return 1;
      }
      LocalCluster cluster = LocalCluster.at(home, shared.progress());
      cluster.close();
      cluster.reset();
      shared.out().println("deleted data, logs and configuration in " + home);
      return 0;
    }

    private boolean confirmed(Path home) {
      shared.progress().say("This deletes all data of the stack in " + home + ". Go on? [y/N]");
      try {
        // Not closed: it is the process's standard input.
        String answer =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        return answer != null
            && List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
      } catch (IOException e) {
        throw ClusterException.usage("cannot read the answer: " + e.getMessage() + "; say --yes");
      }
    }
  }

  @Command(
      name = "archive",
      hidden = true,
      description =
          "Makes missing start-up archives from the running daemons; bin/traffic up starts it.")
  static final class Archive implements Callable<Integer> {
    @Mixin Shared shared = new Shared();

    @Override
    public Integer call() {
      LocalCluster.at(shared.home, Progress.SILENT).makeArchives();
      return 0;
    }
  }
}
