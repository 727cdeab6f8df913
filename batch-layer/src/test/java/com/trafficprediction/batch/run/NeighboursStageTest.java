package com.trafficprediction.batch.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.batch.fixture.LocalRun;
import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.stage.Progress;
import com.trafficprediction.batch.stage.Stages;
import com.trafficprediction.core.network.Capabilities;
import com.trafficprediction.core.network.NeighbourGraph;
import com.trafficprediction.core.network.Neighbours;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.core.reading.Reading;
import com.trafficprediction.core.units.Quantity;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A data set with coordinates and nothing else: slowdowns run from {@code c} over {@code b} to
 * {@code a}, fifteen minutes each; {@code x} is the other carriageway, beside {@code b}.
 */
class NeighboursStageTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2022-02-01T00:00:00Z"), ZoneOffset.UTC);
  private static final long FROM = Instant.parse("2022-01-03T08:00:00Z").toEpochMilli();
  private static final int TRAIN_WINDOWS = 10 * 288;
  private static final int WINDOWS = 20 * 288;
  private static final long WINDOW = 300_000;

  @TempDir Path directory;

  @Test
  void whoLeadsIsDownstreamWhoLagsUpstreamAndTheOtherCarriagewayNeither() throws Exception {
    RunContext run = find("plain", (id, window) -> true);

    Neighbours ofB = run.neighbours().of("b");
    assertThat(run.neighbours().method()).isEqualTo(NeighbourGraph.Method.LAGGED_CORRELATION);
    assertThat(ofB.downstream()).startsWith("c").doesNotContain("x");
    assertThat(ofB.upstream()).doesNotContain("c", "x");
    assertThat(run.neighbours().of("a").downstream()).contains("b");
    assertThat(run.networkHash())
        .as("a version of the network of its own")
        .isNotEqualTo(run.plan().network());
    assertThat(PreparationStages.neighbours(CLOCK).isDone(run)).isTrue();
  }

  @Test
  void whatComesAfterTheTrainingSplitIsNoEvidence() throws Exception {
    NeighbourGraph whole = find("whole", (id, window) -> true).neighbours();
    NeighbourGraph cut = find("cut", (id, window) -> window < TRAIN_WINDOWS).neighbours();

    assertThat(cut.bySegment()).isEqualTo(whole.bySegment()).containsKeys("a", "b", "c", "x");
  }

  private interface Seen {
    boolean test(String id, int window);
  }

  private RunContext find(String name, Seen seen) throws Exception {
    Configuration conf = LocalRun.configuration(directory.resolve(name));
    Network network =
        new Network(
            "coordinates",
            true,
            ZoneId.of("America/Los_Angeles"),
            Set.of(),
            new Capabilities(false, false, false, false, false),
            List.of(place("a", 34.00), place("b", 34.01), place("c", 34.02), place("x", 34.0101)));
    RunContext planned =
        LocalRun.plan(
            conf,
            network,
            new NeighbourGraph(NeighbourGraph.Method.LAGGED_CORRELATION, Map.of()),
            FROM,
            FROM + WINDOWS * WINDOW,
            50,
            LocalRun.writeEvents(conf, List.of(readings(seen))));
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    Stages stages = new Stages(new Progress(nowhere, false));
    assertThat(PreparationStages.neighbours(CLOCK).isDone(planned)).isFalse();
    for (RunStage stage :
        List.of(
            PreparationStages.windows(CLOCK),
            PreparationStages.profiles(CLOCK),
            PreparationStages.neighbours(CLOCK))) {
      stage.execute(conf, planned, stages);
    }
    return RunContext.open(conf, planned.run());
  }

  private static Segment place(String id, double latitude) {
    return new Segment(id, id, latitude, -118.0, null, Double.NaN, 0);
  }

  /** In the second half the wave runs the other way: evidence from there would turn it round. */
  private static List<Reading> readings(Seen seen) {
    double[] wave = wave(1);
    double[] other = wave(2);
    List<Reading> readings = new ArrayList<>();
    for (int i = 6; i < WINDOWS - 6; i++) {
      int sign = i < TRAIN_WINDOWS ? 1 : -1;
      add(readings, "c", i, wave[i], seen);
      add(readings, "b", i, wave[i - 3 * sign], seen);
      add(readings, "a", i, wave[i - 6 * sign], seen);
      add(readings, "x", i, other[i], seen);
    }
    return readings;
  }

  private static void add(
      List<Reading> readings, String id, int window, double deviation, Seen seen) {
    if (seen.test(id, window)) {
      long at = FROM + window * WINDOW;
      int speed = (int) Math.max(0, 80_00 + deviation);
      readings.add(
          new Reading(id + at, id, at, 300, speed, Quantity.ABSENT, Quantity.ABSENT, 100_00));
    }
  }

  /** A deviation that wanders and comes back. */
  private static double[] wave(long seed) {
    Random random = new Random(seed);
    double[] wave = new double[WINDOWS];
    for (int i = 1; i < WINDOWS; i++) {
      wave[i] = 0.9 * wave[i - 1] + 5_00 * random.nextGaussian();
    }
    return wave;
  }
}
