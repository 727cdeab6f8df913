package com.trafficprediction.storage.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;

/**
 * Writes and reads records as the stores' JSON. Equal records give equal bytes, so that a hash over
 * them is one of the content. Unknown properties are skipped: an older release reads what a newer
 * one wrote.
 *
 * <p>Thread-safe.
 */
public final class StoredJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .addModule(
              new SimpleModule("instants")
                  .addSerializer(Instant.class, new InstantAsText())
                  .addDeserializer(Instant.class, new TextAsInstant()))
          .build();

  private StoredJson() {}

  /** The JSON of a record, UTF-8, with a final newline. */
  public static byte[] write(Object value) {
    try {
      byte[] json = MAPPER.writeValueAsBytes(value);
      byte[] line = Arrays.copyOf(json, json.length + 1);
      line[json.length] = '\n';
      return line;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a record that can be stored: " + value, e);
    }
  }

  /** The JSON of a record on one line, without a final newline: for files with a row per line. */
  public static String writeLine(Object value) {
    try {
      return MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a record that can be stored: " + value, e);
    }
  }

  /**
   * The record in {@code json}.
   *
   * @param where what the bytes are, for the error: a path or a row
   * @throws IOException when the bytes are not that record
   */
  public static <T> T read(byte[] json, Class<T> type, String where) throws IOException {
    try {
      T value = MAPPER.readValue(json, type);
      if (value == null) {
        throw new IOException(
            where + " holds JSON null where a " + type.getSimpleName() + " belongs");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new IOException(
          where
              + " is not a readable "
              + type.getSimpleName()
              + ": "
              + e.getOriginalMessage()
              + ". Was it written by another release, or cut short?",
          e);
    }
  }

  private static final class InstantAsText extends JsonSerializer<Instant> {
    @Override
    public void serialize(Instant value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(value.toString());
    }
  }

  private static final class TextAsInstant extends JsonDeserializer<Instant> {
    @Override
    public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
      return Instant.parse(json.getText());
    }
  }
}
