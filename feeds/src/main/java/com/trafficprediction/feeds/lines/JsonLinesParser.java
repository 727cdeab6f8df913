package com.trafficprediction.feeds.lines;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.trafficprediction.feeds.assembly.SegmentLookup;
import com.trafficprediction.feeds.mapping.ReadingColumns.Part;
import com.trafficprediction.feeds.mapping.ReadingsMapping.JsonLines;
import com.trafficprediction.feeds.time.ParsedTime;
import com.trafficprediction.feeds.time.TimestampParser;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/** A JSON object per line. A value may be a number, or a text that holds one. */
final class JsonLinesParser extends LongParser {
  private static final ObjectReader READER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build().reader();

  /** Opens files of this format. */
  record Factory(JsonLines mapping, TimestampParser times, SegmentLookup segments)
      implements LineParser.Factory {
    @Override
    public LineParser open(String file, LineSource firstLine) {
      return new JsonLinesParser(this, file);
    }

    @Override
    public boolean hasHeader() {
      return false;
    }
  }

  private final TimestampParser times;
  private final SegmentLookup segments;
  private final Map<Part, JsonPointer> pointers = new EnumMap<>(Part.class);
  private JsonNode object = MissingNode.getInstance();

  private JsonLinesParser(Factory factory, String file) {
    super(file, factory.mapping());
    this.times = factory.times();
    this.segments = factory.segments();
    for (Part part : Part.values()) {
      factory
          .mapping()
          .pointers()
          .find(part)
          .ifPresent(pointer -> pointers.put(part, JsonPointer.compile(pointer)));
    }
  }

  @Override
  boolean read(LineSource line) {
    try {
      object = READER.readTree(line.buffer(), line.start(), line.end() - line.start());
      return object.isObject();
    } catch (IOException e) {
      return false;
    }
  }

  private JsonNode at(Part part) {
    JsonPointer pointer = pointers.get(part);
    return pointer == null ? MissingNode.getInstance() : object.at(pointer);
  }

  @Override
  KnownSegment segment() {
    String id = text(Part.SEGMENT);
    return new KnownSegment(id, segments.isLeftOut(id), segments.lanes(id));
  }

  @Override
  ParsedTime time() {
    return times.parse(text(Part.TIMESTAMP));
  }

  @Override
  double number(Part part) {
    JsonNode node = at(part);
    if (node.isNumber()) {
      double value = node.doubleValue();
      return Double.isFinite(value) ? value : Numbers.GARBAGE;
    }
    if (node.isMissingNode() || node.isNull()) {
      return Double.NaN;
    }
    return node.isTextual() ? Numbers.parse(node.textValue()) : Numbers.GARBAGE;
  }

  @Override
  String text(Part part) {
    JsonNode node = at(part);
    return node.isValueNode() && !node.isNull() ? node.asText() : "";
  }
}
