package com.trafficprediction.batch.publishing;

import com.trafficprediction.batch.command.JobException;
import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.profiling.Fit;
import com.trafficprediction.storage.hbase.BatchTable;
import com.trafficprediction.storage.hbase.BulkLoad;
import com.trafficprediction.storage.layout.CommittedOutput;
import com.trafficprediction.storage.layout.HdfsLayout;
import com.trafficprediction.storage.layout.IncompleteOutputException;
import com.trafficprediction.storage.layout.RunId;
import com.trafficprediction.storage.model.ModelStore;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Counters;

/**
 * What a table is filled from.
 *
 * @param table the table
 * @param files finished files of the run
 * @param records records in them, where their job counted
 */
record TableSource(BatchTable table, List<Path> files, OptionalLong records) {
  private static final String RECORDS = "records_out";

  /**
   * The sources of a run's tables.
   *
   * @throws JobException when the run is not complete: it says which job is missing
   */
  static List<TableSource> listOf(RunContext run) throws IOException {
    HdfsLayout layout = run.layout();
    RunId id = run.run();
    FileSystem files = run.files();
    try {
      requireModels(run);
      CommittedOutput profiles = CommittedOutput.open(files, layout.segmentProfiles(id));
      return List.of(
          whole(BatchTable.WINDOWS, CommittedOutput.open(files, layout.windows(id))),
          new TableSource(
              BatchTable.PROFILES,
              profiles.filesUnder(Fit.SERVING.directory()),
              OptionalLong.empty()),
          whole(BatchTable.HOURLY, CommittedOutput.open(files, layout.hourlyAggregates(id))),
          whole(BatchTable.PLANNER, CommittedOutput.open(files, layout.planner(id))));
    } catch (IncompleteOutputException e) {
      throw JobException.failure(
          "run "
              + id
              + " is not published, what is live was left alone: "
              + e.getMessage()
              + ". 'run --run "
              + id
              + "' goes on with it");
    }
  }

  private static TableSource whole(BatchTable table, CommittedOutput output) {
    return new TableSource(table, output.files(), output.manifest().findCount(RECORDS));
  }

  /** Reads every file of the model bundle, and with that compares its hash. */
  private static void requireModels(RunContext run) throws IOException {
    ModelStore.Bundle bundle;
    try {
      bundle = new ModelStore(run.files(), run.layout()).open(run.run());
    } catch (IncompleteOutputException e) {
      throw JobException.failure(
          "run "
              + run.run()
              + " has no model bundle ("
              + e.getMessage()
              + "): it is not published, what is live was left alone. Train it first: 'run --run "
              + run.run()
              + "' goes on with it");
    }
    for (String name : bundle.names()) {
      bundle.read(name);
    }
  }

  /**
   * Checks that every record became a row or was left out as too old.
   *
   * @throws IOException when some are missing
   */
  void requireAll(Counters counters) throws IOException {
    long rows = counters.findCounter(BulkLoad.Counter.ROWS).getValue();
    long old = counters.findCounter(BulkLoad.Counter.TOO_OLD).getValue();
    if (records.isPresent() && rows + old != records.getAsLong()) {
      throw new IOException(
          "the job that fills "
              + table.prefix()
              + " saw "
              + (rows + old)
              + " records, but "
              + records.getAsLong()
              + " were written. The run is not published; what is live was left alone");
    }
  }
}
