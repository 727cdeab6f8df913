package com.trafficprediction.feeds.lines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldsTest {
  private static List<List<String>> split(String text) throws IOException {
    List<List<String>> lines = new ArrayList<>();
    Fields fields = new Fields(',');
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (LineSource source = new LineSource(new ByteArrayInputStream(bytes), 0, 1)) {
      while (source.next()) {
        lines.add(fields.split(source) ? fields.texts() : List.of("unclosed"));
      }
    }
    return lines;
  }

  @Test
  void fieldsMayBeEmptyQuotedOrPadded() throws IOException {
    assertThat(split("a,,c\n,\n\"x, \"\"y\"\"\" , b \r\nlast"))
        .containsExactly(
            List.of("a", "", "c"), List.of("", ""), List.of("x, \"y\"", "b"), List.of("last"));
  }

  @Test
  void anUnclosedQuoteSpoilsItsOwnLineOnly() throws IOException {
    assertThat(split("\"a,b\nc,d\n")).containsExactly(List.of("unclosed"), List.of("c", "d"));
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstColumn() throws IOException {
    assertThat(split("\uFEFFstation,time\n")).containsExactly(List.of("station", "time"));
  }

  @Test
  void aLineLongerThanTheBufferIsKeptWhole() throws IOException {
    String wide = "1234567890,".repeat(20_000) + "end";
    List<String> fields = split("first\n" + wide + "\nlast\n").get(1);
    assertThat(fields).hasSize(20_001).endsWith("end");
  }
}
