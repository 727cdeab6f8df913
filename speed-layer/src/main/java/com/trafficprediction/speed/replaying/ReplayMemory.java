package com.trafficprediction.speed.replaying;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.OptionalLong;

/**
 * Remembers how far a replay is, so that a stopped one can go on. What was confirmed but not
 * remembered is published again, with the same event ids: it counts once.
 *
 * @param file where it is kept
 */
record ReplayMemory(Path file) {

  /** Everything that became known before this instant is published, epoch milliseconds. */
  OptionalLong find() throws IOException {
    if (!Files.exists(file)) {
      return OptionalLong.empty();
    }
    String text = Files.readString(file).strip();
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw new IOException(file + " is damaged ('" + text + "'): delete it to begin again", e);
    }
  }

  void save(long publishedBefore) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(draft, publishedBefore + "\n");
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  void forget() throws IOException {
    Files.deleteIfExists(file);
  }
}
