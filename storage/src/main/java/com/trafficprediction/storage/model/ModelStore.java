package com.trafficprediction.storage.model;

import com.trafficprediction.storage.layout.CommittedOutput;
import com.trafficprediction.storage.layout.FileBytes;
import com.trafficprediction.storage.layout.HdfsLayout;
import com.trafficprediction.storage.layout.IncompleteOutputException;
import com.trafficprediction.storage.layout.OutputManifest;
import com.trafficprediction.storage.layout.RunId;
import com.trafficprediction.storage.layout.StagedOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Owner of {@code models/<run>}. A bundle is written once, whole; reading compares each file's
 * SHA-256 with the manifest before a byte is handed out. Thread-safe.
 */
public final class ModelStore {
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*(/[A-Za-z0-9][A-Za-z0-9_.-]*)*");

  private final FileSystem files;
  private final HdfsLayout layout;

  public ModelStore(FileSystem files, HdfsLayout layout) {
    this.files = files;
    this.layout = layout;
  }

  /**
   * Writes a bundle.
   *
   * @param bundle bytes by file name, such as {@code gradient_boosted_trees/15.bin}
   * @param manifest what it was made from; the file list is filled in
   * @throws org.apache.hadoop.fs.FileAlreadyExistsException when the run has a bundle
   */
  public void write(RunId run, Map<String, byte[]> bundle, OutputManifest manifest)
      throws IOException {
    bundle.keySet().forEach(ModelStore::requireName);
    try (StagedOutput output = StagedOutput.open(files, layout.models(run))) {
      for (Map.Entry<String, byte[]> entry : bundle.entrySet()) {
        Path file = new Path(output.directory(), entry.getKey());
        try (FSDataOutputStream out = files.create(file, false)) {
          out.write(entry.getValue());
        }
      }
      output.commit(manifest);
    }
  }

  /**
   * Opens a bundle.
   *
   * @throws IncompleteOutputException when the run has none, or not a whole one
   */
  public Bundle open(RunId run) throws IOException {
    return new Bundle(CommittedOutput.open(files, layout.models(run)));
  }

  /** Runs with a whole bundle, oldest first. */
  public List<RunId> listRuns() throws IOException {
    List<RunId> runs = new ArrayList<>();
    if (!files.exists(layout.models())) {
      return runs;
    }
    for (FileStatus status : files.listStatus(layout.models())) {
      String name = status.getPath().getName();
      if (name.startsWith("run-") && CommittedOutput.isCommitted(files, status.getPath())) {
        runs.add(new RunId(name));
      }
    }
    runs.sort(Comparator.naturalOrder());
    return runs;
  }

  /** A committed bundle. */
  public final class Bundle {
    private final CommittedOutput output;

    private Bundle(CommittedOutput output) {
      this.output = output;
    }

    public OutputManifest manifest() {
      return output.manifest();
    }

    /** Names of its files, sorted. */
    public List<String> names() {
      return manifest().files().stream().map(OutputManifest.DataFile::path).toList();
    }

    /**
     * The bytes of a file, after their hash was compared.
     *
     * @throws IncompleteOutputException when the bundle has no such file, or other bytes than were
     *     committed
     */
    public byte[] read(String name) throws IOException {
      OutputManifest.DataFile listed =
          manifest().files().stream()
              .filter(file -> file.path().equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IncompleteOutputException(
                          output.directory(),
                          "has no file " + name + ", only " + names(),
                          "Train again, or name another run"));
      byte[] bytes = FileBytes.readAll(files, new Path(output.directory(), name));
      String actual = FileBytes.sha256(bytes);
      if (!actual.equals(listed.sha256())) {
        throw new IncompleteOutputException(
            output.directory(),
            "holds " + name + " with SHA-256 " + actual + ", not " + listed.sha256(),
            "The file was changed after training: it is not used. Train again");
      }
      return bytes;
    }
  }

  private static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'" + name + "' cannot name a file of a bundle: letters, digits, . _ - and / only");
    }
  }
}
