package com.trafficprediction.messaging.stream;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A record of {@code traffic-raw}, as it came. The arrays are not copied: do not change them. */
public final class RawRecord {
  private final int partition;
  private final long offset;
  private final byte @Nullable [] key;
  private final byte @Nullable [] value;
  private final OptionalLong referenceClock;

  public RawRecord(
      int partition,
      long offset,
      byte @Nullable [] key,
      byte @Nullable [] value,
      OptionalLong referenceClock) {
    this.partition = partition;
    this.offset = offset;
    this.key = key;
    this.value = value;
    this.referenceClock = referenceClock;
  }

  /** Where it lies. */
  public int partition() {
    return partition;
  }

  /** Its place there. */
  public long offset() {
    return offset;
  }

  /** The key as it arrived; null when there was none. */
  public byte @Nullable [] key() {
    return key;
  }

  /** The value as it arrived; null for a tombstone. */
  public byte @Nullable [] value() {
    return value;
  }

  /** What the replay's clock showed, epoch milliseconds; empty for live feeds. */
  public OptionalLong referenceClock() {
    return referenceClock;
  }
}
