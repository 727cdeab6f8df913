package com.trafficprediction.feeds.lines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ByteCacheTest {
  private static void lookUp(ByteCache<String> cache, String text) throws IOException {
    Fields fields = new Fields(',');
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (LineSource line = new LineSource(new ByteArrayInputStream(bytes), 0, 1)) {
      line.next();
      fields.split(line);
      assertThat(cache.get(fields, 0)).isEqualTo("<" + text + ">");
    }
  }

  @Test
  void moreTextsThanFitAreStillAnsweredRight() throws IOException {
    ByteCache<String> cache = new ByteCache<>(3, text -> "<" + text + ">");
    for (int i = 0; i < 500; i++) {
      lookUp(cache, "2022-01-01 00:" + i % 60);
    }
  }

  @Test
  void textsThatFitAreParsedOnce() throws IOException {
    AtomicInteger parsed = new AtomicInteger();
    ByteCache<String> cache =
        new ByteCache<>(
            12,
            text -> {
              parsed.incrementAndGet();
              return "<" + text + ">";
            });
    for (int i = 0; i < 3_000; i++) {
      lookUp(cache, "2022-01-01 00:" + i % 300);
    }
    assertThat(parsed).hasValue(300);
  }
}
