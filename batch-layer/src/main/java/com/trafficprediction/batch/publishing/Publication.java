package com.trafficprediction.batch.publishing;

import com.trafficprediction.batch.command.JobException;
import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.stage.Stages;
import com.trafficprediction.storage.hbase.BatchStore;
import com.trafficprediction.storage.hbase.BatchTable;
import com.trafficprediction.storage.hbase.BulkLoad;
import com.trafficprediction.storage.hbase.LivePointer;
import com.trafficprediction.storage.hbase.RunLock;
import com.trafficprediction.storage.hbase.RunRecord;
import com.trafficprediction.storage.hbase.RunRecord.State;
import com.trafficprediction.storage.json.StoredJson;
import com.trafficprediction.storage.layout.FileBytes;
import com.trafficprediction.storage.layout.PartitionedData;
import com.trafficprediction.storage.layout.RunDirectories;
import com.trafficprediction.storage.layout.RunId;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.Job;

/** Publishing of one run, under the run lock. Used once, by one thread. */
final class Publication {
  /** A run without tables keeps its files so long: it may be at work, or be gone on with. */
  private static final Duration UNFINISHED_KEPT = Duration.ofDays(1);

  /** Raw files that no import counts are kept so long: a run may still read them. */
  private static final Duration ORPHANS_KEPT = Duration.ofDays(7);

  private final Configuration conf;
  private final RunContext run;
  private final PublishSettings settings;
  private final Clock clock;
  private final BatchStore store;
  private final RunLock lock;
  private final Stages stages;

  Publication(
      Configuration conf,
      RunContext run,
      PublishSettings settings,
      Clock clock,
      BatchStore store,
      RunLock lock,
      Stages stages) {
    this.conf = conf;
    this.run = run;
    this.settings = settings;
    this.clock = clock;
    this.store = store;
    this.lock = lock;
    this.stages = stages;
  }

  void publish(List<TableSource> sources)
      throws IOException, InterruptedException, ClassNotFoundException {
    Optional<LivePointer> seen = store.registry().findLive();
    LivePointer live;
    if (seen.isPresent() && seen.get().run().equals(run.plan().run())) {
      live = seen.get();
      stages.progress().say("publish: run " + run.run() + " is live already");
    } else {
      requireNewest(seen);
      live = makeLive(seen, sources);
    }
    FileBytes.replaceAtomically(run.files(), run.layout().currentPointer(), StoredJson.write(live));
    prune(live);
  }

  /** A run that lay around must not quietly replace the one that was made after it. */
  private void requireNewest(Optional<LivePointer> seen) {
    if (!settings.rollback()
        && seen.isPresent()
        && new RunId(seen.get().run()).compareTo(run.run()) > 0) {
      throw JobException.failure(
          "run "
              + seen.get().run()
              + " is live and was started after run "
              + run.run()
              + ": nothing was published. To go back to the older one, add --rollback");
    }
  }

  private LivePointer makeLive(Optional<LivePointer> seen, List<TableSource> sources)
      throws IOException, InterruptedException, ClassNotFoundException {
    Map<BatchTable, Long> loadedBefore = findLoaded();
    if (!loadedBefore.isEmpty()) {
      return switchTo(seen, loadedBefore);
    }
    try {
      Map<BatchTable, Long> rows = load(sources);
      store.registry().record(lock, run.run(), State.LOADED, rows, "");
      return switchTo(seen, rows);
    } catch (IOException | InterruptedException | ClassNotFoundException | RuntimeException e) {
      cleanUp(e);
      throw e;
    }
  }

  private LivePointer switchTo(Optional<LivePointer> seen, Map<BatchTable, Long> rows)
      throws IOException {
    LivePointer next =
        new LivePointer(
            run.plan().run(),
            run.plan().run(),
            run.networkHash(),
            Instant.ofEpochMilli(run.plan().untilMillis()),
            clock.instant());
    store.registry().switchLive(lock, seen, next);
    store.registry().record(lock, run.run(), State.PUBLISHED, rows, "");
    stages.progress().say("publish: run " + run.run() + " is live, up to " + next.watermark());
    return next;
  }

  /** Rows by table when an earlier attempt loaded and counted all of them; else empty. */
  private Map<BatchTable, Long> findLoaded() throws IOException {
    Set<BatchTable> tables = store.listTables(run.run());
    Optional<RunRecord> known = store.registry().findRun(run.run());
    boolean whole =
        tables.equals(EnumSet.allOf(BatchTable.class))
            && known.isPresent()
            && (known.get().state() == State.LOADED || known.get().state() == State.PUBLISHED);
    Map<BatchTable, Long> rows = new EnumMap<>(BatchTable.class);
    if (whole) {
      for (BatchTable table : BatchTable.values()) {
        rows.put(table, known.orElseThrow().rows().getOrDefault(table.prefix(), 0L));
      }
    } else if (!tables.isEmpty()) {
      // Left by an attempt that was killed, perhaps with other settings.
      store.abandon(lock, run.run(), "an attempt did not finish; it is repeated");
    }
    return rows;
  }

  private Map<BatchTable, Long> load(List<TableSource> sources)
      throws IOException, InterruptedException, ClassNotFoundException {
    store.registry().record(lock, run.run(), State.STARTED, Map.of(), "");
    BulkLoad load = store.bulkLoad(run.run(), run.layout().hfiles(run.run()));
    Instant newest =
        Instant.ofEpochMilli(run.plan().untilMillis()).minus(Duration.ofDays(settings.days()));
    Map<BatchTable, Long> rows = new EnumMap<>(BatchTable.class);
    for (TableSource source : sources) {
      lock.requireHeld();
      BatchTable table = source.table();
      Job job =
          load.createJob(
              conf,
              table,
              source.files(),
              table == BatchTable.WINDOWS ? Optional.of(newest) : Optional.empty());
      job.setJarByClass(Publication.class);
      job.setJobName("publish " + table.prefix());
      stages.run(job);
      source.requireAll(job.getCounters());
      rows.put(table, load.complete(table, job));
    }
    run.files().delete(run.layout().hfiles(run.run()), true);
    return rows;
  }

  private void cleanUp(Throwable failure) {
    try {
      run.files().delete(run.layout().hfiles(run.run()), true);
      store.abandon(lock, run.run(), String.valueOf(failure.getMessage()));
    } catch (IOException | IllegalStateException e) {
      // The next publication drops tables of runs that were never loaded.
      failure.addSuppressed(e);
    }
  }

  private void prune(LivePointer live) throws IOException {
    store.prune(lock, Optional.of(run.run()), settings.keep());
    RunDirectories directories = new RunDirectories(run.files(), run.layout());
    Set<RunId> kept = new HashSet<>(List.of(run.run(), new RunId(live.model())));
    Instant recently = clock.instant().minus(UNFINISHED_KEPT);
    for (RunId other : directories.listRuns()) {
      boolean pruned =
          store.registry().findRun(other).map(r -> r.state() == State.PRUNED).orElse(false);
      boolean later = other.compareTo(run.run()) > 0;
      boolean mayBeAtWork = !pruned && (later || other.startedAt().isAfter(recently));
      if (mayBeAtWork || !store.listTables(other).isEmpty()) {
        kept.add(other);
      }
    }
    new PartitionedData(run.files(), run.layout().raw())
        .deleteOrphans(clock.instant(), ORPHANS_KEPT);
    List<RunId> gone = directories.prune(kept);
    if (!gone.isEmpty()) {
      stages.progress().say("publish: dropped old runs " + gone);
    }
  }
}
