package com.trafficprediction.messaging.stream;

/**
 * A record as it was read.
 *
 * @param partition where it lies
 * @param offset its place there
 * @param appendedAtMillis when the broker took it, wall time, epoch milliseconds
 * @param value what it says
 */
public record Received<T>(int partition, long offset, long appendedAtMillis, T value) {}
