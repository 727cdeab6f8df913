package com.trafficprediction.feeds.lines;

import com.trafficprediction.core.reading.RawReading;
import com.trafficprediction.core.reading.RejectionReason;
import com.trafficprediction.feeds.assembly.ValueRules;
import com.trafficprediction.feeds.mapping.ReadingColumns.Part;
import com.trafficprediction.feeds.mapping.ReadingsMapping;
import com.trafficprediction.feeds.mapping.TimeMapping.Marks;
import com.trafficprediction.feeds.time.ParsedTime;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes one reading of one line; a subclass knows how to find the parts in it. */
abstract class LongParser implements LineParser {
  private static final long MILLIS = 1000L;

  /** A segment as the line names it. */
  record KnownSegment(String id, boolean leftOut, int lanes) {}

  private final String file;
  private final ValueRules rules;
  private final int intervalSeconds;
  private final boolean marksEnd;
  private boolean unparsable;

  LongParser(String file, ReadingsMapping.Files mapping) {
    this.file = file;
    this.rules = new ValueRules(mapping.values());
    this.intervalSeconds = mapping.time().intervalSeconds();
    this.marksEnd = mapping.time().marks() == Marks.END;
  }

  /** Takes the line apart; false when it is not of this format. */
  abstract boolean read(LineSource line);

  abstract KnownSegment segment();

  abstract ParsedTime time();

  /**
   * A part of the line as a number: NaN when not mapped or empty, {@link Numbers#GARBAGE} when it
   * is not a number.
   */
  abstract double number(Part part);

  /** A part of the line as text; empty when not mapped or absent. */
  abstract String text(Part part);

  @Override
  public final void parse(LineSource line, Collector out) {
    if (!read(line)) {
      out.rejected(file, line, line.text(), Set.of(RejectionReason.UNPARSABLE));
      return;
    }
    KnownSegment segment = segment();
    if (segment.leftOut()) {
      out.filtered();
      return;
    }
    ParsedTime time = time();
    unparsable = false;
    RawReading reading = reading(segment, time.epochMillis());
    if (unparsable || !time.isTime() || segment.id().isEmpty()) {
      out.rejected(file, line, line.text(), reasons(time, segment));
    } else if (reading.speedKmh() == null
        && reading.volumeVph() == null
        && reading.occupancyPercent() == null) {
      out.missing();
    } else {
      out.reading(reading, time.ambiguous());
    }
  }

  private RawReading reading(KnownSegment segment, long epochMillis) {
    int seconds = seconds();
    String event = text(Part.EVENT_ID);
    return new RawReading(
        event.isEmpty() ? null : event,
        segment.id(),
        epochMillis - (marksEnd ? seconds * MILLIS : 0),
        seconds,
        rules.speedKmh(value(Part.SPEED)),
        rules.volumeVph(value(Part.VOLUME), seconds, segment.lanes()),
        rules.occupancyPercent(value(Part.OCCUPANCY)),
        observedPercent(),
        orNull(value(Part.LATITUDE)),
        orNull(value(Part.LONGITUDE)));
  }

  private Set<RejectionReason> reasons(ParsedTime time, KnownSegment segment) {
    Set<RejectionReason> reasons = EnumSet.noneOf(RejectionReason.class);
    if (unparsable) {
      reasons.add(RejectionReason.UNPARSABLE);
    }
    if (!time.isTime()) {
      reasons.add(RejectionReason.MISSING_TIMESTAMP);
    }
    if (segment.id().isEmpty()) {
      reasons.add(RejectionReason.MISSING_SEGMENT);
    }
    return reasons;
  }

  /** The part as a number; NaN when absent, marked missing, or garbage, which is noted. */
  private double value(Part part) {
    double value = number(part);
    if (value != Numbers.GARBAGE) {
      return value;
    }
    unparsable |= !rules.isMissing(text(part));
    return Double.NaN;
  }

  private int seconds() {
    double given = value(Part.INTERVAL_SECONDS);
    if (Double.isNaN(given)) {
      return intervalSeconds;
    }
    if (given != Math.rint(given) || given < 1 || given > Integer.MAX_VALUE) {
      unparsable = true;
      return intervalSeconds;
    }
    return (int) given;
  }

  private @Nullable Double observedPercent() {
    return rules.isImputedMark(text(Part.IMPUTED))
        ? (Double) 0.0
        : rules.observedPercent(value(Part.OBSERVED));
  }

  private static @Nullable Double orNull(double value) {
    return Double.isNaN(value) ? null : (Double) value;
  }
}
