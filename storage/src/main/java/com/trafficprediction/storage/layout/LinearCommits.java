package com.trafficprediction.storage.layout;

import com.trafficprediction.storage.json.StoredJson;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Manifests of a {@link PartitionedData} that follow one another: numbered from 1, each put in
 * place by a rename that overwrites nothing. Of several processes that write number n, one
 * succeeds; the others look at what it did, and try n + 1. Instances hold no state.
 */
public final class LinearCommits {
  private static final Pattern NAME = Pattern.compile("flush-(\\d{12})\\.json");
  private static final String MANIFESTS = "_manifests";

  private final FileSystem files;
  private final Path directory;

  /** The commits of the data set below {@code root}; nothing needs to exist yet. */
  public LinearCommits(FileSystem files, Path root) {
    this.files = files;
    this.directory = new Path(root, MANIFESTS);
  }

  /** The id of a commit. */
  public static String idOf(long number) {
    if (number < 1) {
      throw new IllegalArgumentException("commits are numbered from 1, not " + number);
    }
    return "flush-%012d".formatted(number);
  }

  /** The number of the newest commit, if there is one. */
  public OptionalLong findNewest() throws IOException {
    if (!files.exists(directory)) {
      return OptionalLong.empty();
    }
    long newest = 0;
    for (FileStatus status : files.listStatus(directory)) {
      Matcher name = NAME.matcher(status.getPath().getName());
      if (name.matches()) {
        newest = Math.max(newest, Long.parseLong(name.group(1)));
      }
    }
    return newest == 0 ? OptionalLong.empty() : OptionalLong.of(newest);
  }

  /**
   * The number of the newest commit, found without listing all of them: numbers have no gaps.
   *
   * @param known number of a commit that there is
   */
  public long findNewestSince(long known) throws IOException {
    long newest = known;
    while (files.exists(fileOf(newest + 1))) {
      newest++;
    }
    return newest;
  }

  /** The commit of that number. */
  public OutputManifest get(long number) throws IOException {
    Path file = fileOf(number);
    return StoredJson.read(FileBytes.readAll(files, file), OutputManifest.class, file.toString());
  }

  /**
   * Makes a commit, whole or not at all.
   *
   * @param writer unique among processes: two that write one number must not share a draft
   * @throws org.apache.hadoop.fs.FileAlreadyExistsException when the number is taken
   */
  public void put(long number, OutputManifest manifest, String writer) throws IOException {
    Path draft = new Path(directory, "_draft-" + writer);
    try (FSDataOutputStream out = files.create(draft, true)) {
      out.write(StoredJson.write(manifest));
      out.hsync();
    }
    FileBytes.renameNew(files, draft, fileOf(number));
  }

  private Path fileOf(long number) {
    return new Path(directory, idOf(number) + ".json");
  }
}
