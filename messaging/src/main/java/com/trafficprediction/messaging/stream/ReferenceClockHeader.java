package com.trafficprediction.messaging.stream;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The header with which a replay declares what its clock shows: epoch milliseconds in decimal
 * digits. A record without one is live, and judged by wall time; so is one whose header is not a
 * number.
 */
final class ReferenceClockHeader {
  static final String NAME = "reference-clock";
  private static final int MAX_DIGITS = 15;

  private ReferenceClockHeader() {}

  static void add(Headers headers, long millis) {
    headers.add(NAME, Long.toString(millis).getBytes(StandardCharsets.US_ASCII));
  }

  static OptionalLong read(Headers headers) {
    Header header = headers.lastHeader(NAME);
    if (header == null || header.value() == null || header.value().length > MAX_DIGITS) {
      return OptionalLong.empty();
    }
    long millis = 0;
    for (byte digit : header.value()) {
      if (digit < '0' || digit > '9') {
        return OptionalLong.empty();
      }
      millis = millis * 10 + (digit - '0');
    }
    return header.value().length == 0 ? OptionalLong.empty() : OptionalLong.of(millis);
  }
}
