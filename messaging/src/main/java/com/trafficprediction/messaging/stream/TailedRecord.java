package com.trafficprediction.messaging.stream;

import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * A record for people to look at.
 *
 * @param partition where it lies
 * @param offset its place there
 * @param appendedAtMillis when the broker took it, wall time, epoch milliseconds
 * @param key the key as text, empty when there is none
 * @param text the value as JSON; for what cannot be decoded, why, and how many bytes it has
 * @param value the decoded record; null for {@code traffic-raw} and for what cannot be decoded
 */
public record TailedRecord(
    int partition,
    long offset,
    long appendedAtMillis,
    String key,
    String text,
    @Nullable SpecificRecordBase value) {}
