package com.trafficprediction.storage.layout;

import com.trafficprediction.storage.json.StoredJson;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A directory that a job finished: it has {@code _SUCCESS} and a manifest, and the listed files are
 * there with the listed lengths.
 *
 * @param directory where it lies
 * @param manifest what it holds
 */
public record CommittedOutput(Path directory, OutputManifest manifest) {
  /** Marker of a finished directory, as MapReduce spells it. */
  public static final String SUCCESS = "_SUCCESS";

  private static final String REMEDY =
      "The job that writes it failed or still runs: look at its log, then run it again";

  /**
   * Opens a finished directory.
   *
   * @throws IncompleteOutputException when there is none, or files are gone or cut short
   */
  public static CommittedOutput open(FileSystem files, Path directory) throws IOException {
    if (!files.exists(directory)) {
      throw new IncompleteOutputException(directory, "does not exist", REMEDY);
    }
    if (!isCommitted(files, directory)) {
      throw new IncompleteOutputException(
          directory, "has no " + SUCCESS + " and " + OutputManifest.FILE_NAME, REMEDY);
    }
    Path file = new Path(directory, OutputManifest.FILE_NAME);
    OutputManifest manifest =
        StoredJson.read(FileBytes.readAll(files, file), OutputManifest.class, file.toString());
    for (OutputManifest.DataFile listed : manifest.files()) {
      requireLength(files, directory, listed);
    }
    return new CommittedOutput(directory, manifest);
  }

  /** True when a job finished this directory. */
  public static boolean isCommitted(FileSystem files, Path directory) throws IOException {
    return files.exists(new Path(directory, SUCCESS))
        && files.exists(new Path(directory, OutputManifest.FILE_NAME));
  }

  /** Absolute paths of the data files, sorted. */
  public List<Path> files() {
    return manifest.files().stream().map(file -> new Path(directory, file.path())).toList();
  }

  /** Absolute paths of the data files below one sub-directory, sorted. */
  public List<Path> filesUnder(String subdirectory) {
    return manifest.files().stream()
        .map(OutputManifest.DataFile::path)
        .filter(path -> path.startsWith(subdirectory + "/"))
        .map(path -> new Path(directory, path))
        .toList();
  }

  /**
   * Reads every data file and compares its SHA-256 with the manifest's.
   *
   * @throws IncompleteOutputException at the first that differs
   */
  public void verifyHashes(FileSystem files) throws IOException {
    for (OutputManifest.DataFile listed : manifest.files()) {
      String actual = FileBytes.sha256(files, new Path(directory, listed.path()));
      if (!actual.equals(listed.sha256())) {
        throw new IncompleteOutputException(
            directory,
            "holds " + listed.path() + " with SHA-256 " + actual + ", not " + listed.sha256(),
            "The file was changed after the commit: run the job again");
      }
    }
  }

  private static void requireLength(
      FileSystem files, Path directory, OutputManifest.DataFile listed) throws IOException {
    Path file = new Path(directory, listed.path());
    if (!files.exists(file)) {
      throw new IncompleteOutputException(directory, "lacks its file " + listed.path(), REMEDY);
    }
    long length = files.getFileStatus(file).getLen();
    if (length != listed.bytes()) {
      throw new IncompleteOutputException(
          directory,
          "holds " + listed.path() + " with " + length + " bytes, not " + listed.bytes(),
          REMEDY);
    }
  }
}
