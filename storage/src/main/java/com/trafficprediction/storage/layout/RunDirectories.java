package com.trafficprediction.storage.layout;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Finds and removes what runs left in HDFS: {@code features/<run>} and {@code models/<run>}. */
public final class RunDirectories {
  private final FileSystem files;
  private final HdfsLayout layout;

  public RunDirectories(FileSystem files, HdfsLayout layout) {
    this.files = files;
    this.layout = layout;
  }

  /** Every run with a directory, finished or not, oldest first. */
  public List<RunId> listRuns() throws IOException {
    Set<RunId> runs = new TreeSet<>();
    for (Path parent : List.of(layout.features(), layout.models())) {
      if (files.exists(parent)) {
        for (FileStatus child : files.listStatus(parent)) {
          addRun(child.getPath().getName(), runs);
        }
      }
    }
    return List.copyOf(runs);
  }

  /**
   * Deletes the directories of every run that is not kept, what killed jobs staged included. The
   * caller holds the run lock, and keeps the live run and the run of the live model.
   *
   * @return the runs that were deleted, oldest first
   */
  public List<RunId> prune(Set<RunId> kept) throws IOException {
    List<RunId> deleted = new ArrayList<>();
    for (RunId run : listRuns()) {
      if (!kept.contains(run)) {
        for (Path directory : List.of(layout.features(run), layout.models(run))) {
          files.delete(directory, true);
          StagedOutput.deleteStaged(files, directory);
        }
        deleted.add(run);
      }
    }
    return deleted;
  }

  private static void addRun(String directory, Set<RunId> runs) {
    String name = StagedOutput.targetOf(directory).orElse(directory);
    if (name.startsWith("run-")) {
      runs.add(new RunId(name));
    }
  }
}
