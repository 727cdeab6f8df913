package com.trafficprediction.messaging.topic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TopicTest {
  /** Else a producer is told that a record is safe when one broker has it. */
  @ParameterizedTest
  @EnumSource
  void ofThreeCopiesTwoMustHaveARecord(Topic topic) {
    assertThat(topic.settings(3)).containsEntry("min.insync.replicas", "2");
    assertThat(new TopicChange.Create(topic, 4, (short) 3).describe())
        .contains("min.insync.replicas=2");
    assertThat(topic.settings(2))
        .as("a broker that is away would stop all writing")
        .doesNotContainKey("min.insync.replicas");
  }
}
