package com.trafficprediction.speed.command;

import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.registry.SchemaAdmin;
import com.trafficprediction.messaging.registry.SchemaChange;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code schemas}: compares this build's schemas with a registry's, and makes up the difference.
 */
@Command(
    name = "schemas",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Shows how the schema registry differs from this build's schemas, and mends that.",
    footer = {
      "",
      "Examples:",
      "  schemas diff         # changes nothing; exit code 1 when something differs",
      "  schemas apply        # registers what is missing; exit code 1 when the registry refuses",
      "",
      "The registry is schema.registry.url of kafka.properties in config/speed.yaml or of"
          + " --kafka-config."
    })
public final class SchemasCommand implements Callable<Integer> {
  private enum Action {
    DIFF,
    APPLY
  }

  @Mixin private Settings settings = new Settings();

  @Parameters(index = "0", description = "diff or apply.")
  private Action action = Action.DIFF;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    KafkaSettings kafka = settings.kafka(settings.configuration());
    if (!kafka.usesRegistry()) {
      throw new CommandException(
          CommandException.USAGE,
          "no schema registry is configured: set schema.registry.url in kafka.properties of"
              + " config/speed.yaml, or in a file for --kafka-config");
    }
    SchemaAdmin admin = SchemaAdmin.open(kafka);
    List<SchemaChange> changes = admin.diff();
    changes.forEach(change -> out.println(change.describe()));
    if (changes.isEmpty()) {
      out.println("schemas are as this build needs them");
    }
    if (action == Action.APPLY) {
      admin.apply(changes);
      boolean refused = changes.stream().anyMatch(SchemaChange.Incompatible.class::isInstance);
      return refused ? CommandException.FAILURE : CommandException.OK;
    }
    return changes.isEmpty() ? CommandException.OK : CommandException.FAILURE;
  }
}
