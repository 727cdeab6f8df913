package com.trafficprediction.batch.stage;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A MapReduce job failed; nothing of its output counts. */
public final class StageFailedException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param log where its log is
   */
  StageFailedException(String stage, @Nullable String why, String log) {
    super(
        "job "
            + stage
            + " failed"
            + (why == null || why.isBlank() || why.equals("NA") ? "" : ": " + why.strip())
            + ". "
            + log
            + " has the task's stack trace; the same command resumes the run here");
  }
}
