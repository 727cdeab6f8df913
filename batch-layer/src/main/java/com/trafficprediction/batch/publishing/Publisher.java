package com.trafficprediction.batch.publishing;

import com.trafficprediction.batch.command.JobException;
import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.stage.Stages;
import com.trafficprediction.storage.hbase.BatchStore;
import com.trafficprediction.storage.hbase.RunLock;
import com.trafficprediction.storage.hbase.RunLockedException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;

/**
 * Publishes runs.
 *
 * <pre>{@code
 * new Publisher(Clock.systemUTC()).publish(conf, RunContext.open(conf, run), stages);
 * }</pre>
 *
 * <p>Repeating it is harmless: a run that is live already is left as it is, tables that are loaded
 * are not loaded again. Thread-safe.
 */
public final class Publisher {
  private static final Duration LOCK_TTL = Duration.ofMinutes(2);

  private final Clock clock;

  public Publisher(Clock clock) {
    this.clock = clock;
  }

  /**
   * Loads a run's tables, makes the run live, and drops what is older than the settings keep.
   *
   * @param conf says where HBase is, and {@link PublishSettings}
   * @throws JobException when the run is not complete, another process publishes, HBase does not
   *     answer, or a run that was started later is live
   * @throws IOException when loading or counting failed; the run's tables are gone again, and what
   *     was live still is
   */
  public void publish(Configuration conf, RunContext run, Stages stages)
      throws IOException, InterruptedException, ClassNotFoundException {
    PublishSettings settings = PublishSettings.from(conf);
    List<TableSource> sources = TableSource.listOf(run);
    try (BatchStore store = open(conf);
        RunLock lock = lock(store, run)) {
      new Publication(conf, run, settings, clock, store, lock, stages).publish(sources);
    } catch (RunLockedException e) {
      throw JobException.failure(messageOf(e));
    }
  }

  private BatchStore open(Configuration conf) {
    try {
      return BatchStore.open(conf, clock);
    } catch (IOException e) {
      throw JobException.failure(messageOf(e));
    }
  }

  private static String messageOf(IOException e) {
    return Objects.requireNonNullElse(e.getMessage(), e.toString());
  }

  private static RunLock lock(BatchStore store, RunContext run) throws IOException {
    String process = ManagementFactory.getRuntimeMXBean().getName();
    return store.registry().lock("publish of " + run.run() + " by " + process, LOCK_TTL);
  }
}
