package com.trafficprediction.storage.archive;

import java.io.IOException;

/** Another process has archived these partitions meanwhile: forget what is buffered, and reload. */
public final class ArchiveConflictException extends IOException {
  private static final long serialVersionUID = 1L;

  ArchiveConflictException(String message) {
    super(message);
  }
}
