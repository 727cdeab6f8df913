package com.trafficprediction.core.reading;

import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.reading.Validation.Invalid;
import com.trafficprediction.core.reading.Validation.Valid;
import com.trafficprediction.core.units.Quantity;
import com.trafficprediction.core.window.Windows;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules a reading must pass, the same for imported history and live events. Every rule is
 * checked, so a rejected reading names all that is wrong with it. Immutable and thread-safe.
 */
public final class ReadingValidator {
  public static final double MAX_SPEED_KMH = 200;
  public static final double MAX_VOLUME_VPH = 100_000;
  private static final double MAX_PERCENT = 100;

  private final Network network;
  private final String source;
  private final int defaultIntervalSeconds;

  /**
   * @param network the segments that exist and the bounds they lie in
   * @param source name of the feed; part of derived event ids
   * @param defaultIntervalSeconds what a reading covers when it does not say
   */
  public ReadingValidator(Network network, String source, int defaultIntervalSeconds) {
    this.network = network;
    this.source = source;
    this.defaultIntervalSeconds = defaultIntervalSeconds;
  }

  /**
   * Checks and quantises one reading.
   *
   * @param clock which times are acceptable
   */
  public Validation validate(RawReading raw, ReferenceClock clock) {
    Set<RejectionReason> reasons = EnumSet.noneOf(RejectionReason.class);
    checkIdentity(raw, clock, reasons);
    checkValues(raw, reasons);
    String segmentId = raw.segmentId();
    Long timestamp = raw.timestampMillis();
    if (!reasons.isEmpty() || segmentId == null || timestamp == null) {
      return new Invalid(reasons);
    }
    int interval = interval(raw);
    return new Valid(
        new Reading(
            raw.eventId() == null || raw.eventId().isEmpty()
                ? eventId(source, segmentId, timestamp)
                : raw.eventId(),
            segmentId,
            timestamp,
            interval,
            Quantity.centi(orNaN(raw.speedKmh())),
            Quantity.vehicles(orNaN(raw.volumeVph()), interval),
            Quantity.centi(orNaN(raw.occupancyPercent())),
            Quantity.centi(raw.observedPercent() == null ? MAX_PERCENT : raw.observedPercent())));
  }

  /** The id of a reading whose feed gives none: equal for import and replay of one reading. */
  public static String eventId(String source, String segmentId, long timestampMillis) {
    return source + ':' + segmentId + ':' + timestampMillis;
  }

  private void checkIdentity(RawReading raw, ReferenceClock clock, Set<RejectionReason> reasons) {
    String segmentId = raw.segmentId();
    if (segmentId == null || segmentId.isBlank()) {
      reasons.add(RejectionReason.MISSING_SEGMENT);
    } else if (!network.contains(segmentId)) {
      reasons.add(RejectionReason.UNKNOWN_SEGMENT);
    }
    Long timestamp = raw.timestampMillis();
    if (timestamp == null) {
      reasons.add(RejectionReason.MISSING_TIMESTAMP);
    } else if (timestamp > clock.latestMillis()) {
      reasons.add(RejectionReason.IN_THE_FUTURE);
    } else if (timestamp < clock.earliestMillis()) {
      reasons.add(RejectionReason.TOO_OLD);
    }
    int interval = interval(raw);
    if (interval < 1
        || interval > Windows.SECONDS
        || (timestamp != null && !Windows.holds(timestamp, interval))) {
      reasons.add(RejectionReason.INTERVAL_OUT_OF_RANGE);
    }
    if (outsideNetwork(raw)) {
      reasons.add(RejectionReason.COORDINATES_OUT_OF_BOUNDS);
    }
  }

  private static void checkValues(RawReading raw, Set<RejectionReason> reasons) {
    if (raw.speedKmh() == null && raw.volumeVph() == null && raw.occupancyPercent() == null) {
      reasons.add(RejectionReason.MISSING_VALUES);
    }
    if (outside(raw.speedKmh(), MAX_SPEED_KMH)) {
      reasons.add(RejectionReason.SPEED_OUT_OF_RANGE);
    }
    if (outside(raw.volumeVph(), MAX_VOLUME_VPH)) {
      reasons.add(RejectionReason.VOLUME_OUT_OF_RANGE);
    }
    if (outside(raw.occupancyPercent(), MAX_PERCENT)) {
      reasons.add(RejectionReason.OCCUPANCY_OUT_OF_RANGE);
    }
    if (outside(raw.observedPercent(), MAX_PERCENT)) {
      reasons.add(RejectionReason.OBSERVED_OUT_OF_RANGE);
    }
  }

  private boolean outsideNetwork(RawReading raw) {
    Double latitude = raw.latitude();
    Double longitude = raw.longitude();
    if (latitude == null || longitude == null) {
      return latitude != null || longitude != null;
    }
    return !network.bounds().contains(latitude, longitude);
  }

  private int interval(RawReading raw) {
    return raw.intervalSeconds() == null ? defaultIntervalSeconds : raw.intervalSeconds();
  }

  /** True for a value given but not inside 0 to max; a NaN is never inside. */
  private static boolean outside(@Nullable Double value, double max) {
    return value != null && !(value >= 0 && value <= max);
  }

  private static double orNaN(@Nullable Double value) {
    return value == null ? Double.NaN : value;
  }
}
