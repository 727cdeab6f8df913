package com.trafficprediction.batch.command;

import com.trafficprediction.batch.stage.StageFailedException;
import com.trafficprediction.feeds.source.FeedException;
import com.trafficprediction.model.bundle.CorruptModelException;
import com.trafficprediction.storage.layout.IncompleteOutputException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Optional;
import org.apache.hadoop.security.AccessControlException;
import picocli.CommandLine;

/** Executes a job's command line and turns what goes wrong into one message and an exit code. */
public final class Commands {
  private Commands() {}

  /**
   * Parses and executes.
   *
   * @param command a picocli command
   * @return the exit code, see {@link ExitCode}
   */
  public static int execute(Object command, String... args) {
    CommandLine line = new CommandLine(command);
    // People say bin/traffic batch, schedulers say run: help and messages use the caller's words.
    String spoken = System.getProperty("traffic.command");
    if (spoken != null) {
      line.setCommandName(spoken);
    }
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler((e, commandLine, result) -> explain(e, commandLine));
    return line.execute(args);
  }

  /** Errors that a person can mend are a message; anything else keeps its stack trace. */
  private static int explain(Exception e, CommandLine line) throws Exception {
    if (e instanceof JobException known) {
      line.getErr().println(line.getCommandName() + ": " + known.getMessage());
      return known.exitCode();
    }
    if (e instanceof FeedException wrong) {
      line.getErr().println(line.getCommandName() + ": " + e.getMessage());
      return wrong.kind() == FeedException.Kind.MISSING_FILE ? ExitCode.NO_INPUT : ExitCode.FAILURE;
    }
    if (e instanceof StageFailedException) {
      line.getErr().println(line.getCommandName() + ": " + e.getMessage());
      return ExitCode.FAILURE;
    }
    if (e instanceof CorruptModelException) {
      line.getErr()
          .println(line.getCommandName() + ": " + e.getMessage() + ". Train again in a new run");
      return ExitCode.FAILURE;
    }
    if (e instanceof FileNotFoundException || e instanceof IncompleteOutputException) {
      line.getErr().println(line.getCommandName() + ": " + e.getMessage());
      return ExitCode.NO_INPUT;
    }
    Optional<String> problem = findClusterProblem(e);
    if (problem.isPresent()) {
      line.getErr().println(line.getCommandName() + ": " + problem.get());
      return ExitCode.FAILURE;
    }
    if (e instanceof IOException && hasCause(e, ConnectException.class)) {
      line.getErr()
          .println(
              line.getCommandName()
                  + ": the cluster does not answer ("
                  + e.getMessage()
                  + "). Start it with bin/traffic up, or check fs.defaultFS in the configuration");
      return ExitCode.FAILURE;
    }
    throw e;
  }

  /** What a cluster is asked wrongly, by a configuration or a user that is not the right one. */
  private static Optional<String> findClusterProblem(Exception e) {
    Optional<Throwable> denied = findCause(e, AccessControlException.class);
    if (denied.isPresent()) {
      String said = firstLine(denied.get());
      return Optional.of(
          said.contains("authenticat")
              ? "the cluster does not know who this is ("
                  + said
                  + "). Log in with kinit, or set traffic.kerberos.principal and .keytab;"
                  + " hadoop.security.authentication must be the cluster's (docs/security.md)"
              : "the cluster denies this user a right ("
                  + said
                  + "). Ask for it, or run as the user to whom the data belong (docs/deploy.md)");
    }
    return findCause(e, UnknownHostException.class)
        .map(
            unknown ->
                "there is no host "
                    + firstLine(unknown)
                    + ". If that is a name service (HA), hdfs-site.xml of the cluster is missing"
                    + " from the configuration; else check fs.defaultFS");
  }

  private static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static Optional<Throwable> findCause(Throwable e, Class<? extends Throwable> type) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return Optional.of(t);
      }
    }
    return Optional.empty();
  }

  private static boolean hasCause(Throwable e, Class<? extends Throwable> type) {
    return findCause(e, type).isPresent();
  }
}
