package com.trafficprediction.batch.ingest;

import com.trafficprediction.feeds.source.FeedException;
import com.trafficprediction.storage.layout.FileBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;

/**
 * What stopped a task, left beside its output: MapReduce hands exceptions of tasks to the log, and
 * whoever started the import should not have to look there for the file and line that are wrong.
 */
final class ImportProblem {
  private static final String FILE = "_problem.txt";

  private ImportProblem() {}

  /** Leaves what a task met. */
  static void leave(TaskAttemptContext task, FeedException problem) throws IOException {
    Path file = new Path(FileOutputFormat.getOutputPath(task), FILE);
    FileBytes.replaceAtomically(
        file.getFileSystem(task.getConfiguration()),
        file,
        String.valueOf(problem.getMessage()).getBytes(StandardCharsets.UTF_8));
  }

  /** What a task left below a job's output, if any did. */
  static Optional<String> find(FileSystem files, Path output) throws IOException {
    Path file = new Path(output, FILE);
    return files.exists(file)
        ? Optional.of(new String(FileBytes.readAll(files, file), StandardCharsets.UTF_8))
        : Optional.empty();
  }
}
