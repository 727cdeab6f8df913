package com.trafficprediction.feeds.lines;

import com.trafficprediction.feeds.assembly.SegmentLookup;
import com.trafficprediction.feeds.mapping.ReadingColumns.Part;
import com.trafficprediction.feeds.mapping.ReadingsMapping.CsvLong;
import com.trafficprediction.feeds.table.ColumnNames;
import com.trafficprediction.feeds.time.ParsedTime;
import com.trafficprediction.feeds.time.TimestampParser;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** A CSV with a reading per line. */
final class CsvLongParser extends LongParser {
  private static final int TIME_BITS = 16;
  private static final int NOT_MAPPED = -1;
  private static final int SEGMENT_BITS = 14;

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
      return new CsvLongParser(this, file, columns);
    }

    @Override
    public boolean hasHeader() {
      return mapping.header();
    }
  }

  private final Fields fields;
  private final int expectedFields;
  private final int neededFields;
  private final Map<Part, Integer> index = new EnumMap<>(Part.class);
  private final ByteCache<ParsedTime> times;
  private final ByteCache<KnownSegment> segments;

  private CsvLongParser(Factory factory, String file, ColumnNames names) {
    super(file, factory.mapping());
    this.fields = new Fields(factory.mapping().delimiter().character());
    for (Part part : Part.values()) {
      index.put(
          part,
          factory
              .mapping()
              .columns()
              .find(part)
              .map(column -> names.index("readings.columns." + part.key(), column))
              .orElse(NOT_MAPPED));
    }
    this.expectedFields = names.header() ? names.names().size() : -1;
    this.neededFields = 1 + Collections.max(index.values());
    this.times = new ByteCache<>(TIME_BITS, factory.times()::parse);
    SegmentLookup lookup = factory.segments();
    this.segments =
        new ByteCache<>(
            SEGMENT_BITS, id -> new KnownSegment(id, lookup.isLeftOut(id), lookup.lanes(id)));
  }

  private int field(Part part) {
    return index.getOrDefault(part, NOT_MAPPED);
  }

  @Override
  boolean read(LineSource line) {
    return fields.split(line)
        && fields.count() >= neededFields
        && (expectedFields < 0 || fields.count() == expectedFields);
  }

  @Override
  KnownSegment segment() {
    return segments.get(fields, field(Part.SEGMENT));
  }

  @Override
  ParsedTime time() {
    return times.get(fields, field(Part.TIMESTAMP));
  }

  @Override
  double number(Part part) {
    int field = field(part);
    return field == NOT_MAPPED
        ? Double.NaN
        : Numbers.parse(fields.bytes(), fields.start(field), fields.end(field));
  }

  @Override
  String text(Part part) {
    int field = field(part);
    return field == NOT_MAPPED || fields.isEmpty(field) ? "" : fields.text(field);
  }
}
