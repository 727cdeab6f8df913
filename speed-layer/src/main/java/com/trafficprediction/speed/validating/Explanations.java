package com.trafficprediction.speed.validating;

import com.trafficprediction.core.reading.RawReading;
import com.trafficprediction.core.reading.ReferenceClock;
import com.trafficprediction.core.reading.RejectionReason;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A rejection in words: which field, what was found, what was expected, what to do. */
final class Explanations {
  /** Before this, epoch milliseconds fall into 1970: somebody sent seconds. */
  private static final long SECONDS_BELOW = 100_000_000_000L;

  private static final String SPEED_MPH = "speed_mph";

  private Explanations() {}

  /** The code of a reason on the wire. */
  static String code(RejectionReason reason) {
    return reason.name().toLowerCase(Locale.ROOT);
  }

  /** The field at fault, as feeds send it; empty when the whole record is. */
  static Optional<String> field(RejectionReason reason) {
    return Optional.ofNullable(
        switch (reason) {
          case UNPARSABLE, OVERSIZED, WRONG_TYPE, MISSING_VALUES -> null;
          case MISSING_SEGMENT, UNKNOWN_SEGMENT -> "segment_id";
          case MISSING_TIMESTAMP, IN_THE_FUTURE, TOO_OLD -> "timestamp";
          case SPEED_OUT_OF_RANGE -> "speed_kmh";
          case VOLUME_OUT_OF_RANGE -> "volume_vph";
          case OCCUPANCY_OUT_OF_RANGE -> "occupancy_percent";
          case OBSERVED_OUT_OF_RANGE -> "observed_percent";
          case INTERVAL_OUT_OF_RANGE -> "interval_seconds";
          case COORDINATES_OUT_OF_BOUNDS -> "coordinates";
        });
  }

  /** What was found and what to do. */
  static String message(
      RejectionReason reason, RawReading raw, Map<String, String> metadata, ReferenceClock clock) {
    return switch (reason) {
      case UNKNOWN_SEGMENT ->
          reason.explanation() + ": found '" + raw.segmentId() + "'; import its network first";
      case IN_THE_FUTURE -> time(reason, raw) + ", latest acceptable " + at(clock.latestMillis());
      case TOO_OLD -> tooOld(raw, clock);
      case MISSING_VALUES -> missingValues(metadata);
      case SPEED_OUT_OF_RANGE -> found(reason, raw.speedKmh()) + speedHint(metadata);
      case VOLUME_OUT_OF_RANGE -> found(reason, raw.volumeVph());
      case OCCUPANCY_OUT_OF_RANGE -> found(reason, raw.occupancyPercent());
      case OBSERVED_OUT_OF_RANGE -> found(reason, raw.observedPercent());
      case INTERVAL_OUT_OF_RANGE ->
          found(reason, raw.intervalSeconds()) + " from " + at(raw.timestampMillis());
      case COORDINATES_OUT_OF_BOUNDS ->
          reason.explanation() + ": found " + raw.latitude() + ", " + raw.longitude();
      case UNPARSABLE, OVERSIZED, WRONG_TYPE, MISSING_SEGMENT, MISSING_TIMESTAMP ->
          reason.explanation();
    };
  }

  private static String tooOld(RawReading raw, ReferenceClock clock) {
    Long timestamp = raw.timestampMillis();
    boolean seconds = timestamp != null && timestamp > 0 && timestamp < SECONDS_BELOW;
    return time(RejectionReason.TOO_OLD, raw)
        + ", oldest acceptable "
        + at(clock.earliestMillis())
        + (seconds ? "; it looks like seconds: send milliseconds" : "");
  }

  private static String missingValues(Map<String, String> metadata) {
    return RejectionReason.MISSING_VALUES.explanation() + speedHint(metadata);
  }

  private static String speedHint(Map<String, String> metadata) {
    return metadata.containsKey(SPEED_MPH)
        ? "; found speed_mph: send speed_kmh, 1 mph is 1.609344 km/h"
        : "";
  }

  private static String time(RejectionReason reason, RawReading raw) {
    return reason.explanation() + ": found " + at(raw.timestampMillis());
  }

  private static String found(RejectionReason reason, @Nullable Object value) {
    return reason.explanation() + ": found " + value;
  }

  private static String at(@Nullable Long millis) {
    if (millis == null) {
      return "no timestamp";
    }
    try {
      return Instant.ofEpochMilli(millis).toString();
    } catch (DateTimeException e) {
      return millis + " ms";
    }
  }
}
