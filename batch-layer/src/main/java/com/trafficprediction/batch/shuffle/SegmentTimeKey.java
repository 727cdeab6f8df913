package com.trafficprediction.batch.shuffle;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.hadoop.io.RawComparator;
import org.apache.hadoop.io.WritableComparable;
import org.apache.hadoop.io.WritableComparator;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.Partitioner;

/**
 * Segment, then time, then tag: the sort order of every job that streams a segment in time. The
 * segment is its position in the run's network, so that a key has 16 bytes whatever ids look like.
 */
public final class SegmentTimeKey implements WritableComparable<SegmentTimeKey> {
  private static final int SEGMENT_BYTES = Integer.BYTES;
  private static final int TIME_BYTES = SEGMENT_BYTES + Long.BYTES;
  private static final int BYTES = TIME_BYTES + Integer.BYTES;

  private int segment;
  private long time;
  private int tag;

  /**
   * Makes this the key of a record.
   *
   * @param newSegment position in the network, at least 0
   * @param newTime epoch milliseconds, or any number at least 0 that orders a segment's records
   * @param newTag what tells records of one time apart, at least 0
   */
  public SegmentTimeKey set(int newSegment, long newTime, int newTag) {
    if (newSegment < 0 || newTime < 0 || newTag < 0) {
      // Negative numbers would sort after positive ones, compared as bytes.
      throw new IllegalArgumentException(
          "a key has no negative part: " + newSegment + ", " + newTime + ", " + newTag);
    }
    segment = newSegment;
    time = newTime;
    tag = newTag;
    return this;
  }

  public int segment() {
    return segment;
  }

  public long time() {
    return time;
  }

  public int tag() {
    return tag;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeInt(segment);
    out.writeLong(time);
    out.writeInt(tag);
  }

  @Override
  public void readFields(DataInput in) throws IOException {
    segment = in.readInt();
    time = in.readLong();
    tag = in.readInt();
  }

  @Override
  public int compareTo(SegmentTimeKey other) {
    int bySegment = Integer.compare(segment, other.segment);
    if (bySegment != 0) {
      return bySegment;
    }
    int byTime = Long.compare(time, other.time);
    return byTime != 0 ? byTime : Integer.compare(tag, other.tag);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SegmentTimeKey key && compareTo(key) == 0;
  }

  @Override
  public int hashCode() {
    return (segment * 31 + Long.hashCode(time)) * 31 + tag;
  }

  @Override
  public String toString() {
    return segment + "/" + time + "/" + tag;
  }

  /** Sorts by the whole key, partitions by segment, and calls the reducer once per segment. */
  public static void streamSegments(Job job) {
    use(job, BySegment.class);
  }

  /** Sorts by the whole key, partitions by segment, and calls the reducer once per time. */
  public static void streamTimes(Job job) {
    use(job, ByTime.class);
  }

  @SuppressWarnings("rawtypes") // Job's own signature
  private static void use(Job job, Class<? extends RawComparator> grouping) {
    job.setMapOutputKeyClass(SegmentTimeKey.class);
    job.setPartitionerClass(BySegmentPartitioner.class);
    job.setSortComparatorClass(Whole.class);
    job.setGroupingComparatorClass(grouping);
  }

  /** Spreads segments over reducers. */
  public static final class BySegmentPartitioner extends Partitioner<SegmentTimeKey, Object> {
    @Override
    public int getPartition(SegmentTimeKey key, Object value, int partitions) {
      return key.segment % partitions;
    }
  }

  /** Compares a prefix of the key as bytes: no part is negative, so the order is the same. */
  private abstract static class Prefix extends WritableComparator {
    private final int bytes;

    Prefix(int bytes) {
      super(SegmentTimeKey.class);
      this.bytes = bytes;
    }

    @Override
    public int compare(byte[] a, int aStart, int aLength, byte[] b, int bStart, int bLength) {
      return compareBytes(a, aStart, bytes, b, bStart, bytes);
    }
  }

  /** The sort order. */
  public static final class Whole extends Prefix {
    public Whole() {
      super(BYTES);
    }
  }

  /** Groups the records of one segment. */
  public static final class BySegment extends Prefix {
    public BySegment() {
      super(SEGMENT_BYTES);
    }
  }

  /** Groups the records of one segment and time. */
  public static final class ByTime extends Prefix {
    public ByTime() {
      super(TIME_BYTES);
    }
  }
}
