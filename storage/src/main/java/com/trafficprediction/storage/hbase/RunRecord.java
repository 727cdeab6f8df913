package com.trafficprediction.storage.hbase;

import com.trafficprediction.storage.layout.RunId;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of a run.
 *
 * @param run the run's id
 * @param state where it stands
 * @param owner the process that made it, for people
 * @param changedAt when the state was entered, wall time
 * @param rows rows in each of its tables, by table name without the run; empty until loaded
 * @param note why it failed or was held back; empty when there is nothing to say
 */
public record RunRecord(
    String run,
    State state,
    String owner,
    Instant changedAt,
    SortedMap<String, Long> rows,
    String note) {

  /** Where a run stands. */
  public enum State {
    /** Its tables may be there in part. */
    STARTED,
    /** Its tables are loaded and counted. */
    LOADED,
    /** It is live, or was. */
    PUBLISHED,
    /** It was given up; its tables are orphans. */
    FAILED,
    /** Its tables are gone. */
    PRUNED
  }

  public RunRecord {
    rows = new TreeMap<>(rows);
  }

  /** The run's id. */
  public RunId id() {
    return new RunId(run);
  }
}
