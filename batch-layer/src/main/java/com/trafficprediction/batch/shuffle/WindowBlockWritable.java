package com.trafficprediction.batch.shuffle;

import com.trafficprediction.core.feature.WindowRing;
import com.trafficprediction.core.units.Quantity;
import com.trafficprediction.core.window.Windows;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.io.Writable;
import org.apache.hadoop.io.WritableUtils;

/**
 * An hour of one segment's windows as features read them: an hour at a time, because a window by
 * itself costs more in key than in content. A block may be partial; blocks of one hour add up.
 * Mutable, reused by mappers.
 */
public final class WindowBlockWritable implements Writable {
  /** Windows in a block. */
  public static final int WINDOWS = 12;

  public static final long MILLIS = WINDOWS * Windows.MILLIS;

  private final int[] speedCenti = new int[WINDOWS];
  private final int[] volumeVph = new int[WINDOWS];
  private final int[] occupancyCenti = new int[WINDOWS];

  public WindowBlockWritable() {
    clear();
  }

  /** Start of the block that holds a window. */
  public static long blockStart(long windowStart) {
    return Math.floorDiv(windowStart, MILLIS) * MILLIS;
  }

  /** Forgets everything. */
  public void clear() {
    Arrays.fill(speedCenti, Quantity.ABSENT);
    Arrays.fill(volumeVph, Quantity.ABSENT);
    Arrays.fill(occupancyCenti, Quantity.ABSENT);
  }

  /** Sets the window at a position, 0 to 11. */
  public void set(int position, int speed, int volume, int occupancy) {
    speedCenti[position] = speed;
    volumeVph[position] = volume;
    occupancyCenti[position] = occupancy;
  }

  /** True when the block has something at a position. */
  private boolean has(int position) {
    return speedCenti[position] != Quantity.ABSENT
        || volumeVph[position] != Quantity.ABSENT
        || occupancyCenti[position] != Quantity.ABSENT;
  }

  /** Puts the block's windows into a ring. */
  public void putInto(WindowRing ring, long blockStart) {
    for (int i = 0; i < WINDOWS; i++) {
      if (has(i)) {
        ring.put(blockStart + i * Windows.MILLIS, speedCenti[i], volumeVph[i], occupancyCenti[i]);
      }
    }
  }

  @Override
  public void write(DataOutput out) throws IOException {
    for (int i = 0; i < WINDOWS; i++) {
      WritableUtils.writeVInt(out, speedCenti[i]);
      WritableUtils.writeVInt(out, volumeVph[i]);
      WritableUtils.writeVInt(out, occupancyCenti[i]);
    }
  }

  @Override
  public void readFields(DataInput in) throws IOException {
    for (int i = 0; i < WINDOWS; i++) {
      speedCenti[i] = WritableUtils.readVInt(in);
      volumeVph[i] = WritableUtils.readVInt(in);
      occupancyCenti[i] = WritableUtils.readVInt(in);
    }
  }
}
