package com.trafficprediction.feeds.mapping;

import com.trafficprediction.feeds.yaml.Key;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the parts of one reading stand: columns of a table, or JSON pointers. */
public record ReadingColumns(
    @Key("The segment's id") String segment,
    @Key("When it was taken") String timestamp,
    @Key("An id of the reading; derived from name, segment and time when absent")
        @Nullable String eventId,
    @Key("Mean speed") @Nullable String speed,
    @Key("Vehicles") @Nullable String volume,
    @Key("Occupancy") @Nullable String occupancy,
    @Key("Share of the reading that was measured; 0 marks an imputed one")
        @Nullable String observed,
    @Key("A mark of imputed readings, compared with values.imputed_marks") @Nullable String imputed,
    @Key("Seconds covered by the reading; time.interval_seconds when absent")
        @Nullable String intervalSeconds,
    @Key("Degrees north of the detector") @Nullable String latitude,
    @Key("Degrees east of the detector") @Nullable String longitude) {
  public ReadingColumns {
    if (speed == null && volume == null && occupancy == null) {
      throw new IllegalArgumentException("map at least one of speed, volume and occupancy");
    }
    if ((latitude == null) != (longitude == null)) {
      throw new IllegalArgumentException("latitude and longitude are given together or not at all");
    }
  }

  /** The parts of a reading. */
  public enum Part {
    SEGMENT,
    TIMESTAMP,
    EVENT_ID,
    SPEED,
    VOLUME,
    OCCUPANCY,
    OBSERVED,
    IMPUTED,
    INTERVAL_SECONDS,
    LATITUDE,
    LONGITUDE;

    /** The part's key in a dataset file. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Where a part stands, if it is mapped. */
  public Optional<String> find(Part part) {
    return Optional.ofNullable(
        switch (part) {
          case SEGMENT -> segment;
          case TIMESTAMP -> timestamp;
          case EVENT_ID -> eventId;
          case SPEED -> speed;
          case VOLUME -> volume;
          case OCCUPANCY -> occupancy;
          case OBSERVED -> observed;
          case IMPUTED -> imputed;
          case INTERVAL_SECONDS -> intervalSeconds;
          case LATITUDE -> latitude;
          case LONGITUDE -> longitude;
        });
  }

  void check(ValuesMapping values) {
    if ((volume == null) != (values.volumePer() == null)) {
      throw new IllegalArgumentException(
          "volume and values.volume_per are given together or not at all");
    }
    if ((occupancy == null) != (values.occupancyUnit() == null)) {
      throw new IllegalArgumentException(
          "occupancy and values.occupancy_unit are given together or not at all");
    }
    if ((observed == null) != (values.observedUnit() == null)) {
      throw new IllegalArgumentException(
          "observed and values.observed_unit are given together or not at all");
    }
    if ((imputed == null) != values.imputedMarks().isEmpty()) {
      throw new IllegalArgumentException(
          "imputed and values.imputed_marks are given together or not at all");
    }
  }
}
