package com.trafficprediction.batch.neighbours;

import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.stage.CodeVersion;
import com.trafficprediction.batch.stage.StageReport;
import com.trafficprediction.batch.stage.Stages;
import com.trafficprediction.core.network.NeighbourGraph;
import com.trafficprediction.core.network.Neighbours;
import com.trafficprediction.storage.layout.OutputManifest;
import com.trafficprediction.storage.layout.StagedOutput;
import com.trafficprediction.storage.network.NetworkStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Finds the neighbours of a run and stores them as a version of the network. */
public final class NeighboursStage {
  private final Clock clock;

  public NeighboursStage(Clock clock) {
    this.clock = clock;
  }

  /**
   * Runs the job, stores the graph, and makes the run use it.
   *
   * @param profiles index of the profiles of the evaluation fit
   */
  public void execute(
      Configuration conf, RunContext run, List<Path> windows, Path profiles, Stages stages)
      throws IOException, InterruptedException, ClassNotFoundException {
    try (StagedOutput output = StagedOutput.open(run.files(), run.layout().neighbours(run.run()))) {
      StageReport report =
          stages.run(NeighboursJob.createJob(conf, run, windows, profiles, output.directory()));
      NeighbourGraph graph =
          new NeighbourGraph(
              NeighbourGraph.Method.LAGGED_CORRELATION, read(run, output.directory()));
      String hash = new NetworkStore(run.files(), run.layout()).save(run.network(), graph);
      output.commit(
          report
              .cost()
              .describe(
                  OutputManifest.builder("neighbours", CodeVersion.current(), clock.instant()))
              .id(run.plan().run())
              .inputs(windows.stream().map(Path::toString).toList())
              .counts(report.counted())
              .setting(RunContext.NETWORK, hash)
              .seed(run.plan().seed())
              .build());
    }
  }

  private static Map<String, Neighbours> read(RunContext run, Path directory) throws IOException {
    Map<String, Neighbours> bySegment = new HashMap<>();
    for (FileStatus part : run.files().globStatus(new Path(directory, "part-*"))) {
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(run.files().open(part.getPath()), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          String[] fields = line.split("\t", -1);
          bySegment.put(fields[0], new Neighbours(ids(fields[1]), ids(fields[2]), List.of()));
        }
      }
    }
    return bySegment;
  }

  private static List<String> ids(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(",", -1));
  }
}
