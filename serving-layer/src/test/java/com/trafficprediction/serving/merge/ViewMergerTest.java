package com.trafficprediction.serving.merge;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.core.reading.Reading;
import com.trafficprediction.core.window.TrafficWindow;
import com.trafficprediction.core.window.WindowFold;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.serving.merge.MergedWindow.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ViewMergerTest {
  private static final long T = 1_700_000_100_000L / Windows.MILLIS * Windows.MILLIS;

  @Test
  void theWindowThatEndsAtTheWatermarkIsTheLastOfTheBatchView() {
    List<MergedWindow> merged =
        ViewMerger.merge(
            List.of(window(-2, 50), window(-1, 51)), List.of(speed(-1, 99, 7), speed(0, 52, 8)), T);

    assertThat(merged)
        .extracting(m -> m.window().startMillis())
        .containsExactly(at(-2), at(-1), at(0));
    assertThat(merged)
        .extracting(MergedWindow::source)
        .containsExactly(Source.BATCH, Source.BATCH, Source.SPEED);
    assertThat(merged.get(1).window().sums().speedKmh()).isEqualTo(51);
  }

  @Test
  void whatTheBatchViewDidNotSeeBelowTheWatermarkWasNotObserved() {
    assertThat(ViewMerger.merge(List.of(), List.of(speed(-3, 60, 1)), T)).isEmpty();
  }

  @Test
  void aBatchViewNeverAnswersForWhatComesAfterItsWatermark() {
    assertThat(ViewMerger.merge(List.of(window(0, 60), window(1, 61)), List.of(), T)).isEmpty();
  }

  @Test
  void aWindowThatTheWatermarkCutsIsTheSpeedViewsIfItHasIt() {
    long cut = T + 60_000;
    assertThat(ViewMerger.merge(List.of(window(0, 40)), List.of(speed(0, 45, 3)), cut))
        .singleElement()
        .satisfies(m -> assertThat(m.source()).isEqualTo(Source.SPEED))
        .satisfies(m -> assertThat(m.open()).isFalse());
    assertThat(ViewMerger.merge(List.of(window(0, 40)), List.of(), cut))
        .singleElement()
        .satisfies(m -> assertThat(m.source()).isEqualTo(Source.BATCH))
        .satisfies(m -> assertThat(m.open()).as("its rest is unknown").isTrue());
  }

  @Test
  void ofSeveralVersionsTheHighestRevisionCountsInWhateverOrderTheyCome() {
    List<SpeedWindow> versions =
        new ArrayList<>(
            List.of(speed(1, 50, 5), speed(1, 51, 9), speed(1, 52, 7), speed(2, 60, 6)));
    Random random = new Random(5);
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(versions, random);
      assertThat(ViewMerger.merge(List.of(), versions, T))
          .extracting(m -> m.window().sums().speedKmh())
          .containsExactly(51.0, 60.0);
    }
  }

  @Test
  void aWindowThatSilenceEndedIsOverWhateverComesFirst() {
    SpeedWindow over = speed(1, 50, 5);
    SpeedWindow open = new SpeedWindow(over.window(), true, 5);
    for (List<SpeedWindow> versions : List.of(List.of(open, over), List.of(over, open))) {
      assertThat(ViewMerger.merge(List.of(), versions, T))
          .singleElement()
          .matches(m -> !m.open(), "over");
    }
  }

  @Test
  void withoutABatchViewTheSpeedViewAnswersAlone() {
    assertThat(ViewMerger.merge(List.of(), List.of(speed(-5, 60, 1)), Long.MIN_VALUE)).hasSize(1);
  }

  /** A run that is published while requests run moves the border, and nothing else. */
  @Test
  void anyWatermarkGivesEachWindowExactlyOnce() {
    List<TrafficWindow> batch = new ArrayList<>();
    List<SpeedWindow> fresh = new ArrayList<>();
    for (int i = -12; i < 12; i++) {
      batch.add(window(i, 50));
      fresh.add(speed(i, 50, 100 + i));
    }
    for (int border = -12; border <= 12; border++) {
      long watermark = at(border);
      List<TrafficWindow> known = batch.stream().filter(w -> w.startMillis() < watermark).toList();
      List<MergedWindow> merged = ViewMerger.merge(known, fresh, watermark);

      assertThat(merged).hasSize(24);
      assertThat(merged)
          .allMatch(m -> (m.source() == Source.BATCH) == (m.window().endMillis() <= watermark));
    }
  }

  private static long at(int window) {
    return T + window * Windows.MILLIS;
  }

  private static SpeedWindow speed(int window, double kmh, long revision) {
    return new SpeedWindow(window(window, kmh), false, revision);
  }

  private static TrafficWindow window(int window, double kmh) {
    WindowFold fold = new WindowFold();
    fold.add(
        new Reading(
            "e" + window, "A", at(window), Windows.SECONDS, (int) (kmh * 100), 10, -1, 10_000));
    return new TrafficWindow("A", at(window), fold.sums());
  }
}
