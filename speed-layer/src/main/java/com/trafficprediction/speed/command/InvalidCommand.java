package com.trafficprediction.speed.command;

import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.codec.RawDecoder;
import com.trafficprediction.messaging.codec.RawJson;
import com.trafficprediction.messaging.codec.RawMessage;
import com.trafficprediction.messaging.stream.RawSender;
import com.trafficprediction.messaging.stream.TailedRecord;
import com.trafficprediction.messaging.stream.TopicTail;
import com.trafficprediction.messaging.topic.Topic;
import com.trafficprediction.schemas.InvalidEvent;
import com.trafficprediction.schemas.RejectionReason;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code invalid}: shows rejected events, and submits mended ones again. */
@Command(
    name = "invalid",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Shows rejected events with every reason, or submits mended ones again.",
    footer = {
      "",
      "Examples:",
      "  invalid                                  # all that are kept: reasons, then the original",
      "  invalid --reason unknown_segment",
      "  invalid --originals > mended.jsonl       # the originals alone, to be mended in an editor",
      "  invalid --submit mended.jsonl            # a JSON object per line, to traffic-raw",
      "  invalid --submit mended.jsonl --clock 2022-01-27T12:00:00-08:00",
      "",
      "What is submitted is validated like any event, against wall time; what came of a replay is"
          + " too",
      "old for that: --clock says when it was. Avro originals are shown, and submitted, as JSON."
    })
public final class InvalidCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofMillis(500);

  @Mixin private Settings settings = new Settings();

  @Option(
      names = "--reason",
      paramLabel = "CODE",
      description = "Only those rejected for this reason.")
  private @Nullable String reason;

  @Option(names = "--originals", description = "The original events alone, a line each.")
  private boolean originals;

  @Option(
      names = "--submit",
      paramLabel = "FILE",
      description = "Send each line of this file to traffic-raw.")
  private @Nullable Path submit;

  @Option(
      names = "--clock",
      paramLabel = "TIME",
      description = "With --submit: judge the events as if it were then, for those of a replay.")
  private @Nullable String clock;

  @Spec private CommandSpec spec;

  private RawDecoder decoder = new RawDecoder();

  @Override
  public Integer call() throws IOException {
    requireKnownReason();
    KafkaSettings kafka = settings.kafka(settings.configuration());
    decoder = kafka.newRawDecoder();
    return submit == null ? show(kafka) : submit(kafka, submit);
  }

  private void requireKnownReason() {
    List<String> codes =
        Arrays.stream(com.trafficprediction.core.reading.RejectionReason.values())
            .map(known -> known.name().toLowerCase(Locale.ROOT))
            .toList();
    if (reason != null && !codes.contains(reason)) {
      throw new CommandException(
          CommandException.USAGE,
          "there is no reason '" + reason + "'; the reasons are " + String.join(", ", codes));
    }
  }

  private int show(KafkaSettings kafka) {
    PrintWriter out = spec.commandLine().getOut();
    long shown = 0;
    try (TopicTail tail = new TopicTail(kafka, Topic.INVALID, Long.MAX_VALUE)) {
      while (!tail.atFirstEnd()) {
        for (TailedRecord record : tail.poll(PATIENCE)) {
          if (record.value() instanceof InvalidEvent event && wanted(event)) {
            out.println(originals ? original(event) : describe(event));
            shown++;
          }
        }
      }
    }
    spec.commandLine().getErr().printf("%,d rejected events%n", shown);
    return CommandException.OK;
  }

  private int submit(KafkaSettings kafka, Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new CommandException(CommandException.USAGE, "there is no file " + file);
    }
    OptionalLong judgedAt =
        clock == null ? OptionalLong.empty() : OptionalLong.of(Settings.instant(clock));
    long sent = 0;
    try (RawSender sender = new RawSender(kafka)) {
      for (String line : Files.readAllLines(file)) {
        if (!line.isBlank()) {
          sender.send(null, line.getBytes(StandardCharsets.UTF_8), judgedAt);
          sent++;
        }
      }
      sender.flush();
    }
    spec.commandLine().getErr().printf("%,d events submitted to traffic-raw%n", sent);
    return CommandException.OK;
  }

  private boolean wanted(InvalidEvent event) {
    return reason == null
        || event.getReasons().stream().anyMatch(found -> found.getCode().equals(reason));
  }

  private String describe(InvalidEvent event) {
    return event.getRejectedAt()
        + " "
        + event.getReasons().stream()
            .map(InvalidCommand::describe)
            .collect(Collectors.joining("; "))
        + "\n  "
        + original(event);
  }

  private static String describe(RejectionReason reason) {
    return reason.getCode() + ": " + reason.getMessage();
  }

  /** On one line, so that a file of them can be edited and submitted. */
  private String original(InvalidEvent event) {
    ByteBuffer bytes = event.getOriginal().duplicate();
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    boolean json = copy.length == 0 || (copy[0] != 0 && !RawDecoder.isAvro(copy));
    if (!json && decoder.decode(copy) instanceof RawMessage.Parsed parsed) {
      return new String(RawJson.encode(parsed.reading()), StandardCharsets.UTF_8);
    }
    return StandardCharsets.UTF_8.decode(bytes).toString().replaceAll("\\R", " ");
  }
}
