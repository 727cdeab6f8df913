package com.trafficprediction.feeds.time;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;

/**
 * Takes local times to instants. Where clocks are set forward, the times jumped over never were:
 * they are no time. Where clocks are set back, an hour happens twice and a feed in local time does
 * not say which is meant: the first is taken and marked ambiguous. Immutable and thread-safe.
 */
public final class LocalTimes {
  private final ZoneRules rules;

  public LocalTimes(ZoneId zone) {
    this.rules = zone.getRules();
  }

  /** The instant of a local time. */
  public ParsedTime at(LocalDateTime local) {
    List<ZoneOffset> offsets = rules.getValidOffsets(local);
    if (offsets.isEmpty()) {
      return ParsedTime.NONE;
    }
    long millis = local.toInstant(offsets.get(0)).toEpochMilli();
    return new ParsedTime(millis, offsets.size() > 1);
  }
}
