package com.trafficprediction.speed.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.reading.RawReading;
import com.trafficprediction.core.reading.Reading;
import com.trafficprediction.core.reading.ReadingValidator;
import com.trafficprediction.core.reading.ReferenceClock;
import com.trafficprediction.core.reading.Validation;
import com.trafficprediction.core.window.WindowSums;
import com.trafficprediction.feeds.dataset.Dataset;
import com.trafficprediction.feeds.source.FeedRow;
import com.trafficprediction.feeds.source.ReadingsReader;
import com.trafficprediction.feeds.source.ReadingsSplit;
import com.trafficprediction.messaging.codec.RawJson;
import com.trafficprediction.messaging.stream.RawSender;
import com.trafficprediction.schemas.WindowState;
import com.trafficprediction.speed.replaying.Replay;
import com.trafficprediction.speed.replaying.ReplayProgress;
import com.trafficprediction.speed.replaying.ReplaySpeed;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Given a whole data set, replayed as fast as possible through a real broker while the speed layer
 * is killed now and then, four computations agree cell by cell: the windows in HBase, those folded
 * here from the archive, those of the batch layer's job {@code windows} over the archive, and a
 * fold of the files that knows nothing of streams.
 *
 * <p>Takes some minutes and says how far it is:
 *
 * <pre>
 * mvn verify -pl speed-layer,batch-layer -am -Dtraffic.long=true \
 *   -Dtest=NoUnitTest -Dit.test=WholeDatasetIT -Dsurefire.failIfNoSpecifiedTests=false \
 *   -Dfailsafe.failIfNoSpecifiedTests=false
 * </pre>
 *
 * <p>{@code -Dtraffic.long.until} ends the real data earlier, {@code -Dtraffic.long.days} is the
 * length of the synthetic data. Figures are left in {@code target/whole-*.txt}.
 */
@Timeout(3_600)
@EnabledIfSystemProperty(named = "traffic.long", matches = "true")
class WholeDatasetIT {
  private static final Path REAL = Path.of("..", "datasets", "pems-orange-2022.yaml");
  private static final long SEED = 20221122L;
  private static final int SEGMENTS = 80;

  @TempDir Path directory;

  private final Path data =
      Path.of(
          System.getenv().getOrDefault("TRAFFIC_DATA", "../../shared/data"), "pems-orange-2022");
  private final Replay.Range range =
      new Replay.Range(
          Long.MIN_VALUE,
          Instant.parse(System.getProperty("traffic.long.until", "2100-01-01T00:00:00Z"))
              .toEpochMilli());

  @BeforeAll
  static void requireBatchLayer() {
    BatchJobs.requireBuilt();
  }

  @Test
  void everyWindowOfTheRealDataIsWhatTheFilesSay() throws Exception {
    assumeTrue(
        Files.isDirectory(data),
        () -> "SKIPPED: no real readings in " + data + " (TRAFFIC_DATA names another place)");
    Dataset dataset = Dataset.load(REAL);
    try (LongRun run = new LongRun(directory, REAL, data, SEED)) {
      long started = System.nanoTime();
      replay(dataset, run);
      run.note("replayed", started);
      List<Reading> readings = read(dataset);
      Map<String, WindowSums> expected = WindowCells.fold(readings);
      started = System.nanoTime();
      run.run(expected.size(), readings.size());
      run.note("in HBase and in the archive", started);

      run.requireArchived(readings.size());
      WindowCells.requireEqual("HBase", run.windowsInHBase(), expected);
      assertThat(Set.copyOf(run.statesInHBase().values()))
          .as("each reading is a whole window")
          .containsExactly(WindowState.complete);
      WindowCells.requireEqual("the archive", run.windowsFromArchive(), expected);
      started = System.nanoTime();
      long first = readings.stream().mapToLong(Reading::startMillis).min().orElseThrow();
      WindowCells.requireEqual(
          "the batch layer", run.windowsOfBatch(Instant.ofEpochMilli(first)), expected);
      run.note("imported and folded by the batch layer", started);
      run.note(
          "%,d readings, %,d windows: HBase, archive, batch layer and files agree"
              .formatted(readings.size(), expected.size()));
      Files.write(Path.of("target", "whole-real.txt"), run.figures());
    }
  }

