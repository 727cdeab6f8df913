package com.trafficprediction.localcluster;

/** Takes lines about what is being done, for people. */
@FunctionalInterface
public interface Progress {
  /** Says nothing. */
  Progress SILENT = line -> {};

  /** One line, without its end. */
  void say(String line);
}
