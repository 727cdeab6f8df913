package com.trafficprediction.serving.resource;

import com.trafficprediction.serving.problem.ApiProblem;
import java.io.IOException;
import java.io.InputStream;

/** Bodies of requests, whole or not at all. */
final class Bodies {
  /** So many times the largest body are read of a larger one; then the connection is cut. */
  private static final int DRAINED = 8;

  private Bodies() {}

  /**
   * Reads a body before anything is answered: an answer to a client that is still sending would
   * reset its connection, and the client would never see why.
   *
   * @param maxBytes how long a body may be
   * @param remedy what to do besides sending less
   * @throws ApiProblem 413 when it is longer
   */
  static byte[] read(InputStream body, int maxBytes, String remedy) throws IOException {
    byte[] bytes = body.readNBytes(maxBytes + 1);
    if (bytes.length > maxBytes) {
      body.skip((long) DRAINED * maxBytes);
      throw ApiProblem.of(
          413,
          "too-large",
          "The body is too large",
          "A body may have " + maxBytes + " bytes",
          "Send less at a time, or " + remedy);
    }
    return bytes;
  }
}
