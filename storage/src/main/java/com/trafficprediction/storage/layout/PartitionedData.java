package com.trafficprediction.storage.layout;

import com.trafficprediction.storage.json.StoredJson;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A data set that grows by commits: files in date partitions, and one manifest per commit under
 * {@code _manifests}. A file counts when a manifest that no other supersedes lists it, so a commit
 * over many partitions is one rename, and a reader that has its list is not disturbed by the next.
 *
 * <p>Used for {@code raw/} (a commit per import) and the archived streams (a commit per flush).
 * Instances hold no state beyond their names; concurrent commits under different ids are safe.
 */
public final class PartitionedData {
  private static final String MANIFESTS = "_manifests";
  private static final String SUFFIX = ".json";
  private static final String STAGING = "_staging.";
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]*");

  private final FileSystem files;
  private final Path root;

  /** The data set below {@code root}; nothing needs to exist yet. */
  public PartitionedData(FileSystem files, Path root) {
    this.files = files;
    this.root = root;
  }

  /**
   * Where a commit's files are written, in partition sub-directories. Does not exist when no
   * attempt under this id has run; what a killed one left is removed.
   *
   * @param id the commit: letters, digits, dots and hyphens
   */
  public Path stage(String id) throws IOException {
    Path staging = stagingOf(id);
    files.delete(staging, true);
    return staging;
  }

  /**
   * Makes the staged files count: moves each to its partition, named after the commit, then puts
   * the manifest in place with one rename that overwrites nothing.
   *
   * @return the manifest as stored
   * @throws org.apache.hadoop.fs.FileAlreadyExistsException when the id is committed already; its
   *     files are left alone
   */
  public OutputManifest commit(OutputManifest manifest) throws IOException {
    String id = manifest.id();
    Path staging = stagingOf(id);
    Path manifestFile = manifestOf(id);
    if (files.exists(manifestFile)) {
      throw new org.apache.hadoop.fs.FileAlreadyExistsException(
          manifestFile + ": this commit is done already; use another id to add data");
    }
    List<OutputManifest.DataFile> moved = new ArrayList<>();
    if (files.exists(staging)) {
      for (OutputManifest.DataFile file : FileBytes.describe(files, staging)) {
        moved.add(moveIntoPlace(id, staging, file));
      }
    }
    moved.sort(Comparator.comparing(OutputManifest.DataFile::path));
    OutputManifest complete = manifest.withFiles(moved);
    FileBytes.createAtomically(files, manifestFile, StoredJson.write(complete));
    files.delete(staging, true);
    return complete;
  }

  /** Manifests that count, by id. Superseded ones are left out. */
  public List<OutputManifest> listCommits() throws IOException {
    List<OutputManifest> all = listAllCommits();
    Set<String> superseded = new HashSet<>();
    all.forEach(manifest -> superseded.addAll(manifest.supersedes()));
    return all.stream().filter(manifest -> !superseded.contains(manifest.id())).toList();
  }

  /** The manifest of a commit, superseded or not, if there is one. */
  public Optional<OutputManifest> findCommit(String id) throws IOException {
    Path file = manifestOf(id);
    return files.exists(file) ? Optional.of(read(file)) : Optional.empty();
  }

  /**
   * Every file that counts and whose partition holds an instant of [from, to), sorted. Freeze this
   * list for a run: later commits do not change what it means.
   */
  public List<Path> listFiles(Instant from, Instant to) throws IOException {
    List<Path> found = new ArrayList<>();
    for (OutputManifest manifest : listCommits()) {
      for (OutputManifest.DataFile file : manifest.files()) {
        if (partitionOf(file.path()).overlaps(from, to)) {
          found.add(new Path(root, file.path()));
        }
      }
    }
    found.sort(Comparator.naturalOrder());
    return found;
  }

  /** First instant of the first partition with data that counts; empty without data. */
  public Optional<Instant> findStart() throws IOException {
    return partitions().stream().map(DatePartition::start).min(Comparator.naturalOrder());
  }

  /** First instant after the last partition with data that counts; empty without data. */
  public Optional<Instant> findEnd() throws IOException {
    return partitions().stream().map(DatePartition::end).max(Comparator.naturalOrder());
  }

  /**
   * Deletes remains of killed attempts that are older than {@code age}, and the files of commits
   * superseded for longer. The age must exceed the longest run that may still read from a frozen
   * list.
   *
   * @return how many files were deleted
   */
  public int deleteOrphans(Instant now, Duration age) throws IOException {
    if (!files.exists(root)) {
      return 0;
    }
    Set<String> longSuperseded = new HashSet<>();
    for (OutputManifest manifest : listAllCommits()) {
      if (manifest.createdAt().isBefore(now.minus(age))) {
        longSuperseded.addAll(manifest.supersedes());
      }
    }
    Set<String> counting = new HashSet<>();
    for (OutputManifest manifest : listAllCommits()) {
      if (!longSuperseded.contains(manifest.id())) {
        manifest.files().forEach(file -> counting.add(file.path()));
      }
    }
    long newest = now.minus(age).toEpochMilli();
    int deleted = 0;
    for (String path : FileBytes.listData(files, root)) {
      Path file = new Path(root, path);
      boolean old = files.getFileStatus(file).getModificationTime() <= newest;
      if (old && !counting.contains(path) && files.delete(file, false)) {
        deleted++;
      }
    }
    for (FileStatus child : files.listStatus(root)) {
      if (child.getPath().getName().startsWith(STAGING) && child.getModificationTime() <= newest) {
        files.delete(child.getPath(), true);
      }
    }
    return deleted;
  }

  private Set<DatePartition> partitions() throws IOException {
    Set<DatePartition> found = new HashSet<>();
    for (OutputManifest manifest : listCommits()) {
      for (OutputManifest.DataFile file : manifest.files()) {
        found.add(partitionOf(file.path()));
      }
    }
    return found;
  }

  private OutputManifest.DataFile moveIntoPlace(
      String id, Path staging, OutputManifest.DataFile file) throws IOException {
    DatePartition partition = partitionOf(file.path());
    String name = new Path(file.path()).getName();
    String path = partition.path() + "/" + id + "-" + name;
    Path to = new Path(root, path);
    // Left by an attempt that died before its manifest: it counts nowhere.
    files.delete(to, false);
    FileBytes.renameNew(files, new Path(staging, file.path()), to);
    return new OutputManifest.DataFile(path, file.bytes(), file.sha256());
  }

  private List<OutputManifest> listAllCommits() throws IOException {
    Path directory = new Path(root, MANIFESTS);
    List<OutputManifest> all = new ArrayList<>();
    if (!files.exists(directory)) {
      return all;
    }
    for (FileStatus status : files.listStatus(directory)) {
      String name = status.getPath().getName();
      if (name.endsWith(SUFFIX) && !name.startsWith("_")) {
        all.add(read(status.getPath()));
      }
    }
    all.sort(Comparator.comparing(OutputManifest::id));
    return all;
  }

  private OutputManifest read(Path file) throws IOException {
    return StoredJson.read(FileBytes.readAll(files, file), OutputManifest.class, file.toString());
  }

  private DatePartition partitionOf(String path) {
    return DatePartition.findIn(path)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    path
                        + " does not lie in a partition of "
                        + root
                        + "; write to year=…/month=…/day=… below the staging directory"));
  }

  private Path stagingOf(String id) {
    return new Path(root, STAGING + requireId(id));
  }

  private Path manifestOf(String id) {
    return new Path(new Path(root, MANIFESTS), requireId(id) + SUFFIX);
  }

  private static String requireId(String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "'" + id + "' cannot name a commit: letters, digits, dots and hyphens only");
    }
    return id;
  }
}
