package com.trafficprediction.storage.layout;

import com.trafficprediction.storage.json.StoredJson;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Output that appears whole or not at all. A job writes to {@link #directory}, a sibling of the
 * target; {@link #commit} hashes the files, adds the manifest and {@code _SUCCESS}, and renames the
 * directory: with that one rename it counts.
 *
 * <pre>{@code
 * try (StagedOutput output = StagedOutput.open(files, layout.windows(run))) {
 *   FileOutputFormat.setOutputPath(job, output.directory());
 *   ...
 *   output.commit(OutputManifest.builder("windows", version, clock.instant()).build());
 * }
 * }</pre>
 *
 * <p>Every attempt stages under a name of its own: when two processes compute the same target, the
 * first to commit wins and the other is told so. What killed attempts left behind is removed by the
 * next commit of the target. Not thread-safe.
 */
public final class StagedOutput implements AutoCloseable {
  private static final String STAGING = "_staging.";
  private static final String ATTEMPT = "~";

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
   * Prepares to write a directory; removes what is there without {@code _SUCCESS}. While it is
   * there nobody can commit, so that a finished output is not removed by mistake.
   *
   * @throws FileAlreadyExistsException when a finished output is there: it is never replaced
   */
  public static StagedOutput open(FileSystem files, Path target) throws IOException {
    if (files.exists(target)) {
      if (CommittedOutput.isCommitted(files, target)) {
        throw new FileAlreadyExistsException(
            target
                + " is finished already and is never overwritten. Start a new run, or delete it");
      }
      files.delete(target, true);
    }
    return new StagedOutput(files, target, stagingOf(target, UUID.randomUUID().toString()));
  }

  /** Where an attempt writes the output for a target before it is committed. */
  static Path stagingOf(Path target, String attempt) {
    return new Path(target.getParent(), STAGING + target.getName() + ATTEMPT + attempt);
  }

  /** The name of the target that a staging directory is for; empty when it is none. */
  static Optional<String> targetOf(String directory) {
    int attempt = directory.lastIndexOf(ATTEMPT);
    return directory.startsWith(STAGING) && attempt > 0
        ? Optional.of(directory.substring(STAGING.length(), attempt))
        : Optional.empty();
  }

  /** Removes what all attempts at a target left. */
  static void deleteStaged(FileSystem files, Path target) throws IOException {
    if (!files.exists(target.getParent())) {
      return;
    }
    for (FileStatus sibling : files.listStatus(target.getParent())) {
      String name = sibling.getPath().getName();
      if (targetOf(name).equals(Optional.of(target.getName()))) {
        files.delete(sibling.getPath(), true);
      }
    }
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
    // MapReduce's own committer may have put one there, before the manifest.
    files.delete(new Path(staging, CommittedOutput.SUCCESS), false);
    FileBytes.createAtomically(
        files, new Path(staging, OutputManifest.FILE_NAME), StoredJson.write(complete));
    FileBytes.createAtomically(files, new Path(staging, CommittedOutput.SUCCESS), new byte[0]);
    FileBytes.renameNew(files, staging, target);
    committed = true;
    deleteStaged(files, target);
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
