package com.trafficprediction.model.bundle;

import java.io.IOException;

/** The bytes are not a model this version can read: cut short, altered, or of another format. */
public final class CorruptModelException extends IOException {
  private static final long serialVersionUID = 1L;

  CorruptModelException(String problem) {
    super(problem + ": fetch the model files again, or publish a new run");
  }

  CorruptModelException(String problem, Throwable cause) {
    super(problem + ": fetch the model files again, or publish a new run", cause);
  }
}
