package com.trafficprediction.speed.command;

import com.trafficprediction.messaging.topic.TopicAdmin;
import com.trafficprediction.messaging.topic.TopicChange;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code topics}: compares the declared topics with a cluster's, and makes up the difference. */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Shows how the cluster's topics differ from the declared ones, and mends that.",
    footer = {
      "",
      "Examples:",
      "  topics diff          # changes nothing; exit code 1 when something differs",
      "  topics apply         # creates what is missing; again and again if you like",
      "",
      "The declared topics are in docs/tables.md; partitions and copies in config/speed.yaml."
    })
public final class TopicsCommand implements Callable<Integer> {
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
    try (TopicAdmin admin = TopicAdmin.open(settings.kafka(settings.configuration()))) {
      List<TopicChange> changes = admin.diff();
      changes.forEach(change -> out.println(change.describe()));
      if (action == Action.APPLY) {
        admin.apply(changes);
      }
      if (changes.isEmpty()) {
        out.println("topics are as declared");
      }
      boolean differs = changes.stream().anyMatch(c -> !(c instanceof TopicChange.OtherPartitions));
      return action == Action.DIFF && differs ? CommandException.FAILURE : CommandException.OK;
    }
  }
}
