package com.trafficprediction.feeds.lines;

import com.trafficprediction.core.reading.RawReading;
import com.trafficprediction.core.reading.RejectionReason;
import com.trafficprediction.feeds.assembly.SegmentLookup;
import com.trafficprediction.feeds.assembly.ValueRules;
import com.trafficprediction.feeds.mapping.ReadingColumns;
import com.trafficprediction.feeds.mapping.ReadingsMapping.CsvLong;
import com.trafficprediction.feeds.mapping.TimeMapping.Marks;
import com.trafficprediction.feeds.table.ColumnNames;
import com.trafficprediction.feeds.time.ParsedTime;
import com.trafficprediction.feeds.time.TimestampParser;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A reading per line. */
final class CsvLongParser implements LineParser {
  private static final String SECTION = "readings.columns.";
  private static final long MILLIS = 1000L;

  /** Opens files of this format. */
  record Factory(CsvLong mapping, TimestampParser times, SegmentLookup segments, String directory)
      implements LineParser.Factory {
    @Override
    public LineParser open(String file, LineSource firstLine) {
      String name = directory + '/' + file;
      Fields fields = new Fields(mapping.delimiter().character());
      fields.split(firstLine);
      ColumnNames columns =
          mapping.header() ? ColumnNames.of(name, fields.texts()) : ColumnNames.byPosition(name);
      return new CsvLongParser(this, file, columns, fields);
    }

    @Override
    public boolean hasHeader() {
      return mapping.header();
    }
  }

  private final String file;
  private final ValueRules rules;
  private final Fields fields;
  private final int intervalSeconds;
  private final boolean marksEnd;
  private final int expectedFields;
  private final int neededFields;
  private final int segment;
  private final int timestamp;
  private final int eventId;
  private final int speed;
  private final int volume;
  private final int occupancy;
  private final int observed;
  private final int imputed;
  private final int interval;
  private final int latitude;
  private final int longitude;
  private final ByteCache<ParsedTime> times;
  private final ByteCache<KnownSegment> segments;

  private record KnownSegment(String id, boolean leftOut, int lanes) {}

  private boolean unparsable;

  private CsvLongParser(Factory factory, String file, ColumnNames names, Fields fields) {
    CsvLong mapping = factory.mapping();
    ReadingColumns columns = mapping.columns();
    this.file = file;
    this.fields = fields;
    this.rules = new ValueRules(mapping.values());
    this.intervalSeconds = mapping.time().intervalSeconds();
    this.marksEnd = mapping.time().marks() == Marks.END;
    this.segment = index(names, "segment", columns.segment());
    this.timestamp = index(names, "timestamp", columns.timestamp());
    this.eventId = index(names, "event_id", columns.eventId());
    this.speed = index(names, "speed", columns.speed());
    this.volume = index(names, "volume", columns.volume());
    this.occupancy = index(names, "occupancy", columns.occupancy());
    this.observed = index(names, "observed", columns.observed());
    this.imputed = index(names, "imputed", columns.imputed());
    this.interval = index(names, "interval_seconds", columns.intervalSeconds());
    this.latitude = index(names, "latitude", columns.latitude());
    this.longitude = index(names, "longitude", columns.longitude());
    this.expectedFields = names.header() ? names.names().size() : -1;
    this.neededFields = 1 + greatest();
    this.times = new ByteCache<>(1 << 14, factory.times()::parse);
    SegmentLookup lookup = factory.segments();
    this.segments =
        new ByteCache<>(
            1 << 12, id -> new KnownSegment(id, lookup.isLeftOut(id), lookup.lanes(id)));
  }

  private static int index(ColumnNames names, String key, @Nullable String column) {
    return column == null ? -1 : names.index(SECTION + key, column);
  }

  private int greatest() {
    int greatest = Math.max(segment, timestamp);
    for (int i :
        new int[] {
          eventId, speed, volume, occupancy, observed, imputed, interval, latitude, longitude
        }) {
      greatest = Math.max(greatest, i);
    }
    return greatest;
  }

  @Override
  public void parse(LineSource line, Collector out) {
    boolean split = fields.split(line);
    if (!split
        || fields.count() < neededFields
        || (expectedFields >= 0 && fields.count() != expectedFields)) {
      out.rejected(file, line, line.text(), Set.of(RejectionReason.UNPARSABLE));
      return;
    }
    KnownSegment known = segments.get(fields, segment);
    if (known.leftOut()) {
      out.filtered();
      return;
    }
    ParsedTime time = times.get(fields, timestamp);
    unparsable = false;
    int seconds = seconds();
    Double speedKmh = rules.speedKmh(number(speed));
    Double volumeVph = rules.volumeVph(number(volume), seconds, known.lanes());
    Double occupancyPercent = rules.occupancyPercent(number(occupancy));
    Double observedPercent = observedPercent();
    Double lat = orNull(number(latitude));
    Double lon = orNull(number(longitude));
    if (unparsable || !time.isTime() || known.id().isEmpty()) {
      out.rejected(file, line, line.text(), reasons(time, known));
    } else if (speedKmh == null && volumeVph == null && occupancyPercent == null) {
      out.missing();
    } else {
      String event = eventId < 0 || fields.isEmpty(eventId) ? null : fields.text(eventId);
      long start = time.epochMillis() - (marksEnd ? seconds * MILLIS : 0);
      out.reading(
          new RawReading(
              event,
              known.id(),
              start,
              seconds,
              speedKmh,
              volumeVph,
              occupancyPercent,
              observedPercent,
              lat,
              lon),
          time.ambiguous());
    }
  }

  private Set<RejectionReason> reasons(ParsedTime time, KnownSegment known) {
    Set<RejectionReason> reasons = EnumSet.noneOf(RejectionReason.class);
    if (unparsable) {
      reasons.add(RejectionReason.UNPARSABLE);
    }
    if (!time.isTime()) {
      reasons.add(RejectionReason.MISSING_TIMESTAMP);
    }
    if (known.id().isEmpty()) {
      reasons.add(RejectionReason.MISSING_SEGMENT);
    }
    return reasons;
  }

  /** The field as a number; NaN when not mapped, empty or marked missing. */
  private double number(int field) {
    if (field < 0) {
      return Double.NaN;
    }
    double value = Numbers.parse(fields.bytes(), fields.start(field), fields.end(field));
    if (value != Numbers.GARBAGE) {
      return value;
    }
    unparsable |= !rules.isMissing(fields.text(field));
    return Double.NaN;
  }

  private int seconds() {
    double given = number(interval);
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
    if (imputed >= 0 && rules.isImputedMark(fields.text(imputed))) {
      return 0.0;
    }
    return rules.observedPercent(number(observed));
  }

  private static @Nullable Double orNull(double value) {
    return Double.isNaN(value) ? null : (Double) value;
  }
}
