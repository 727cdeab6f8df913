package com.trafficprediction.benchmarks.handover;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a model answered, row by row: big-endian doubles and nothing else. */
public final class AnswerFile {
  private AnswerFile() {}

  /** Replaces the file. */
  public static void write(Path file, double[] answers) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(answers.length * Double.BYTES);
    bytes.asDoubleBuffer().put(answers);
    Files.write(file, bytes.array());
  }

  /**
   * Reads all of it.
   *
   * @throws IOException when there are not so many answers
   */
  public static double[] read(Path file, int expected) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length != expected * Double.BYTES) {
      throw new IOException(
          "%s has %d bytes, not %d answers".formatted(file, bytes.length, expected));
    }
    double[] answers = new double[expected];
    ByteBuffer.wrap(bytes).asDoubleBuffer().get(answers);
    return answers;
  }
}
