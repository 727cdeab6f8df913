package com.trafficprediction.messaging.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.trafficprediction.core.reading.RawReading;
import com.trafficprediction.messaging.codec.RawMessage.Parsed;
import com.trafficprediction.messaging.codec.RawMessage.Unparsable;
import com.trafficprediction.messaging.codec.RawMessage.WrongType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of a reading. A field of the wrong type is absent and named; an unknown field
 * becomes metadata. Numbers may be given as strings: some feeds quote everything. Thread-safe.
 */
public final class RawJson {
  private static final JsonFactory FACTORY = new ObjectMapper().getFactory();
  private static final int TYPICAL_BYTES = 256;

  /** Reads one JSON object; never throws on account of the bytes. */
  RawMessage decode(byte[] value) {
    try (JsonParser parser = FACTORY.createParser(value)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return new Unparsable("not a JSON object, and not Avro single-object encoding either");
      }
      Fields fields = new Fields(parser);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        fields.read(parser.currentName());
      }
      if (parser.nextToken() != null) {
        return new Unparsable("something follows the JSON object; send one object per record");
      }
      return fields.message();
    } catch (JsonProcessingException e) {
      return new Unparsable("not valid JSON: " + firstLine(e.getOriginalMessage()) + at(e));
    } catch (IOException e) {
      return new Unparsable("not valid JSON: " + e.getMessage());
    }
  }

  /** The reading as JSON; what is absent is left out. */
  public static byte[] encode(RawReading reading) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(TYPICAL_BYTES);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      text(json, "event_id", reading.eventId());
      text(json, "segment_id", reading.segmentId());
      if (reading.timestampMillis() != null) {
        json.writeNumberField("timestamp", reading.timestampMillis());
      }
      number(json, "speed_kmh", reading.speedKmh());
      number(json, "volume_vph", reading.volumeVph());
      number(json, "occupancy_percent", reading.occupancyPercent());
      if (reading.intervalSeconds() != null) {
        json.writeNumberField("interval_seconds", reading.intervalSeconds());
      }
      number(json, "observed_percent", reading.observedPercent());
      if (reading.latitude() != null && reading.longitude() != null) {
        json.writeArrayFieldStart("coordinates");
        json.writeNumber(reading.latitude());
        json.writeNumber(reading.longitude());
        json.writeEndArray();
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static void text(JsonGenerator json, String field, @Nullable String value)
      throws IOException {
    if (value != null) {
      json.writeStringField(field, value);
    }
  }

  private static void number(JsonGenerator json, String field, @Nullable Double value)
      throws IOException {
    if (value != null) {
      json.writeNumberField(field, value);
    }
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "" : message.lines().findFirst().orElse("");
  }

  private static String at(JsonProcessingException e) {
    return e.getLocation() == null ? "" : " at byte " + e.getLocation().getByteOffset();
  }

  /** The fields of one object, as they are met. */
  private static final class Fields {
    private final JsonParser parser;
    private final List<WrongType> wrong = new ArrayList<>();
    private @Nullable Map<String, String> metadata;
    private @Nullable String eventId;
    private @Nullable String segmentId;
    private @Nullable Long timestamp;
    private @Nullable Integer interval;
    private @Nullable Double speed;
    private @Nullable Double volume;
    private @Nullable Double occupancy;
    private @Nullable Double observed;
    private @Nullable Double latitude;
    private @Nullable Double longitude;

    Fields(JsonParser parser) {
      this.parser = parser;
    }

    RawMessage message() {
      return new Parsed(
          new RawReading(
              eventId, segmentId, timestamp, interval, speed, volume, occupancy, observed, latitude,
              longitude),
          metadata == null ? Map.of() : metadata,
          wrong);
    }

    void read(String field) throws IOException {
      parser.nextToken();
      switch (field) {
        case "event_id" -> eventId = text(field);
        case "segment_id" -> segmentId = text(field);
        case "timestamp" -> timestamp = time(field);
        case "interval_seconds" -> interval = whole(field);
        case "speed_kmh" -> speed = number(field);
        case "volume_vph" -> volume = number(field);
        case "occupancy_percent" -> occupancy = number(field);
        case "observed_percent" -> observed = number(field);
        case "coordinates" -> coordinates(field);
        case "latitude" -> latitude = number(field);
        case "longitude" -> longitude = number(field);
        case "metadata" -> metadata(field);
        default -> keep(field);
      }
    }

    private @Nullable String text(String field) throws IOException {
      JsonToken token = parser.currentToken();
      if (token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_INT) {
        return parser.getText();
      }
      note(field, "a string");
      return null;
    }

    private @Nullable Double number(String field) throws IOException {
      JsonToken token = parser.currentToken();
      if (token.isNumeric()) {
        return parser.getDoubleValue();
      }
      if (token == JsonToken.VALUE_STRING) {
        try {
          return Double.valueOf(parser.getText().strip());
        } catch (NumberFormatException e) {
          note(field, "a number");
          return null;
        }
      }
      note(field, "a number");
      return null;
    }

    private @Nullable Integer whole(String field) throws IOException {
      Double value = number(field);
      if (value == null) {
        return null;
      }
      if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
        note(field, "a whole number");
        return null;
      }
      return value.intValue();
    }

    private @Nullable Long time(String field) throws IOException {
      JsonToken token = parser.currentToken();
      if (token == JsonToken.VALUE_NUMBER_INT) {
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
          note(field, "epoch milliseconds");
          return null;
        }
        return parser.getLongValue();
      }
      if (token == JsonToken.VALUE_STRING) {
        String text = parser.getText().strip();
        try {
          return OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
          return millis(field, text);
        }
      }
      note(field, "epoch milliseconds, or ISO-8601 with an offset");
      return null;
    }

    private @Nullable Long millis(String field, String text) throws IOException {
      try {
        return Long.valueOf(text);
      } catch (NumberFormatException e) {
        note(field, "epoch milliseconds, or ISO-8601 with an offset");
        return null;
      }
    }

    private void coordinates(String field) throws IOException {
      if (parser.currentToken() == JsonToken.START_ARRAY) {
        parser.nextToken();
        latitude = parser.currentToken() == JsonToken.END_ARRAY ? null : number(field);
        if (parser.currentToken() != JsonToken.END_ARRAY) {
          parser.nextToken();
          longitude = parser.currentToken() == JsonToken.END_ARRAY ? null : number(field);
        }
        skipTo(JsonToken.END_ARRAY, field);
        return;
      }
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        note(field, "[latitude, longitude] or {latitude, longitude}");
        return;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "latitude", "lat" -> latitude = number(field);
          case "longitude", "lon" -> longitude = number(field);
          default -> note(field, "latitude and longitude alone");
        }
      }
    }

    /** Anything after the second coordinate is too much. */
    private void skipTo(JsonToken end, String field) throws IOException {
      boolean more = false;
      while (parser.currentToken() != end && parser.nextToken() != end) {
        more = true;
        parser.skipChildren();
      }
      if (more) {
        wrong.add(new WrongType(field, "found more than two coordinates"));
      }
    }

    private void metadata(String field) throws IOException {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        note(field, "an object");
        return;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        keep(name);
      }
    }

    /** What we do not know is kept, so that nothing a feed says is lost. */
    private void keep(String field) throws IOException {
      if (metadata == null) {
        metadata = new TreeMap<>();
      }
      String value =
          parser.currentToken().isScalarValue()
              ? parser.getText()
              : parser.readValueAsTree().toString();
      metadata.put(field, value);
    }

    /** Notes a value of the wrong type and passes over it; null itself is just absent. */
    private void note(String field, String expected) throws IOException {
      if (parser.currentToken() != JsonToken.VALUE_NULL) {
        String found = parser.currentToken().isScalarValue() ? parser.getText() : "a structure";
        wrong.add(new WrongType(field, "found '" + found + "', expected " + expected));
        parser.skipChildren();
      }
    }
  }
}
