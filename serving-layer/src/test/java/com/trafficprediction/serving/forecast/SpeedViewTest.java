package com.trafficprediction.serving.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.core.window.TrafficWindow;
import com.trafficprediction.core.window.WindowFold;
import com.trafficprediction.serving.merge.SpeedWindow;
import org.junit.jupiter.api.Test;

class SpeedViewTest {
  private final SpeedView view = new SpeedView();

  /** Else forecasts from the last windows before a feed falls silent stay provisional for ever. */
  @Test
  void silenceEndsAWindowWithoutANewRevision() {
    assertThat(view.put(version(true, 7))).isTrue();
    assertThat(view.put(version(false, 7))).as("it is over").isTrue();
    assertThat(view.put(version(true, 7))).as("read again").isFalse();
    assertThat(view.put(version(false, 7))).as("published twice").isFalse();
    assertThat(view.list("A")).singleElement().matches(window -> !window.open(), "over");
  }

  @Test
  void anOlderRevisionIsKnownAlready() {
    assertThat(view.put(version(true, 7))).isTrue();
    assertThat(view.put(version(false, 6))).isFalse();
    assertThat(view.put(version(true, 8))).isTrue();
  }

  private static SpeedWindow version(boolean open, long revision) {
    return new SpeedWindow(new TrafficWindow("A", 0, new WindowFold().sums()), open, revision);
  }
}
