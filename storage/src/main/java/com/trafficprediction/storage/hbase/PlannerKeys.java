package com.trafficprediction.storage.hbase;

import java.nio.charset.StandardCharsets;

/**
 * Row keys of planner results: measure, a zero byte, entry. One region serves them: they are few
 * and read a measure at a time.
 */
final class PlannerKeys {
  private PlannerKeys() {}

  static byte[] of(String measure, String entry) {
    requireNoZero(measure);
    requireNoZero(entry);
    return (measure + '\0' + entry).getBytes(StandardCharsets.UTF_8);
  }

  static byte[] prefixOf(String measure) {
    return of(measure, "");
  }

  static String entryOf(byte[] key) {
    String text = new String(key, StandardCharsets.UTF_8);
    return text.substring(text.indexOf('\0') + 1);
  }

  private static void requireNoZero(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a planner key holds no zero character: " + text);
    }
  }
}
