package com.trafficprediction.serving.latest;

import static com.trafficprediction.serving.latest.Predictions.at;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.core.forecast.Horizon;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LatestBoardTest {
  private static final long NOON = 1_700_000_400_000L;
  private static final long STEP = 300_000;

  private final LatestBoard board = new LatestBoard();

  @Test
  void aSlowReaderGetsEachKeyOnceInItsNewestState() {
    board.apply(at(0, 0, Predictions.of("A", 15, NOON, 0)));
    long seen = board.sequence();
    board.apply(at(0, 1, Predictions.of("A", 15, NOON + STEP, 0)));
    board.apply(at(1, 0, Predictions.of("B", 15, NOON, 0)));
    board.apply(at(0, 2, Predictions.of("A", 15, NOON + 2 * STEP, 0)));

    assertThat(board.since(seen))
        .extracting(e -> e.prediction().getSegmentId())
        .containsExactly("B", "A");
    assertThat(board.find("A", Horizon.MINUTES_15).orElseThrow().getTimestamp().toEpochMilli())
        .isEqualTo(NOON + 2 * STEP);
  }

  @Test
  void anOlderRevisionOrAStragglerChangesNothing() {
    board.apply(at(0, 0, Predictions.of("A", 15, NOON, 2)));
    long before = board.sequence();
    board.apply(at(0, 1, Predictions.of("A", 15, NOON, 1)));
    board.apply(at(0, 2, Predictions.of("A", 15, NOON - STEP, 0)));
    assertThat(board.sequence()).isEqualTo(before);
    assertThat(board.vector()).as("it was read all the same").hasToString("p3-i");
  }

  @Test
  void aReplayThatStartsOverReplacesWhatWasThere() {
    board.apply(at(0, 0, Predictions.of("A", 15, NOON, 0)));
    board.apply(at(0, 1, Predictions.of("A", 15, NOON - 100 * STEP, 0)));
    assertThat(board.find("A", Horizon.MINUTES_15).orElseThrow().getTimestamp().toEpochMilli())
        .isEqualTo(NOON - 100 * STEP);
  }

  @Test
  void aTopicThatIsReadAgainTakesNothingBack() {
    board.apply(at(0, 0, Predictions.of("A", 15, NOON - 100 * STEP, 0)));
    board.apply(at(0, 1, Predictions.of("A", 15, NOON, 0)));
    long before = board.sequence();
    board.apply(at(0, 0, Predictions.of("A", 15, NOON - 100 * STEP, 0)));
    assertThat(board.sequence()).isEqualTo(before);
    assertThat(board.find("A", Horizon.MINUTES_15).orElseThrow().getTimestamp().toEpochMilli())
        .isEqualTo(NOON);
  }

  @Test
  void whatAnotherDataSetLeftInTheTopicsIsNotShown() {
    board.apply(at(0, 0, Predictions.of("old", 15, NOON + 100 * STEP, 0)));
    board.apply(at(0, 1, Predictions.of("A", 15, NOON, 0)));
    long before = board.sequence();

    board.keepOnly(Set.of("A"));
    board.apply(at(0, 2, Predictions.of("old", 15, NOON + 101 * STEP, 0)));

    assertThat(board.listPredictions(""))
        .extracting(entry -> entry.prediction().getSegmentId())
        .containsExactly("A");
    assertThat(board.listPredictions("old", "")).isEmpty();
    assertThat(board.sequence()).as("a snapshot of before is out of date").isGreaterThan(before);
    assertThat(board.vector()).as("it was read all the same").hasToString("p3-i");
  }

  @Test
  void anExternalModelStandsBesideOursNotInItsPlace() {
    board.apply(at(0, 0, Predictions.of("A", 15, NOON, 0)));
    board.apply(at(0, 1, Predictions.of("A", 15, NOON + STEP, 0, 50, "their-net-2")));
    assertThat(board.find("A", Horizon.MINUTES_15).orElseThrow().getModelVersion())
        .isEqualTo("run-1/tree");
    assertThat(board.listPredictions("their-net-2")).hasSize(1);
  }

  @Test
  void ofManyExternalModelsThoseThatChangedLastStayAndOursAlways() {
    int offset = 0;
    board.apply(at(0, offset++, Predictions.of("A", 15, NOON, 0)));
    for (int i = 0; i < 50; i++) {
      board.apply(at(0, offset++, Predictions.of("A", 15, NOON, 0, 50, "steady")));
      board.apply(at(0, offset++, Predictions.of("A", 15, NOON, 0, 50, "version-" + i)));
    }
    board.apply(at(0, offset, Predictions.of("B", 15, NOON, 0, 50, "version-0")));

    assertThat(board.unseenBy(OffsetVector.none()))
        .extracting(entry -> entry.segmentId() + " " + entry.model())
        .containsExactly(
            "A ", "A version-47", "A version-48", "A steady", "A version-49", "B version-0");
    assertThat(board.listPredictions("A", "version-0")).isEmpty();
    assertThat(board.listPredictions("A", "steady")).hasSize(1);
  }

  /** Whoever was cut off at any event ends, on any instance, where one ends who never left. */
  @Test
  void resumingAnywhereEndsAtTheSameState() {
    LatestBoard other = new LatestBoard();
    List<String> segments = List.of("A", "B", "C");
    int[] offsets = new int[2];
    for (int i = 0; i < 60; i++) {
      String segment = segments.get(i % 3);
      int partition = segment.equals("C") ? 1 : 0;
      var record =
          at(
              partition,
              offsets[partition]++,
              Predictions.of(segment, i % 2 == 0 ? 15 : 30, NOON + i * STEP, 0));
      board.apply(record);
    }
    Map<String, Entry> wanted = state(board.unseenBy(OffsetVector.none()));
    int[] again = new int[2];
    for (int i = 0; i < 60; i++) {
      String segment = segments.get(i % 3);
      int partition = segment.equals("C") ? 1 : 0;
      var record =
          at(
              partition,
              again[partition]++,
              Predictions.of(segment, i % 2 == 0 ? 15 : 30, NOON + i * STEP, 0));
      other.apply(record);
      OffsetVector cutOffAt = OffsetVector.parse(other.vector().toString()).orElseThrow();
      Map<String, Entry> resumed = state(other.unseenBy(OffsetVector.none()));
      resumed.putAll(state(board.unseenBy(cutOffAt)));
      assertThat(resumed.keySet()).isEqualTo(wanted.keySet());
      resumed.forEach(
          (key, entry) ->
              assertThat(entry.prediction())
                  .isEqualTo(requireNonNull(wanted.get(key)).prediction()));
    }
  }

  private static Map<String, Entry> state(List<Entry> entries) {
    Map<String, Entry> state = new java.util.HashMap<>();
    entries.forEach(
        e ->
            state.put(
                e.prediction().getSegmentId() + e.prediction().getPredictionHorizonMinutes(), e));
    return state;
  }
}
