package com.trafficprediction.core.feature;

import com.trafficprediction.core.forecast.Horizon;
import org.jspecify.annotations.Nullable;

/**
 * One column of a feature row.
 *
 * @param name column name
 * @param unit unit or kind, for documentation
 * @param needs what a data set must carry for the column to exist
 * @param use who reads the column
 * @param horizon the horizon it belongs to, or null when all share it
 */
public record Feature(String name, String unit, Needs needs, Use use, @Nullable Horizon horizon) {
  /** True for a difference of two values, which may be negative. */
  boolean isChange() {
    return name.contains("_change");
  }

  /** What a data set must carry. */
  public enum Needs {
    SPEED,
    VOLUME,
    OCCUPANCY
  }

  /** Who reads a column. */
  public enum Use {
    /** Speed and volume models read it. */
    MODEL,
    /** Volume models read it. */
    VOLUME_MODEL,
    /** Analysts read it; models have it in another form, or it would not generalise. */
    ANALYSIS
  }
}
