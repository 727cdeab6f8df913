package com.trafficprediction.speed;

import com.trafficprediction.feeds.source.FeedException;
import com.trafficprediction.messaging.client.MessagingException;
import com.trafficprediction.messaging.registry.RegistryException;
import com.trafficprediction.speed.command.CommandException;
import com.trafficprediction.speed.command.IncidentsCommand;
import com.trafficprediction.speed.command.InvalidCommand;
import com.trafficprediction.speed.command.ReplayCommand;
import com.trafficprediction.speed.command.SchemasCommand;
import com.trafficprediction.speed.command.SpeedCommand;
import com.trafficprediction.speed.command.TailCommand;
import com.trafficprediction.speed.command.TopicsCommand;
import com.trafficprediction.speed.command.WindowsCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The verbs of the speed layer; {@code bin/traffic} passes them on. */
@Command(
    name = "traffic",
    mixinStandardHelpOptions = true,
    description = "Topics, schemas, replay, and the consumers between Kafka, HBase and HDFS.",
    subcommands = {
      SpeedCommand.class,
      ReplayCommand.class,
      TailCommand.class,
      WindowsCommand.class,
      InvalidCommand.class,
      IncidentsCommand.class,
      TopicsCommand.class,
      SchemasCommand.class
    })
public final class SpeedMain {
  private SpeedMain() {}

  /** Runs a verb and exits with its code: see CommandException. */
  public static void main(String[] args) {
    System.exit(execute(args));
  }

  static int execute(String... args) {
    CommandLine line = new CommandLine(new SpeedMain());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler((e, command, result) -> explain(e, command));
    return line.execute(args);
  }

  /** Errors that a person can mend are a message; anything else keeps its stack trace. */
  private static int explain(Exception e, CommandLine line) throws Exception {
    if (e instanceof CommandException known) {
      line.getErr().println(line.getCommandName() + ": " + known.getMessage());
      return known.exitCode();
    }
    if (e instanceof FeedException
        || e instanceof MessagingException
        || e instanceof RegistryException) {
      line.getErr().println(line.getCommandName() + ": " + e.getMessage());
      return 1;
    }
    throw e;
  }
}
