package com.trafficprediction.feeds.mapping;

import com.trafficprediction.core.network.NeighbourGraph;
import com.trafficprediction.feeds.yaml.Key;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A whole dataset file. */
public record DatasetMapping(
    @Key("Short name, the source part of event ids: letters, digits, '-', '_' and '.'") String name,
    @Key("What it is, for people") String description,
    @Key("Licence and source of the data") String licence,
    @Key(
            value = "Whether the readings come from a model; shown wherever they are shown",
            fallback = "false")
        boolean synthetic,
    @Key("Time zone of the road; days, hours and local timestamps are meant in it") ZoneId timeZone,
    @Key(value = "Local dates that count as Sundays", fallback = "[]") List<LocalDate> holidays,
    @Key(
            "What the data set supports; derived from the mapping when absent, checked against it"
                + " when given")
        @Nullable CapabilitiesMapping capabilities,
    @Key(
            value = "Suggested chronological split in percent",
            fallback = "{train: 70, validation: 15, test: 15}")
        SplitMapping split,
    @Key(
            "How neighbours are found; by default the distance file, else postmiles, else"
                + " coordinates with lagged correlation")
        NeighbourGraph.@Nullable Method neighbours,
    @Key("Where segments come from; not with synthetic readings, which bring their own")
        @Nullable SegmentsMapping segments,
    @Key("Road distances between segments") @Nullable DistancesMapping distances,
    @Key("Where readings come from") ReadingsMapping readings,
    @Key("Recorded incidents") @Nullable IncidentsMapping incidents) {
  public DatasetMapping {
    if (!name.matches("[A-Za-z0-9._-]+")) {
      throw new IllegalArgumentException(
          "name '" + name + "' may hold letters, digits, '-', '_' and '.' only");
    }
    boolean generated = readings instanceof ReadingsMapping.Synthetic;
    if (generated && (segments != null || distances != null || incidents != null)) {
      throw new IllegalArgumentException(
          "synthetic readings bring their own segments and incidents: remove those sections");
    }
    if (generated != synthetic) {
      throw new IllegalArgumentException(
          "synthetic must be true exactly when readings.format is synthetic");
    }
    if (!generated && segments == null) {
      throw new IllegalArgumentException("segments: missing: where segments come from");
    }
    if (neighbours == NeighbourGraph.Method.DISTANCE_FILE && distances == null) {
      throw new IllegalArgumentException(
          "neighbours: distance_file needs a section 'distances' that names the file");
    }
  }
}
