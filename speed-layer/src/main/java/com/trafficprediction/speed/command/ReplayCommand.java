package com.trafficprediction.speed.command;

import com.trafficprediction.feeds.dataset.Dataset;
import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.stream.RawSender;
import com.trafficprediction.speed.replaying.Replay;
import com.trafficprediction.speed.replaying.ReplayProgress;
import com.trafficprediction.speed.replaying.ReplaySpeed;
import com.trafficprediction.storage.speed.SpeedStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code replay}: publishes a data set to traffic-raw. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Publishes a data set's readings to traffic-raw, in the order in which they became known.",
    footer = {
      "",
      "Examples:",
      "  replay --dataset datasets/synthetic.yaml --speed 60x",
      "  replay --dataset datasets/pems-orange-2022.yaml --data DIR --from 2022-01-27T00:00:00-08:00 --speed max",
      "  replay --dataset datasets/synthetic.yaml --from watermark --speed 60x",
      "  replay --dataset datasets/synthetic.yaml --loop       # shifted to now, for ever",
      "",
      "A replay that was stopped goes on where it was; --restart begins again."
    })
public final class ReplayCommand implements Callable<Integer> {
  private static final long STOP_SECONDS = 15;
  private static final String WATERMARK = "watermark";

  @Mixin private Settings settings = new Settings();

  @Option(names = "--dataset", required = true, paramLabel = "FILE", description = "Dataset file.")
  private Path dataset = Path.of("");

  @Option(names = "--data", paramLabel = "DIR", description = "Directory of its files.")
  private @Nullable Path data;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "First instant, such as 2022-01-27T00:00:00-08:00, or 'watermark': what the live run does"
              + " not know yet. Default: the beginning.")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "End, exclusive. Default: the end.")
  private @Nullable String to;

  @Option(
      names = "--speed",
      defaultValue = "1x",
      paramLabel = "N",
      description = "1x, 60x, max. Default: ${DEFAULT-VALUE}.")
  private String speed = "1x";

  @Option(
      names = "--loop",
      description =
          "Shift the data to now and repeat it, at 1x: for looking at, not for learning from"
              + " (batch --no-archive).")
  private boolean loop;

  @Option(names = "--restart", description = "Begin again, although an earlier replay was stopped.")
  private boolean restart;

  @Option(
      names = "--state",
      defaultValue = "${env:TRAFFIC_HOME:-var}/run/replay",
      paramLabel = "DIR",
      description = "Where to remember how far a replay is. Default: ${DEFAULT-VALUE}.")
  private Path state = Path.of("var/run/replay");

  @Spec private CommandSpec spec;

  private final AtomicBoolean stopping = new AtomicBoolean();
  private final CountDownLatch ended = new CountDownLatch(1);

  @Override
  public Integer call() throws IOException, InterruptedException {
    Dataset source = Dataset.load(dataset);
    if (source.needsData() && data == null) {
      throw new CommandException(
          CommandException.USAGE, "data set " + source.name() + " is made of files: give --data");
    }
    KafkaSettings kafka = settings.kafka(settings.configuration());
    Runtime.getRuntime().addShutdownHook(new Thread(this::stopCleanly, "stop"));
    try (RawSender sender = new RawSender(kafka)) {
      return replay(source, sender) ? CommandException.OK : CommandException.FAILURE;
    } catch (IllegalArgumentException e) {
      throw new CommandException(CommandException.USAGE, String.valueOf(e.getMessage()));
    } finally {
      ended.countDown();
    }
  }

  private boolean replay(Dataset source, RawSender sender)
      throws IOException, InterruptedException {
    Clock clock = Clock.systemUTC();
    long begin = begin(clock);
    boolean terminal = "1".equals(System.getenv("TRAFFIC_TERMINAL"));
    Replay replay =
        new Replay(
            source,
            data == null ? Path.of("") : data,
            new Replay.Range(begin, instant(to, Long.MAX_VALUE)),
            Replay.Destination.of(sender),
            clock,
            new ReplayProgress(spec.commandLine().getErr(), terminal, clock),
            stopping::get);
    Path scratch = Files.createTempDirectory("traffic-replay");
    if (loop) {
      replay.loop(scratch);
      return true;
    }
    Path memory = state.resolve(source.name() + "-" + Objects.hash(begin, to, source.text()));
    if (restart) {
      Files.deleteIfExists(memory);
    } else if (Files.exists(memory)) {
      spec.commandLine().getErr().println("going on where it was stopped; --restart begins again");
    }
    return replay.run(ReplaySpeed.parse(speed), scratch, memory);
  }

  /** Runs in the JVM's shutdown: lets the replay confirm what it sent, and remember it. */
  private void stopCleanly() {
    stopping.set(true);
    try {
      boolean unused = ended.await(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long begin(Clock clock) throws IOException {
    if (!WATERMARK.equals(from)) {
      return instant(from, Long.MIN_VALUE);
    }
    return SpeedStorage.at(settings.conf(), clock)
        .findWatermark()
        .orElseThrow(
            () ->
                new CommandException(
                    CommandException.NOT_RUNNING,
                    "no run is live, so there is no watermark: run bin/traffic batch first"))
        .toEpochMilli();
  }

  private static long instant(@Nullable String text, long otherwise) {
    return text == null ? otherwise : Settings.instant(text);
  }
}
