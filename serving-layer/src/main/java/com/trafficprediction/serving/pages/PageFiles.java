package com.trafficprediction.serving.pages;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The built dashboard: files of a directory, or those packaged with this build. Names come from
 * requests, so only plain ones are looked up, and no way leads out of the dashboard. Thread-safe.
 */
public interface PageFiles {
  /** Letters, digits and {@code . _ -} between slashes, none of the parts beginning with a dot. */
  Pattern PLAIN = Pattern.compile("(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)+");

  /** Where the build puts the dashboard on the class path. */
  String PACKAGED = "/dashboard";

  /**
   * The bytes of a file, if there is such a file.
   *
   * @param path as requested, beginning with a slash
   */
  Optional<byte[]> find(String path) throws IOException;

  /** Files of a directory, read anew each time: what is built next is served at once. */
  static PageFiles in(Path directory) {
    return path -> {
      if (!PLAIN.matcher(path).matches()) {
        return Optional.empty();
      }
      Path file = directory.resolve(path.substring(1));
      return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    };
  }

  /** Files packaged with this build; none in a build without the dashboard. */
  static PageFiles packaged() {
    return path -> {
      if (!PLAIN.matcher(path).matches()) {
        return Optional.empty();
      }
      try (InputStream in = PageFiles.class.getResourceAsStream(PACKAGED + path)) {
        return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
      }
    };
  }
}
