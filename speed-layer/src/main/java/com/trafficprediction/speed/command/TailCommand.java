package com.trafficprediction.speed.command;

import com.trafficprediction.messaging.stream.TailedRecord;
import com.trafficprediction.messaging.stream.TopicTail;
import com.trafficprediction.messaging.topic.Topic;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tail}: shows a topic's records, decoded. */
@Command(
    name = "tail",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Shows a topic's records, decoded, as they come.",
    footer = {
      "",
      "Examples:",
      "  tail traffic-events",
      "  tail processed-traffic-aggregates --key 1205678 --last 10 --no-follow",
      "",
      "Topics: traffic-raw, traffic-events, invalid-events, processed-traffic-aggregates,",
      "traffic-predictions, traffic-incidents. Only committed records are shown; no group is joined."
    })
public final class TailCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofMillis(500);

  @Mixin private Settings settings = new Settings();

  @Parameters(index = "0", paramLabel = "TOPIC", description = "The topic.")
  private String topic = "";

  @Option(names = "--key", paramLabel = "SEGMENT", description = "Only this segment's records.")
  private String key = "";

  @Option(
      names = "--last",
      defaultValue = "5",
      paramLabel = "N",
      description =
          "Begin so many offsets before each partition's end; the end of a transaction takes one,"
              + " too. Default: ${DEFAULT-VALUE}.")
  private long last = 5;

  @Option(names = "--all", description = "Begin with the oldest record there is.")
  private boolean all;

  @Option(
      names = "--follow",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Wait for further records. Default: yes; --no-follow ends at the end.")
  private boolean follow = true;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try (TopicTail tail =
        new TopicTail(
            settings.kafka(settings.configuration()), topic(), all ? Long.MAX_VALUE : last)) {
      while (!out.checkError()) {
        for (TailedRecord record : tail.poll(PATIENCE)) {
          if (key.isEmpty() || key.equals(record.key())) {
            out.println(line(record));
          }
        }
        if (!follow && tail.atFirstEnd()) {
          break;
        }
      }
    }
    return CommandException.OK;
  }

  private Topic topic() {
    try {
      return Topic.get(topic);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private static String line(TailedRecord record) {
    return "%d:%d %s %s %s"
        .formatted(
            record.partition(),
            record.offset(),
            Instant.ofEpochMilli(record.appendedAtMillis()),
            record.key(),
            record.text());
  }
}
