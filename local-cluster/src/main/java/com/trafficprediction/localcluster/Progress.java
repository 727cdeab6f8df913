package com.trafficprediction.localcluster;

import java.time.Duration;
import java.util.Locale;

/** Takes lines about what is being done, for people. */
@FunctionalInterface
public interface Progress {
  /** Says nothing. */
  Progress SILENT = line -> {};

  /** "hdfs ready after 7.5 s". */
  static String step(String daemon, String reached, Duration after) {
    return String.format(
        Locale.ROOT, "%-16s %s after %.1f s", daemon, reached, after.toMillis() / 1e3);
  }

  /** One line, without its end. */
  void say(String line);
}
