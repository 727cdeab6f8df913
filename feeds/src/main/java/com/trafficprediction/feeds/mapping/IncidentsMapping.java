package com.trafficprediction.feeds.mapping;

import com.trafficprediction.core.units.LengthUnit;
import com.trafficprediction.feeds.time.TimestampParser;
import com.trafficprediction.feeds.yaml.Key;
import org.jspecify.annotations.Nullable;

/** A table of recorded incidents. */
public record IncidentsMapping(
    @Key("The table: a file name, or a pattern; of several matches the last by name is taken")
        String file,
    @Key(value = "What separates the fields", fallback = "comma") Delimiter delimiter,
    @Key(value = "Whether the first line names the columns", fallback = "true") boolean header,
    @Key("Which column holds what: a name, or with header: false a position from 1")
        Columns columns,
    @Key("Form of columns.start: a pattern such as MM-dd-yy HH:mm, or as readings.time.format")
        String timeFormat,
    @Key(value = "Unit of columns.duration", fallback = "minutes") DurationUnit durationUnit,
    @Key(
            "Takes columns.road apart: a regular expression with the groups 'freeway' and"
                + " 'direction'")
        @Nullable String roadPattern,
    @Key("Unit of columns.postmile") @Nullable LengthUnit postmileUnit) {

  /** A unit of durations. */
  public enum DurationUnit {
    SECONDS(1 / 60.0),
    MINUTES(1),
    HOURS(60);

    private final double minutes;

    DurationUnit(double minutes) {
      this.minutes = minutes;
    }

    public double toMinutes(double value) {
      return value * minutes;
    }
  }

  /** Columns of the table. */
  public record Columns(
      @Key("The agency's id of the incident") String id,
      @Key("When it was recorded to start") String start,
      @Key("How long it lasted") @Nullable String duration,
      @Key("Freeway and direction in one column, taken apart by road_pattern")
          @Nullable String road,
      @Key("Freeway without direction") @Nullable String freeway,
      @Key("Direction of travel: N, S, E or W") @Nullable String direction,
      @Key("Distance along the freeway, in the postmiles of the segments")
          @Nullable String postmile,
      @Key("What happened, in the agency's words") @Nullable String description) {}

  public IncidentsMapping {
    TimestampParser.check("time_format", timeFormat);
    if ((columns.road() == null) != (roadPattern == null)) {
      throw new IllegalArgumentException(
          "columns.road and road_pattern are given together or not at all");
    }
    if ((columns.postmile() == null) != (postmileUnit == null)) {
      throw new IllegalArgumentException(
          "columns.postmile and postmile_unit are given together or not at all");
    }
  }
}
