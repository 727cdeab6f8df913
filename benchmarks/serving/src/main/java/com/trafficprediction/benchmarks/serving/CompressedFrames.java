package com.trafficprediction.benchmarks.serving;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads pieces of compressed event streams. Thousands of clients get the same bytes: each piece is
 * decompressed once and recognised by its checksum afterwards, so that the clients of a benchmark
 * cost little beside the server. Not thread-safe.
 */
final class CompressedFrames {
  private static final int KEPT = 512;
  private static final int CHUNK = 64 << 10;
  private static final Pattern ID = Pattern.compile("(?m)^id: p([0-9.]*)-i");

  private final Map<Long, Content> known =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Content> eldest) {
          return size() > KEPT;
        }
      };

  /**
   * What a piece says.
   *
   * @param whole whether it ends with an event
   * @param offsets forecasts that a client has seen after it, by the id of its last event; empty
   *     when no event of it has one
   */
  record Content(boolean whole, OptionalLong offsets) {}

  /** The content of a piece. */
  Content read(byte[] bytes, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    long key = crc.getValue() << 24 ^ length;
    return known.computeIfAbsent(key, k -> parse(inflate(bytes, length)));
  }

  /** The text of a piece of a deflate stream that refers to nothing before it. */
  static String inflate(byte[] bytes, int length) {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(bytes, 0, length);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] chunk = new byte[CHUNK];
      int count = inflater.inflate(chunk);
      while (count > 0) {
        out.write(chunk, 0, count);
        count = inflater.inflate(chunk);
      }
      return out.toString(StandardCharsets.UTF_8);
    } catch (DataFormatException e) {
      throw new IllegalStateException("the stream is not what gzip makes", e);
    } finally {
      inflater.end();
    }
  }

  private static Content parse(String text) {
    OptionalLong offsets = OptionalLong.empty();
    Matcher id = ID.matcher(text);
    while (id.find()) {
      offsets =
          OptionalLong.of(
              Stream.of(id.group(1).split("\\.", -1))
                  .filter(part -> !part.isEmpty())
                  .mapToLong(Long::parseLong)
                  .sum());
    }
    return new Content(text.endsWith("\n\n"), offsets);
  }
}
