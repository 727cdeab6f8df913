package com.trafficprediction.batch.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.batch.Driver;
import com.trafficprediction.batch.fixture.LocalRun;
import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.stage.Progress;
import com.trafficprediction.batch.stage.Stages;
import com.trafficprediction.core.network.Capabilities;
import com.trafficprediction.core.network.ChainPosition;
import com.trafficprediction.core.network.Direction;
import com.trafficprediction.core.network.LaneType;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.network.PostmileNeighbours;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.core.reading.Reading;
import com.trafficprediction.core.window.TrafficWindow;
import com.trafficprediction.core.window.WindowFold;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.schemas.WindowState;
import com.trafficprediction.storage.layout.CommittedOutput;
import com.trafficprediction.storage.layout.OutputManifest;
import com.trafficprediction.storage.layout.StagedOutput;
import com.trafficprediction.storage.parquet.ParquetSink;
import com.trafficprediction.storage.records.WindowRecords;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The heap of {@code features} is bounded by buffers and rings, whatever the length of the data: in
 * a JVM whose heap could not hold the rows, four times the data pass as the first did.
 */
class FeaturesMemoryIT {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2022-06-01T00:00:00Z"), ZoneOffset.UTC);
  private static final long FROM = Instant.parse("2022-01-03T08:00:00Z").toEpochMilli();
  private static final int SEGMENTS = 20;
  private static final int DAYS = 9;
  private static final String HEAP = "72m";

  @TempDir Path directory;

  @Test
  void fourTimesTheDataNeedNoMoreHeap() throws Exception {
    int one = peakMegabytes(DAYS);
    int four = peakMegabytes(4 * DAYS);

    System.out.printf(
        "features, heap in use after full collections, at most: %d MB for %,d rows, %d MB for %,d rows%n",
        one, rows(DAYS), four, rows(4 * DAYS));
    // The rows that come on top take 50 MB.
    assertThat(four).isLessThan(one + 15);
  }

  private static long rows(int days) {
    return (long) SEGMENTS * days * Windows.PER_DAY;
  }

  /** Computes the features of so many days in a small JVM; the most that survived a collection. */
  private int peakMegabytes(int days) throws Exception {
    Configuration conf = LocalRun.configuration(directory.resolve("days" + days));
    RunContext run = prepare(conf, days);
    Path log = directory.resolve("gc" + days + ".log");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP,
                "-XX:+UseSerialGC",
                "-Xlog:gc:file=" + log,
                "-cp",
                System.getProperty("java.class.path"),
                Driver.class.getName(),
                "features"));
    for (String key :
        List.of(
            "fs.defaultFS",
            "mapreduce.framework.name",
            "hadoop.tmp.dir",
            "mapreduce.task.io.sort.mb",
            RunContext.ROOT)) {
      command.add("-D" + key + "=" + conf.get(key));
    }
    command.addAll(
        List.of(
            "-Dmapreduce.job.reduces=1",
            "-Dmapreduce.local.map.tasks.maximum=1",
            "-Dmapreduce.reduce.shuffle.input.buffer.percent=0.1",
            "--run",
            run.run().value()));
    File said = directory.resolve("said" + days + ".txt").toFile();
    int exit =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(said)
            .start()
            .waitFor();
    assertThat(exit).as("features of %d days: %s", days, Files.readString(said.toPath())).isZero();
    OutputManifest manifest =
        CommittedOutput.open(run.files(), run.layout().mlFeatures(run.run())).manifest();
    assertThat(manifest.findCount("records_out").orElse(0)).isGreaterThan(rows(days) * 98 / 100);
    return peak(log);
  }

  /** The most that a full collection left, as in {@code Pause Full (…) 60M->35M(93M)}. */
  private static int peak(Path log) throws IOException {
    Pattern after = Pattern.compile("Pause Full.*->(\\d+)M\\(");
    int peak = 0;
    for (String line : Files.readAllLines(log)) {
      Matcher matcher = after.matcher(line);
      while (matcher.find()) {
        peak = Math.max(peak, Integer.parseInt(matcher.group(1)));
      }
    }
    assertThat(peak).isPositive();
    return peak;
  }

  private static RunContext prepare(Configuration conf, int days) throws Exception {
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < SEGMENTS; i++) {
      ChainPosition position = new ChainPosition("I5", Direction.NORTH, LaneType.MAINLINE, i);
      String id = "s%02d".formatted(i);
      segments.add(new Segment(id, id, 33.7 + i / 111.2, -117.9, position, 1.0, 4));
    }
    Network network =
        new Network(
            "memory",
            true,
            ZoneId.of("America/Los_Angeles"),
            Set.of(),
            new Capabilities(true, true, true, true, true),
            segments);
    long until = FROM + Windows.MILLIS * Windows.PER_DAY * days;
    RunContext run =
        LocalRun.plan(conf, network, PostmileNeighbours.of(network), FROM, until, 70, List.of());
    writeWindows(conf, run);
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    Stages stages = new Stages(new Progress(nowhere, false));
    PreparationStages.profiles(CLOCK).execute(conf, run, stages);
    PreparationStages.networkMeans(CLOCK).execute(conf, run, stages);
    return run;
  }

  private static void writeWindows(Configuration conf, RunContext run) throws IOException {
    Random random = new Random(1);
    try (StagedOutput output = StagedOutput.open(run.files(), run.layout().windows(run.run()))) {
      org.apache.hadoop.fs.Path file =
          new org.apache.hadoop.fs.Path(output.directory(), "part-0.parquet");
      try (ParquetSink<com.trafficprediction.schemas.TrafficWindow> sink =
          ParquetSink.create(conf, file, com.trafficprediction.schemas.TrafficWindow.class)) {
        for (Segment segment : run.network().segments()) {
          for (long at = FROM; at < run.plan().untilMillis(); at += Windows.MILLIS) {
            WindowFold fold = new WindowFold();
            fold.add(
                new Reading(
                    segment.id() + at,
                    segment.id(),
                    at,
                    Windows.SECONDS,
                    60_00 + random.nextInt(50_00),
                    100 + random.nextInt(300),
                    random.nextInt(30_00),
                    100_00));
            sink.write(
                WindowRecords.toRecord(
                    new TrafficWindow(segment.id(), at, fold.sums()), 0, WindowState.closed));
          }
        }
      }
      output.commit(OutputManifest.builder("windows", "test", Instant.EPOCH).build());
    }
  }
}
