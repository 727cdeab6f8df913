package com.trafficprediction.feeds.mapping;

import com.trafficprediction.core.units.SpeedUnit;
import com.trafficprediction.feeds.yaml.Key;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Units of the values, and what marks a missing or imputed one. */
public record ValuesMapping(
    @Key("Unit of speeds") SpeedUnit speedUnit,
    @Key("Whether volume counts vehicles in the reading's interval, or is a rate per hour")
        @Nullable Per volumePer,
    @Key(
            value = "Whether volume is the total of all lanes, or the mean of one lane",
            fallback = "total")
        VolumeLanes volumeLanes,
    @Key("Unit of occupancy: percent (0 to 100) or fraction (0 to 1)")
        @Nullable Share occupancyUnit,
    @Key("Unit of the observed share: percent (0 to 100) or fraction (0 to 1)")
        @Nullable Share observedUnit,
    @Key(
            value =
                "Texts or numbers that stand for no value, besides an empty field and NaN, which"
                    + " always do",
            fallback = "[]")
        List<String> missing,
    @Key(value = "The same for speed alone: where a speed of 0 means no reading", fallback = "[]")
        List<String> missingSpeed,
    @Key(
            value = "Texts of columns.imputed that mark a reading as made up by its source",
            fallback = "[]")
        List<String> imputedMarks) {

  /** What a volume is counted over. */
  public enum Per {
    INTERVAL,
    HOUR
  }

  /** What lanes a volume covers. */
  public enum VolumeLanes {
    TOTAL,
    PER_LANE
  }

  /** How a share is written. */
  public enum Share {
    PERCENT(1),
    FRACTION(100);

    private final double percent;

    Share(double percent) {
      this.percent = percent;
    }

    public double toPercent(double value) {
      return value * percent;
    }
  }
}
