package com.trafficprediction.storage.hbase;

import com.trafficprediction.storage.hbase.RunRegistry.LockCell;
import com.trafficprediction.storage.json.StoredJson;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to make runs, held by one process at a time. A background thread renews it every third
 * of its time to live; when the process dies or hangs, it ends by itself.
 *
 * <p>Each taking of the lock has a greater token than the one before, so a process that was paused
 * past the end of its lock finds another token there and stops. Thread-safe.
 */
public final class RunLock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunLock.class);
  private static final int RENEWALS_PER_TTL = 3;

  private final RunRegistry registry;
  private final Clock clock;
  private final String owner;
  private final long token;
  private final Duration ttl;
  private final ScheduledExecutorService renewer;
  private byte[] cell;
  private Instant expires;
  private boolean lost;

  RunLock(RunRegistry registry, Clock clock, LockCell taken, byte[] cell, Duration ttl) {
    this.registry = registry;
    this.clock = clock;
    this.owner = taken.owner();
    this.token = taken.token();
    this.expires = taken.expires();
    this.cell = cell;
    this.ttl = ttl;
    this.renewer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "run-lock-renewer");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Starts the renewals. */
  RunLock keepAlive() {
    long period = Math.max(1, ttl.toMillis() / RENEWALS_PER_TTL);
    ScheduledFuture<?> unused =
        renewer.scheduleAtFixedRate(this::renewQuietly, period, period, TimeUnit.MILLISECONDS);
    return this;
  }

  /** Who holds it, as given when it was taken. */
  public String owner() {
    return owner;
  }

  /** Grows with every taking of the lock. */
  public long token() {
    return token;
  }

  /**
   * Does nothing while the lock is held.
   *
   * @throws RunLockedException when it was lost
   */
  public synchronized void requireHeld() throws RunLockedException {
    if (lost || !clock.instant().isBefore(expires)) {
      throw new RunLockedException(
          "the run lock of "
              + owner
              + " was lost at "
              + expires
              + ": this process was paused, or HBase could not be reached. Start the run again");
    }
  }

  /** Something that needs the lock cell to stay as it is meanwhile. */
  interface Guarded<T> {
    T apply(byte[] cell) throws IOException;
  }

  synchronized <T> T whileHeld(Guarded<T> action) throws IOException {
    requireHeld();
    return action.apply(cell);
  }

  /** Renews now; for tests and for callers about to do something long. */
  public synchronized void renew() throws IOException {
    requireHeld();
    Instant until = clock.instant().plus(ttl);
    byte[] next = StoredJson.write(new LockCell(owner, token, until));
    if (!registry.replaceLock(cell, next) && !takeBackAfterLostAnswer(next)) {
      lost = true;
      requireHeld();
    }
    cell = next;
    expires = until;
  }

  /** A renewal whose answer got lost left a cell with our token but another time. */
  private boolean takeBackAfterLostAnswer(byte[] next) throws IOException {
    byte[] stored = registry.lockCell();
    if (stored == null
        || StoredJson.read(stored, LockCell.class, "the run lock").token() != token) {
      return false;
    }
    return registry.replaceLock(stored, next);
  }

  private void renewQuietly() {
    try {
      renew();
    } catch (IOException e) {
      // requireHeld() tells whoever relies on the lock, as soon as it has really run out.
      LOG.warn("could not renew the run lock of {}: {}", owner, e.toString());
    }
  }

  /** Gives the lock back. Does nothing when it was lost. */
  @Override
  public void close() throws IOException {
    renewer.shutdownNow();
    synchronized (this) {
      if (!lost) {
        registry.replaceLock(cell, StoredJson.write(new LockCell(owner, token, Instant.EPOCH)));
        lost = true;
      }
    }
  }
}
