package com.trafficprediction.core.reading;

import org.jspecify.annotations.Nullable;

/**
 * A reading as a feed delivers it, units already converted, nothing believed yet. A null component
 * was absent in the source.
 *
 * @param eventId identity of the reading at its source; null when the feed gives none, then it is
 *     derived from source, segment and timestamp
 * @param segmentId the detector or segment, in the network's naming
 * @param timestampMillis start of the interval covered, epoch milliseconds UTC
 * @param intervalSeconds seconds covered by the reading
 * @param speedKmh mean speed, km/h
 * @param volumeVph flow, vehicles per hour
 * @param occupancyPercent share of time the detector was occupied, 0 to 100
 * @param observedPercent share of the reading that was measured and not imputed, 0 to 100; null
 *     counts as 100
 * @param latitude degrees north, WGS 84
 * @param longitude degrees east, WGS 84
 */
public record RawReading(
    @Nullable String eventId,
    @Nullable String segmentId,
    @Nullable Long timestampMillis,
    @Nullable Integer intervalSeconds,
    @Nullable Double speedKmh,
    @Nullable Double volumeVph,
    @Nullable Double occupancyPercent,
    @Nullable Double observedPercent,
    @Nullable Double latitude,
    @Nullable Double longitude) {}
