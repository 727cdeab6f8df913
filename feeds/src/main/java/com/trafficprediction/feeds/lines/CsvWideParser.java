package com.trafficprediction.feeds.lines;

import com.trafficprediction.core.reading.RawReading;
import com.trafficprediction.core.reading.RejectionReason;
import com.trafficprediction.feeds.assembly.CellReader;
import com.trafficprediction.feeds.assembly.CellReader.Column;
import com.trafficprediction.feeds.assembly.SegmentLookup;
import com.trafficprediction.feeds.mapping.ReadingsMapping.CsvWide;
import com.trafficprediction.feeds.mapping.TimeMapping;
import com.trafficprediction.feeds.source.FeedException;
import com.trafficprediction.feeds.source.FeedException.Kind;
import com.trafficprediction.feeds.table.ColumnNames;
import com.trafficprediction.feeds.time.LocalTimes;
import com.trafficprediction.feeds.time.ParsedTime;
import com.trafficprediction.feeds.time.TimestampParser;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A CSV with a line per time and a column per segment. */
final class CsvWideParser implements LineParser {
  private static final long MILLIS = 1000L;

  /** Opens files of this format. */
  record Factory(
      CsvWide mapping,
      TimestampParser times,
      LocalTimes localTimes,
      SegmentLookup segments,
      String directory)
      implements LineParser.Factory {
    @Override
    public LineParser open(String file, LineSource firstLine) {
      Fields fields = new Fields(mapping.delimiter().character());
      fields.split(firstLine);
      String name = directory + '/' + file;
      return mapping.header() ? named(file, name, fields.texts()) : counted(file, name, fields);
    }

    @Override
    public boolean hasHeader() {
      return mapping.header();
    }

    private LineParser named(String file, String name, List<String> header) {
      ColumnNames columns = ColumnNames.of(name, header);
      int timestamp = timestamp(columns);
      Set<Integer> other = ignored(columns);
      other.add(timestamp);
      List<@Nullable Column> cells = new ArrayList<>();
      Set<String> seen = new TreeSet<>();
      for (int i = 0; i < columns.names().size(); i++) {
        String id = columns.names().get(i);
        if (!other.contains(i) && !seen.add(id)) {
          throw new FeedException(
              Kind.MALFORMED_DATA, name + ": segment " + id + " has two columns");
        }
        cells.add(other.contains(i) ? null : Column.of(id, segments));
      }
      return new CsvWideParser(this, file, cells, timestamp);
    }

    private LineParser counted(String file, String name, Fields fields) {
      ColumnNames columns = ColumnNames.byPosition(name);
      int timestamp = timestamp(columns);
      Set<Integer> other = ignored(columns);
      if (timestamp >= 0) {
        other.add(timestamp);
      }
      List<@Nullable Column> cells = new ArrayList<>();
      List<String> order = List.copyOf(segments.order());
      if (fields.count() - other.size() != order.size()) {
        throw new FeedException(
            Kind.MALFORMED_DATA,
            name
                + ": has "
                + (fields.count() - other.size())
                + " columns of segments, but the segments table has "
                + order.size()
                + " rows; without a header they must be the same, in the same order");
      }
      int next = 0;
      for (int i = 0; i < fields.count(); i++) {
        cells.add(other.contains(i) ? null : Column.of(order.get(next++), segments));
      }
      return new CsvWideParser(this, file, cells, timestamp);
    }

    private int timestamp(ColumnNames columns) {
      String column = mapping.timestamp();
      return column == null ? -1 : columns.index("readings.timestamp", column);
    }

    private Set<Integer> ignored(ColumnNames columns) {
      Set<Integer> ignored = new TreeSet<>();
      for (String column : mapping.ignore()) {
        ignored.add(columns.index("readings.ignore", column));
      }
      return ignored;
    }
  }

  private final String file;
  private final Fields fields;
  private final CellReader cells;
  private final List<@Nullable Column> columns;
  private final int timestamp;
  private final TimestampParser times;
  private final long firstRowMillis;
  private final long stepMillis;
  private final long firstDataLine;

  private CsvWideParser(
      Factory factory, String file, List<@Nullable Column> columns, int timestamp) {
    CsvWide mapping = factory.mapping();
    TimeMapping time = mapping.time();
    this.file = file;
    this.fields = new Fields(mapping.delimiter().character());
    this.cells = new CellReader(mapping.quantity(), mapping.values(), time);
    this.columns = columns;
    this.timestamp = timestamp;
    this.times = factory.times();
    LocalDateTime start = time.start();
    this.firstRowMillis =
        start == null ? ParsedTime.NO_TIME : factory.localTimes().at(start).epochMillis();
    this.stepMillis =
        (time.stepSeconds() == null ? time.intervalSeconds() : time.stepSeconds()) * MILLIS;
    this.firstDataLine = mapping.header() ? 2 : 1;
  }

  @Override
  public void parse(LineSource line, Collector out) {
    if (!fields.split(line) || fields.count() != columns.size()) {
      out.rejected(file, line, line.text(), Set.of(RejectionReason.UNPARSABLE));
      return;
    }
    ParsedTime time = time(line);
    if (!time.isTime()) {
      out.rejected(file, line, line.text(), Set.of(RejectionReason.MISSING_TIMESTAMP));
      return;
    }
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      if (column != null) {
        cell(line, column, i, time, out);
      }
    }
  }

  private void cell(LineSource line, Column column, int field, ParsedTime time, Collector out) {
    if (column.leftOut()) {
      out.filtered();
      return;
    }
    double value = Numbers.parse(fields.bytes(), fields.start(field), fields.end(field));
    if (value == Numbers.GARBAGE && !cells.isMissing(fields.text(field))) {
      String text = column.id() + " = " + fields.text(field);
      out.rejected(file, line, text, Set.of(RejectionReason.UNPARSABLE));
      return;
    }
    RawReading reading =
        cells.reading(column, time.epochMillis(), value == Numbers.GARBAGE ? Double.NaN : value);
    if (reading == null) {
      out.missing();
    } else {
      out.reading(reading, time.ambiguous());
    }
  }

  /** The line's timestamp, or start plus elapsed steps: steps know no clock changes. */
  private ParsedTime time(LineSource line) {
    if (timestamp >= 0) {
      return times.parse(fields.text(timestamp));
    }
    return firstRowMillis == ParsedTime.NO_TIME
        ? ParsedTime.NONE
        : new ParsedTime(firstRowMillis + (line.line() - firstDataLine) * stepMillis, false);
  }

  @Override
  public String text(LineSource line, RawReading reading) {
    return reading.segmentId() + " of " + line.text();
  }
}
