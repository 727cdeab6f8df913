package com.trafficprediction.speed.running;

import java.io.IOException;

/** A consumer at work. Used by one thread. */
public interface Stage extends AutoCloseable {

  /** Does what there is to do, and returns within about a second. */
  void step() throws IOException;

  /** Commits what was done; no further step follows. */
  void finish() throws IOException;

  /** Lets go of everything. What was not committed will be done again. */
  @Override
  void close() throws IOException;

  /** Makes a stage, from what is committed. */
  @FunctionalInterface
  interface Opener {
    /**
     * Opens it.
     *
     * @throws NotReadyException when something that others must do first is not done yet
     */
    Stage open() throws IOException;
  }
}
