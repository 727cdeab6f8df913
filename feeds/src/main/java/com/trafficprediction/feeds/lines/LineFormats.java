package com.trafficprediction.feeds.lines;

import com.trafficprediction.feeds.assembly.SegmentLookup;
import com.trafficprediction.feeds.mapping.ReadingsMapping;
import com.trafficprediction.feeds.mapping.ReadingsMapping.CsvLong;
import com.trafficprediction.feeds.mapping.ReadingsMapping.CsvWide;
import com.trafficprediction.feeds.mapping.ReadingsMapping.JsonLines;
import com.trafficprediction.feeds.source.ReadingsReader;
import com.trafficprediction.feeds.source.ReadingsSplit;
import com.trafficprediction.feeds.source.ReadingsSplit.Slice;
import com.trafficprediction.feeds.table.DataDirectory;
import com.trafficprediction.feeds.time.LocalTimes;
import com.trafficprediction.feeds.time.TimestampParser;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;

/** The text formats, as seen from outside this package. */
public final class LineFormats {
  private final DataDirectory data;
  private final ReadingsMapping.Files mapping;
  private final LineParser.Factory factory;

  private LineFormats(
      DataDirectory data, ReadingsMapping.Files mapping, LineParser.Factory factory) {
    this.data = data;
    this.mapping = mapping;
    this.factory = factory;
  }

  /** A CSV with a reading per line. */
  public static LineFormats of(
      DataDirectory data, CsvLong mapping, SegmentLookup segments, ZoneId zone) {
    TimestampParser times = new TimestampParser(mapping.time().format(), zone);
    return new LineFormats(
        data, mapping, new CsvLongParser.Factory(mapping, times, segments, data.root().toString()));
  }

  /** A CSV with a line per time and a column per segment. */
  public static LineFormats of(
      DataDirectory data, CsvWide mapping, SegmentLookup segments, ZoneId zone) {
    TimestampParser times = new TimestampParser(mapping.time().format(), zone);
    return new LineFormats(
        data,
        mapping,
        new CsvWideParser.Factory(
            mapping, times, new LocalTimes(zone), segments, data.root().toString()));
  }

  /** JSON lines. */
  public static LineFormats of(
      DataDirectory data, JsonLines mapping, SegmentLookup segments, ZoneId zone) {
    TimestampParser times = new TimestampParser(mapping.time().format(), zone);
    return new LineFormats(data, mapping, new JsonLinesParser.Factory(mapping, times, segments));
  }

  /**
   * Slices of one file; its header is checked first.
   *
   * @param wanted number of slices, at least 1; a small file gives fewer
   */
  public List<Slice> slices(String file, int wanted) throws IOException {
    try (LineSource head = new LineSource(data.open(file, mapping.compression()), 0, 1)) {
      LinesReader.open(data.resolve(file), file, head, factory);
    }
    return LineSplits.of(data, file, mapping.compression(), wanted);
  }

  /** A reader of one split. */
  public ReadingsReader open(ReadingsSplit split) {
    return new LinesReader(data, mapping.compression(), factory, split);
  }
}
