package com.trafficprediction.storage.layout;

import com.trafficprediction.storage.json.StoredJson;
import java.io.IOException;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Output that appears whole or not at all. A job writes to {@link #directory}, a sibling of the
 * target; {@link #commit} hashes the files, adds the manifest, renames the directory and marks it
 * {@code _SUCCESS}.
 *
 * <pre>{@code
 * try (StagedOutput output = StagedOutput.open(files, layout.windows(run))) {
 *   FileOutputFormat.setOutputPath(job, output.directory());
 *   ...
 *   output.commit(OutputManifest.builder("windows", version, clock.instant()).build());
 * }
 * }</pre>
 *
 * <p>What a killed attempt leaves behind is removed when the same target is opened again. Two
 * processes must not write one target at a time: the run lock sees to that. Not thread-safe.
 */
public final class StagedOutput implements AutoCloseable {
  static final String STAGING = "_staging.";

  private final FileSystem files;
  private final Path target;
  private final Path staging;
  private boolean committed;

  private StagedOutput(FileSystem files, Path target, Path staging) {
    this.files = files;
    this.target = target;
    this.staging = staging;
  }

  /**
   * Prepares to write a directory; removes what an unfinished attempt left.
   *
   * @throws FileAlreadyExistsException when a finished output is there: it is never replaced
   */
  public static StagedOutput open(FileSystem files, Path target) throws IOException {
    if (CommittedOutput.isCommitted(files, target)) {
      throw new FileAlreadyExistsException(
          target + " is finished already and is never overwritten. Start a new run, or delete it");
    }
    Path staging = stagingOf(target);
    files.delete(staging, true);
    files.delete(target, true);
    return new StagedOutput(files, target, staging);
  }

  /** Where the output for a target is written before it is committed. */
  static Path stagingOf(Path target) {
    return new Path(target.getParent(), STAGING + target.getName());
  }

  /** Where to write. Does not exist yet, as {@code FileOutputFormat} demands. */
  public Path directory() {
    return staging;
  }

  /**
   * Makes the output count. The manifest's file list is filled in here.
   *
   * @return the finished output
   */
  public CommittedOutput commit(OutputManifest manifest) throws IOException {
    if (committed) {
      throw new IllegalStateException(target + " is committed already");
    }
    files.mkdirs(staging);
    OutputManifest complete = manifest.withFiles(FileBytes.describe(files, staging));
    files.delete(new Path(staging, CommittedOutput.SUCCESS), false);
    FileBytes.createAtomically(
        files, new Path(staging, OutputManifest.FILE_NAME), StoredJson.write(complete));
    FileBytes.renameNew(files, staging, target);
    FileBytes.createAtomically(files, new Path(target, CommittedOutput.SUCCESS), new byte[0]);
    committed = true;
    return new CommittedOutput(target, complete);
  }

  /** Removes what was written, unless it was committed. */
  @Override
  public void close() throws IOException {
    if (!committed) {
      files.delete(staging, true);
    }
  }
}
