package com.trafficprediction.storage.layout;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * Whole files and checked renames. {@code FileSystem.rename} answers {@code false} instead of
 * throwing and overwrites on some file systems; everything here throws and never overwrites.
 */
public final class FileBytes {
  private static final int BUFFER_BYTES = 1 << 16;

  private FileBytes() {}

  /** All bytes of a file; meant for small ones. */
  public static byte[] readAll(FileSystem files, Path file) throws IOException {
    try (InputStream in = files.open(file)) {
      return in.readAllBytes();
    }
  }

  /** SHA-256 of a file, lower-case hex. */
  public static String sha256(FileSystem files, Path file) throws IOException {
    MessageDigest digest = newSha256();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = files.open(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** SHA-256 of some bytes, lower-case hex. */
  public static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(newSha256().digest(bytes));
  }

  /**
   * Writes a new file so that it appears whole or not at all.
   *
   * @throws org.apache.hadoop.fs.FileAlreadyExistsException when the file is there already
   */
  public static void createAtomically(FileSystem files, Path file, byte[] bytes)
      throws IOException {
    Path staged = stagedBeside(file);
    write(files, staged, bytes);
    renameNew(files, staged, file);
  }

  /** Writes a file so that it appears whole or not at all, replacing one that is there. */
  public static void replaceAtomically(FileSystem files, Path file, byte[] bytes)
      throws IOException {
    Path staged = stagedBeside(file);
    write(files, staged, bytes);
    context(files)
        .rename(
            files.makeQualified(staged),
            files.makeQualified(file),
            org.apache.hadoop.fs.Options.Rename.OVERWRITE);
  }

  /**
   * Renames a file or directory to a name that is free.
   *
   * @throws org.apache.hadoop.fs.FileAlreadyExistsException when the name is taken
   */
  public static void renameNew(FileSystem files, Path from, Path to) throws IOException {
    Optional<Path> parent = Optional.ofNullable(to.getParent());
    if (parent.isPresent()) {
      files.mkdirs(parent.get());
    }
    context(files).rename(files.makeQualified(from), files.makeQualified(to));
  }

  /**
   * Data files below a directory, as paths relative to it, sorted. Files and directories whose name
   * starts with {@code _} or {@code .} are not data.
   */
  public static List<String> listData(FileSystem files, Path directory) throws IOException {
    List<String> found = new ArrayList<>();
    String base = files.makeQualified(directory).toUri().getPath() + "/";
    RemoteIterator<LocatedFileStatus> all = files.listFiles(directory, true);
    while (all.hasNext()) {
      String path = all.next().getPath().toUri().getPath().substring(base.length());
      if (isData(path)) {
        found.add(path);
      }
    }
    found.sort(Comparator.naturalOrder());
    return found;
  }

  /** Manifest entries for the data files below a directory. */
  static List<OutputManifest.DataFile> describe(FileSystem files, Path directory)
      throws IOException {
    List<OutputManifest.DataFile> described = new ArrayList<>();
    for (String path : listData(files, directory)) {
      Path file = new Path(directory, path);
      FileStatus status = files.getFileStatus(file);
      described.add(new OutputManifest.DataFile(path, status.getLen(), sha256(files, file)));
    }
    return described;
  }

  private static boolean isData(String relativePath) {
    for (String name : relativePath.split("/", -1)) {
      if (name.startsWith("_") || name.startsWith(".")) {
        return false;
      }
    }
    return true;
  }

  private static Path stagedBeside(Path file) {
    return new Path(file.getParent(), "_staging." + file.getName());
  }

  private static void write(FileSystem files, Path file, byte[] bytes) throws IOException {
    try (FSDataOutputStream out = files.create(file, true)) {
      out.write(bytes);
      out.hsync();
    }
  }

  private static FileContext context(FileSystem files) throws IOException {
    return FileContext.getFileContext(files.getUri(), files.getConf());
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
