package com.trafficprediction.messaging.topic;

/** The topics as a table for people: the source of the topics in {@code docs/tables.md}. */
public final class TopicTable {
  private TopicTable() {}

  /** The table in Markdown. */
  public static String toMarkdown() {
    StringBuilder table =
        new StringBuilder(
            """
            | topic | partitions | key | value | producer | readers | retention |
            | --- | --- | --- | --- | --- | --- | --- |
            """);
    for (Topic topic : Topic.values()) {
      table.append(
          "| `%s` | %d | segment_id | %s | %s | %s | %d d |\n"
              .formatted(
                  topic.topicName(),
                  topic.partitions(),
                  topic.content(),
                  topic.producers(),
                  topic.readers(),
                  topic.retention().toDays()));
    }
    return table.toString();
  }
}
