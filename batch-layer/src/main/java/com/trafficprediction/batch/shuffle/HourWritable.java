package com.trafficprediction.batch.shuffle;

import com.trafficprediction.core.window.WindowSums;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.io.Writable;
import org.apache.hadoop.io.WritableUtils;

/**
 * An hour of one segment's windows with all that they know. An hour may come in several parts, each
 * window in one of them. Mutable, reused by mappers.
 */
public final class HourWritable implements Writable {
  /** Windows in an hour. */
  public static final int WINDOWS = 12;

  private final WindowSums[] windows = new WindowSums[WINDOWS];

  public HourWritable() {
    clear();
  }

  /** Forgets everything. */
  public void clear() {
    Arrays.fill(windows, WindowSums.EMPTY);
  }

  /** Sets the window at a position, 0 to 11. */
  public void set(int position, WindowSums sums) {
    windows[position] = sums;
  }

  /** The window at a position; {@link WindowSums#EMPTY} when this part does not have it. */
  public WindowSums get(int position) {
    return windows[position];
  }

  /** True when this part has a window at a position. */
  public boolean has(int position) {
    return !windows[position].equals(WindowSums.EMPTY);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    int present = 0;
    for (int i = 0; i < WINDOWS; i++) {
      present |= has(i) ? 1 << i : 0;
    }
    WritableUtils.writeVInt(out, present);
    for (int i = 0; i < WINDOWS; i++) {
      if (has(i)) {
        write(out, windows[i]);
      }
    }
  }

  @Override
  public void readFields(DataInput in) throws IOException {
    int present = WritableUtils.readVInt(in);
    for (int i = 0; i < WINDOWS; i++) {
      windows[i] = (present & 1 << i) == 0 ? WindowSums.EMPTY : read(in);
    }
  }

  private static void write(DataOutput out, WindowSums sums) throws IOException {
    WritableUtils.writeVInt(out, sums.observedReadings());
    WritableUtils.writeVInt(out, sums.imputedReadings());
    WritableUtils.writeVInt(out, sums.speedReadings());
    WritableUtils.writeVLong(out, sums.sumSpeedCenti());
    WritableUtils.writeVLong(out, sums.sumSpeedSquaredCenti());
    WritableUtils.writeVInt(out, sums.minSpeedCenti());
    WritableUtils.writeVInt(out, sums.maxSpeedCenti());
    WritableUtils.writeVInt(out, sums.weightedSpeedReadings());
    WritableUtils.writeVLong(out, sums.weightedVehicles());
    WritableUtils.writeVLong(out, sums.sumSpeedCentiByVehicles());
    WritableUtils.writeVInt(out, sums.vehicleReadings());
    WritableUtils.writeVLong(out, sums.vehicles());
    WritableUtils.writeVLong(out, sums.vehicleSeconds());
    WritableUtils.writeVLong(out, sums.imputedVehicles());
    WritableUtils.writeVLong(out, sums.imputedVehicleSeconds());
    WritableUtils.writeVInt(out, sums.occupancyReadings());
    WritableUtils.writeVLong(out, sums.sumOccupancyCenti());
  }

  private static WindowSums read(DataInput in) throws IOException {
    return new WindowSums(
        WritableUtils.readVInt(in),
        WritableUtils.readVInt(in),
        WritableUtils.readVInt(in),
        WritableUtils.readVLong(in),
        WritableUtils.readVLong(in),
        WritableUtils.readVInt(in),
        WritableUtils.readVInt(in),
        WritableUtils.readVInt(in),
        WritableUtils.readVLong(in),
        WritableUtils.readVLong(in),
        WritableUtils.readVInt(in),
        WritableUtils.readVLong(in),
        WritableUtils.readVLong(in),
        WritableUtils.readVLong(in),
        WritableUtils.readVLong(in),
        WritableUtils.readVInt(in),
        WritableUtils.readVLong(in));
  }
}
