package com.trafficprediction.feeds.table;

import com.trafficprediction.feeds.mapping.Compression;
import com.trafficprediction.feeds.source.FeedException;
import com.trafficprediction.feeds.source.FeedException.Kind;
import com.trafficprediction.feeds.yaml.DidYouMean;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The directory that holds a data set's files. Immutable and thread-safe. */
public final class DataDirectory {
  private static final int GZIP_BUFFER = 1 << 16;
  private static final int LISTED = 12;
  private static final int GZIP_MAGIC_1 = 0x1f;
  private static final int GZIP_MAGIC_2 = 0x8b;

  private final Path root;

  /**
   * @throws FeedException when there is no such directory
   */
  public DataDirectory(Path root) {
    this.root = root.toAbsolutePath().normalize();
    if (!Files.isDirectory(this.root)) {
      throw new FeedException(
          Kind.MISSING_FILE,
          "there is no data directory " + this.root + ": name the one that holds the files");
    }
  }

  /** The directory, absolute. */
  public Path root() {
    return root;
  }

  /** A file by its relative name. */
  public Path resolve(String file) {
    return root.resolve(file);
  }

  /**
   * Files whose relative name matches one of the patterns (glob syntax; a pattern without '/'
   * matches in the directory itself), relative, in the order of names.
   *
   * @param keyPath key of the dataset file that holds the patterns, for the error
   * @throws FeedException when a pattern matches nothing
   */
  public List<String> list(String keyPath, Collection<String> patterns) {
    TreeSet<String> found = new TreeSet<>();
    for (String pattern : patterns) {
      List<String> matches = matches(keyPath, pattern);
      if (matches.isEmpty()) {
        throw missing(keyPath, pattern);
      }
      found.addAll(matches);
    }
    return List.copyOf(found);
  }

  /**
   * The file that a name or pattern stands for: of several matches the last by name, which for
   * names with a date is the newest.
   *
   * @throws FeedException when there is none
   */
  public String last(String keyPath, String pattern) {
    List<String> found = list(keyPath, List.of(pattern));
    return found.get(found.size() - 1);
  }

  private List<String> matches(String keyPath, String pattern) {
    if (Files.isRegularFile(root.resolve(pattern))) {
      return List.of(pattern);
    }
    PathMatcher matcher = matcher(keyPath, pattern);
    int depth = (int) pattern.chars().filter(c -> c == '/').count() + 1;
    return names(depth).stream().filter(name -> matcher.matches(Path.of(name))).toList();
  }

  private static PathMatcher matcher(String keyPath, String pattern) {
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    } catch (PatternSyntaxException e) {
      throw new FeedException(
          Kind.DATASET_FILE,
          keyPath + ": '" + pattern + "' is not a pattern of file names: " + e.getDescription(),
          e);
    }
  }

  private List<String> names(int depth) {
    try (Stream<Path> files = Files.walk(root, depth)) {
      return files
          .filter(Files::isRegularFile)
          .map(f -> root.relativize(f).toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + root, e);
    }
  }

  private FeedException missing(String keyPath, String pattern) {
    List<String> names = names(1);
    String holds =
        names.isEmpty()
            ? "it is empty"
            : "it holds "
                + String.join(", ", names.subList(0, Math.min(LISTED, names.size())))
                + (names.size() > LISTED ? " and " + (names.size() - LISTED) + " more" : "");
    return new FeedException(
        Kind.MISSING_FILE,
        keyPath
            + ": no file '"
            + pattern
            + "' in "
            + root
            + " ("
            + holds
            + ")"
            + DidYouMean.hint(pattern, names)
            + " Put the file there, name another data directory, or correct the key.");
  }

  /**
   * Opens a file, unpacking it where it is compressed.
   *
   * @throws FeedException when it should be gzip and is not
   */
  public InputStream open(String file, Compression compression) throws IOException {
    InputStream raw = Files.newInputStream(root.resolve(file));
    if (!compression.isGzip(file)) {
      return new BufferedInputStream(raw, GZIP_BUFFER);
    }
    PushbackInputStream peeked = new PushbackInputStream(raw, 2);
    int first = peeked.read();
    int second = peeked.read();
    if (first != GZIP_MAGIC_1 || second != GZIP_MAGIC_2) {
      raw.close();
      throw new FeedException(
          Kind.MALFORMED_DATA,
          root.resolve(file)
              + ": is not gzip, although its name or readings.compression says so; unpacked files"
              + " end in another suffix than .gz or have compression: none");
    }
    peeked.unread(second);
    peeked.unread(first);
    try {
      return new GZIPInputStream(peeked, GZIP_BUFFER);
    } catch (ZipException e) {
      raw.close();
      throw new FeedException(
          Kind.MALFORMED_DATA, root.resolve(file) + ": broken gzip: " + e.getMessage(), e);
    }
  }
}
