package com.trafficprediction.storage.hbase;

import com.trafficprediction.storage.layout.RunId;
import java.util.Optional;

/** The tables that each run has of its own. */
public enum BatchTable {
  /** The newest days of five-minute windows, so that lags and history have no hole. */
  WINDOWS("batch_windows"),
  /** Time-of-week profiles. */
  PROFILES("segment_profiles"),
  /** Hourly aggregates. */
  HOURLY("hourly"),
  /** Planner results. */
  PLANNER("planner");

  private static final char SEPARATOR = '.';

  private final String prefix;

  BatchTable(String prefix) {
    this.prefix = prefix;
  }

  /** The table's name without a run. */
  public String prefix() {
    return prefix;
  }

  /** The name of a run's table, without the namespace. */
  public String nameFor(RunId run) {
    return prefix + SEPARATOR + run.value();
  }

  /** The run a table belongs to, if its name is that of a run's table of this kind. */
  Optional<RunId> runOf(String name) {
    String start = prefix + SEPARATOR;
    if (!name.startsWith(start)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new RunId(name.substring(start.length())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
