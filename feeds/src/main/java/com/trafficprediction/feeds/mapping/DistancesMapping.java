package com.trafficprediction.feeds.mapping;

import com.trafficprediction.core.units.LengthUnit;
import com.trafficprediction.feeds.yaml.Key;

/** A table of directed road distances between segments. */
public record DistancesMapping(
    @Key("The table: a file name, or a pattern; of several matches the last by name is taken")
        String file,
    @Key(value = "What separates the fields", fallback = "comma") Delimiter delimiter,
    @Key(value = "Whether the first line names the columns", fallback = "true") boolean header,
    @Key("Which column holds what: a name, or with header: false a position from 1")
        Columns columns,
    @Key("Unit of columns.cost") LengthUnit unit) {

  /** Columns of the table. */
  public record Columns(
      @Key("Id of the segment where the way starts") String from,
      @Key("Id of the segment where it ends") String to,
      @Key("Driving distance") String cost) {}
}
