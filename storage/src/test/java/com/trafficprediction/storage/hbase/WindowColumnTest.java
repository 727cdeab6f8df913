package com.trafficprediction.storage.hbase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trafficprediction.schemas.TrafficWindow;
import com.trafficprediction.storage.hbase.RecentWindows.Row;
import java.util.Comparator;
import java.util.OptionalLong;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.hadoop.hbase.util.Bytes;

class WindowColumnTest {
  /** What a reader should see first. */
  private static final Comparator<State> PREFERENCE =
      Comparator.comparingInt((State s) -> -s.epoch)
          .thenComparingInt(s -> s.first)
          .thenComparingInt(s -> -s.last);

  private record State(int epoch, int first, int last) {
    byte[] name() {
      return WindowColumn.name(
          TopicEpochs.revision(epoch, first), TopicEpochs.revision(epoch, last));
    }
  }

  @Property
  void columnsSortAsReadersPrefer(
      @ForAll @IntRange(min = 1, max = TopicEpochs.MAX_EPOCH) int epoch,
      @ForAll @IntRange(max = 3) int earlier,
      @ForAll @IntRange int first,
      @ForAll @IntRange int otherFirst,
      @ForAll @IntRange int last,
      @ForAll @IntRange int otherLast) {
    State state = new State(epoch, first, last);
    State other = new State(Math.max(0, epoch - earlier), otherFirst, otherLast);

    assertThat(Integer.signum(Bytes.compareTo(state.name(), other.name())))
        .isEqualTo(Integer.signum(PREFERENCE.compare(state, other)));
  }

  @Example
  void aStateBegunLaterIsAPartOfOneOfItsEpoch() {
    byte[] stored = new State(2, 100, 150).name();

    assertThat(WindowColumn.hidesPartOf(stored, row(2, 101, 300))).isTrue();
    assertThat(WindowColumn.hidesPartOf(stored, row(2, 100, 300))).isFalse();
    assertThat(WindowColumn.hidesPartOf(stored, row(2, 99, 300))).isFalse();
    assertThat(WindowColumn.hidesPartOf(stored, row(3, 101, 300))).isFalse();
  }

  @Example
  void revisionsOfTwoEpochsAreNoState() {
    assertThatThrownBy(
            () -> WindowColumn.name(TopicEpochs.revision(1, 5), TopicEpochs.revision(2, 5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not of one epoch");
  }

  private static Row row(int epoch, int first, int last) {
    TrafficWindow window = new TrafficWindow();
    window.setRevision(TopicEpochs.revision(epoch, last));
    return new Row(window, TopicEpochs.revision(epoch, first), OptionalLong.empty());
  }
}
