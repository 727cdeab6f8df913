package com.trafficprediction.storage.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HdfsLayoutTest {
  private final HdfsLayout layout = HdfsLayout.ofDefaultRoot();
  private final RunId run = new RunId("run-20220122T050000Z-9f3c");

  @Test
  void spellsThePublishedDirectories() {
    assertThat(layout.raw()).hasToString("/traffic-data/raw");
    assertThat(layout.archivedEvents()).hasToString("/traffic-data/streaming/raw-events");
    assertThat(layout.mlFeatures(run))
        .hasToString("/traffic-data/features/run-20220122T050000Z-9f3c/ml_features");
    assertThat(layout.models(run)).hasToString("/traffic-data/models/run-20220122T050000Z-9f3c");
    assertThat(layout.network("0123abcd")).hasToString("/traffic-data/network/0123abcd");
  }

  @Test
  void aHashCannotLeaveItsDirectory() {
    assertThatThrownBy(() -> layout.network("../raw")).isInstanceOf(IllegalArgumentException.class);
  }
}
