package com.trafficprediction.messaging.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/tables.md} lists the topics that are declared. Run with {@code
 * -Dtraffic.docs.write=true} to write this module's part anew.
 */
class TopicsDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "tables.md");
  private static final String BEGIN = "<!-- generated: topics -->\n";
  private static final String END = "<!-- end: topics -->";

  @Test
  void theDocumentListsTheTopics() throws IOException {
    String document = Files.readString(DOCUMENT);
    assertThat(document).contains(BEGIN, END);
    int from = document.indexOf(BEGIN) + BEGIN.length();
    int to = document.indexOf(END);
    String expected = TopicTable.toMarkdown();
    if (Boolean.getBoolean("traffic.docs.write")) {
      Files.writeString(DOCUMENT, document.substring(0, from) + expected + document.substring(to));
      return;
    }
    assertThat(document.substring(from, to))
        .as("docs/tables.md is out of date: run this test with -Dtraffic.docs.write=true")
        .isEqualTo(expected);
  }
}
