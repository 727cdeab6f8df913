package com.trafficprediction.batch.neighbours;

import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.stage.Stages;
import com.trafficprediction.core.network.NeighbourGraph;
import com.trafficprediction.core.network.Neighbours;
import com.trafficprediction.storage.network.NetworkStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Finds the neighbours of a run and stores them as a version of the network. */
public final class NeighboursStage {
  private NeighboursStage() {}

  /**
   * Runs the job, stores the graph, and makes the run use it.
   *
   * @param profiles index of the profiles of the evaluation fit
   */
  public static void execute(
      Configuration conf, RunContext run, List<Path> windows, Path profiles, Stages stages)
      throws IOException, InterruptedException, ClassNotFoundException {
    Path work = new Path(run.layout().work(run.run()), "neighbours");
    run.files().delete(work, true);
    stages.run(NeighboursJob.createJob(conf, run, windows, profiles, work));
    NeighbourGraph graph =
        new NeighbourGraph(NeighbourGraph.Method.LAGGED_CORRELATION, read(run, work));
    run.useNetwork(new NetworkStore(run.files(), run.layout()).save(run.network(), graph));
    run.files().delete(work, true);
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
