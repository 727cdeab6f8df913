package com.trafficprediction.feeds.assembly;

import com.trafficprediction.core.reading.RawReading;
import com.trafficprediction.feeds.mapping.MeasuredQuantity;
import com.trafficprediction.feeds.mapping.TimeMapping;
import com.trafficprediction.feeds.mapping.TimeMapping.Marks;
import com.trafficprediction.feeds.mapping.ValuesMapping;
import org.jspecify.annotations.Nullable;

/** Makes readings of the cells of a wide table, one quantity each. Immutable and thread-safe. */
public final class CellReader {
  private static final long MILLIS = 1000L;

  /** A column of a wide table. */
  public record Column(String id, boolean leftOut, int lanes) {
    public static Column of(String id, SegmentLookup segments) {
      return new Column(id, segments.isLeftOut(id), segments.lanes(id));
    }
  }

  private final MeasuredQuantity quantity;
  private final ValueRules rules;
  private final int intervalSeconds;
  private final long shiftMillis;

  public CellReader(MeasuredQuantity quantity, ValuesMapping values, TimeMapping time) {
    this.quantity = quantity;
    this.rules = new ValueRules(values);
    this.intervalSeconds = time.intervalSeconds();
    this.shiftMillis = time.marks() == Marks.END ? intervalSeconds * MILLIS : 0;
  }

  /** True when a text that is not a number stands for "no value". */
  public boolean isMissing(String text) {
    return rules.isMissing(text);
  }

  /**
   * The reading in a cell; null when the cell has no value.
   *
   * @param timestampMillis the row's timestamp, epoch milliseconds
   */
  public @Nullable RawReading reading(Column column, long timestampMillis, double value) {
    Double speed = null;
    Double volume = null;
    Double occupancy = null;
    switch (quantity) {
      case SPEED -> speed = rules.speedKmh(value);
      case VOLUME -> volume = rules.volumeVph(value, intervalSeconds, column.lanes());
      case OCCUPANCY -> occupancy = rules.occupancyPercent(value);
    }
    return speed == null && volume == null && occupancy == null
        ? null
        : new RawReading(
            null,
            column.id(),
            timestampMillis - shiftMillis,
            intervalSeconds,
            speed,
            volume,
            occupancy,
            null,
            null,
            null);
  }
}
