package com.trafficprediction.storage.layout;

import java.io.IOException;
import org.apache.hadoop.fs.Path;

/** A directory that no finished job stands behind: it must not be read. */
public final class IncompleteOutputException extends IOException {
  private static final long serialVersionUID = 1;

  public IncompleteOutputException(Path directory, String what, String remedy) {
    super(directory + " " + what + ". " + remedy);
  }
}
