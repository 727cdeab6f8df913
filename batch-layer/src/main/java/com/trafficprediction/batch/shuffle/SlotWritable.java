package com.trafficprediction.batch.shuffle;

import com.trafficprediction.core.units.Quantity;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.hadoop.io.Writable;
import org.apache.hadoop.io.WritableUtils;

/** The part of a profile that one slot of the week adds up to. Mutable, reused by mappers. */
public final class SlotWritable implements Writable {
  private long speedCount;
  private long speedSum;
  private long speedSquares;
  private long volumeCount;
  private long volumeSum;
  private long volumeSquares;
  private int minSpeed = Quantity.ABSENT;
  private int maxSpeed = Quantity.ABSENT;

  /** Forgets everything. */
  public void clear() {
    speedCount = 0;
    speedSum = 0;
    speedSquares = 0;
    volumeCount = 0;
    volumeSum = 0;
    volumeSquares = 0;
    minSpeed = Quantity.ABSENT;
    maxSpeed = Quantity.ABSENT;
  }

  /** Adds one window: speed in 0.01 km/h and volume in vehicles per hour, each may be absent. */
  public void add(int speedCenti, int volumeVph) {
    if (speedCenti != Quantity.ABSENT) {
      speedCount++;
      speedSum += speedCenti;
      speedSquares += (long) speedCenti * speedCenti;
      minSpeed = minSpeed == Quantity.ABSENT ? speedCenti : Math.min(minSpeed, speedCenti);
      maxSpeed = Math.max(maxSpeed, speedCenti);
    }
    if (volumeVph != Quantity.ABSENT) {
      volumeCount++;
      volumeSum += volumeVph;
      volumeSquares += (long) volumeVph * volumeVph;
    }
  }

  /** Adds what was summed elsewhere. */
  public void merge(SlotWritable other) {
    speedCount += other.speedCount;
    speedSum += other.speedSum;
    speedSquares += other.speedSquares;
    volumeCount += other.volumeCount;
    volumeSum += other.volumeSum;
    volumeSquares += other.volumeSquares;
    if (other.minSpeed != Quantity.ABSENT) {
      minSpeed = minSpeed == Quantity.ABSENT ? other.minSpeed : Math.min(minSpeed, other.minSpeed);
    }
    maxSpeed = Math.max(maxSpeed, other.maxSpeed);
  }

  public long speedCount() {
    return speedCount;
  }

  public long speedSum() {
    return speedSum;
  }

  public long speedSquares() {
    return speedSquares;
  }

  public long volumeCount() {
    return volumeCount;
  }

  public long volumeSum() {
    return volumeSum;
  }

  public long volumeSquares() {
    return volumeSquares;
  }

  public int minSpeed() {
    return minSpeed;
  }

  public int maxSpeed() {
    return maxSpeed;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    WritableUtils.writeVLong(out, speedCount);
    WritableUtils.writeVLong(out, speedSum);
    WritableUtils.writeVLong(out, speedSquares);
    WritableUtils.writeVLong(out, volumeCount);
    WritableUtils.writeVLong(out, volumeSum);
    WritableUtils.writeVLong(out, volumeSquares);
    WritableUtils.writeVInt(out, minSpeed);
    WritableUtils.writeVInt(out, maxSpeed);
  }

  @Override
  public void readFields(DataInput in) throws IOException {
    speedCount = WritableUtils.readVLong(in);
    speedSum = WritableUtils.readVLong(in);
    speedSquares = WritableUtils.readVLong(in);
    volumeCount = WritableUtils.readVLong(in);
    volumeSum = WritableUtils.readVLong(in);
    volumeSquares = WritableUtils.readVLong(in);
    minSpeed = WritableUtils.readVInt(in);
    maxSpeed = WritableUtils.readVInt(in);
  }
}
