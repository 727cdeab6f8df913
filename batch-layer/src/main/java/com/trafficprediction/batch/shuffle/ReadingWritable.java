package com.trafficprediction.batch.shuffle;

import com.trafficprediction.core.reading.Reading;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.hadoop.io.Writable;
import org.apache.hadoop.io.WritableUtils;
import org.jspecify.annotations.Nullable;

/** A reading in the shuffle. */
public final class ReadingWritable implements Writable {
  private @Nullable Reading reading;
  private boolean imported;

  public ReadingWritable set(Reading value, boolean fromImport) {
    reading = value;
    imported = fromImport;
    return this;
  }

  /** Whether it was imported; else it came by Kafka. */
  public boolean imported() {
    return imported;
  }

  /**
   * The reading.
   *
   * @throws IllegalStateException before one was set or read
   */
  public Reading get() {
    if (reading == null) {
      throw new IllegalStateException("no reading was set");
    }
    return reading;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    Reading r = get();
    out.writeUTF(r.eventId());
    out.writeUTF(r.segmentId());
    out.writeLong(r.startMillis());
    WritableUtils.writeVInt(out, r.intervalSeconds());
    WritableUtils.writeVInt(out, r.speedCenti());
    WritableUtils.writeVInt(out, r.vehicles());
    WritableUtils.writeVInt(out, r.occupancyCenti());
    WritableUtils.writeVInt(out, r.observedCenti());
    out.writeBoolean(imported);
  }

  @Override
  public void readFields(DataInput in) throws IOException {
    reading =
        new Reading(
            in.readUTF(),
            in.readUTF(),
            in.readLong(),
            WritableUtils.readVInt(in),
            WritableUtils.readVInt(in),
            WritableUtils.readVInt(in),
            WritableUtils.readVInt(in),
            WritableUtils.readVInt(in));
    imported = in.readBoolean();
  }
}