  @Test
  void everyWindowOfAShuffledFeedIsWhatWasSent() throws Exception {
    Path dataset = directory.resolve("dataset.yaml");
    Duration length = Duration.ofDays(Integer.getInteger("traffic.long.days", 3));
    Scenario scenario = new Scenario(dataset, SEED, SEGMENTS, length);
    Map<String, WindowSums> onTime = scenario.windows();
    Map<String, WindowSums> all = scenario.windowsOfAll();
    Set<String> late = scenario.lateWindows();
    int valid = (int) scenario.records().stream().filter(Scenario.Sent::valid).count();
    try (LongRun run = new LongRun(directory, dataset, directory, SEED)) {
      long started = System.nanoTime();
      send(scenario, run);
      run.note("sent", started);
      started = System.nanoTime();
      run.run(onTime.size(), valid);
      run.note("in HBase and in the archive", started);

      run.requireArchived(valid);
      WindowCells.requireEqual("HBase", run.windowsInHBase(), onTime);
      WindowCells.requireStates("HBase", run.statesInHBase(), scenario.states());
      WindowCells.requireEqual("the archive", run.windowsFromArchive(), all);
      started = System.nanoTime();
      Map<String, WindowSums> batch = run.windowsOfBatch(Instant.ofEpochMilli(scenario.start()));
      WindowCells.requireEqual("the batch layer", batch, all);
      WindowCells.requireEqual(
          "HBase, where no reading was too late,", without(late, batch), without(late, onTime));
      run.note("imported and folded by the batch layer", started);
      run.note(
          "%,d records, %,d of them valid readings, %,d windows; %,d windows had a reading that came too late: %,d of them are different in HBase, as computed; all others are the same everywhere"
              .formatted(
                  scenario.records().size(),
                  valid,
                  all.size(),
                  late.size(),
                  late.stream().filter(key -> !all.get(key).equals(onTime.get(key))).count()));
      Files.write(Path.of("target", "whole-synthetic.txt"), run.figures());
    }
  }

  private static Map<String, WindowSums> without(Set<String> late, Map<String, WindowSums> cells) {
    return cells.entrySet().stream()
        .filter(cell -> !late.contains(cell.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private void replay(Dataset dataset, LongRun run) throws Exception {
    Clock clock = Clock.systemUTC();
    try (RawSender sender = new RawSender(run.kafka())) {
      ReplayProgress progress =
          new ReplayProgress(
              new PrintWriter(System.err, true, StandardCharsets.UTF_8), false, clock);
      Replay replay =
          new Replay(
              dataset, data, range, Replay.Destination.of(sender), clock, progress, () -> false);
      Path scratch = Files.createDirectory(directory.resolve("scratch"));
      assertThat(replay.run(ReplaySpeed.parse("max"), scratch, directory.resolve("memory")))
          .isTrue();
    }
  }

  private static void send(Scenario scenario, LongRun run) {
    try (RawSender sender = new RawSender(run.kafka())) {
      OptionalLong clock = OptionalLong.of(scenario.end());
      for (Scenario.Sent record : scenario.records()) {
        if (record.valid()) {
          RawReading reading = record.reading().get(0);
          sender.send(reading.segmentId(), RawJson.encode(reading), clock);
        } else {
          sender.send(null, record.garbage().getBytes(StandardCharsets.UTF_8), clock);
        }
      }
      sender.flush();
    }
  }

  /** Every valid reading of the files, each event id once, in whatever order they come. */
  private List<Reading> read(Dataset dataset) throws IOException {
    Network network = dataset.network(data);
    ReadingValidator validator =
        new ReadingValidator(network, dataset.name(), dataset.intervalSeconds());
    Map<String, Reading> byEventId = new HashMap<>();
    for (ReadingsSplit split : dataset.splits(data, 1)) {
      try (ReadingsReader reader = dataset.open(data, split)) {
        while (reader.advance()) {
          if (reader.current() instanceof FeedRow.Parsed parsed
              && wanted(parsed.reading())
              && validator.validate(parsed.reading(), ReferenceClock.UNBOUNDED)
                  instanceof Validation.Valid valid) {
            byEventId.put(valid.reading().eventId(), valid.reading());
          }
        }
      }
    }
    return List.copyOf(byEventId.values());
  }

  private boolean wanted(RawReading reading) {
    Long timestamp = reading.timestampMillis();
    return timestamp != null && timestamp < range.until();
  }
}
