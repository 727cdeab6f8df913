package com.trafficprediction.core.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trafficprediction.core.reading.Reading;
import com.trafficprediction.core.units.Quantity;
import com.trafficprediction.core.window.WindowFold;
import com.trafficprediction.core.window.Windows;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WindowRingTest {
  @Property
  void holdsTheNewestWindowOfEveryPlaceWhateverTheOrder(
      @ForAll @Size(max = 60) List<@IntRange(min = -40, max = 40) Integer> windows) {
    WindowRing ring = new WindowRing(16);
    Map<Integer, Integer> newest = new HashMap<>();
    for (int window : windows) {
      ring.put(window * Windows.MILLIS, 100 + window, 200 + window, 300 + window);
      newest.merge(Math.floorMod(window, 16), window, Math::max);
    }

    for (int window = -40; window <= 40; window++) {
      boolean held = newest.getOrDefault(Math.floorMod(window, 16), -41) == window;
      long start = window * Windows.MILLIS;
      assertThat(ring.speedCenti(start)).isEqualTo(held ? 100 + window : Quantity.ABSENT);
      assertThat(ring.volumeVph(start)).isEqualTo(held ? 200 + window : Quantity.ABSENT);
      assertThat(ring.occupancyCenti(start)).isEqualTo(held ? 300 + window : Quantity.ABSENT);
    }
  }

  @Test
  void anAmendedWindowReplacesTheFirstVersion() {
    WindowRing ring = new WindowRing(4);
    ring.put(0, 5_000, 100, 100);
    ring.put(0, 6_000, Quantity.ABSENT, 200);

    assertThat(ring.speedCenti(0)).isEqualTo(6_000);
    assertThat(ring.volumeVph(0)).isEqualTo(Quantity.ABSENT);
  }

  @Test
  void takesAWindowsObservedValuesAndNoImputedOnes() {
    WindowFold fold = new WindowFold();
    fold.add(new Reading("a", "S", 0, 150, 8_000, 30, 1_000, 10_000));
    fold.add(new Reading("b", "S", 150_000, 150, 2_000, 90, 9_000, 0));
    WindowRing ring = new WindowRing(4);
    ring.put(0, fold.sums());

    assertThat(ring.speedCenti(0)).isEqualTo(8_000);
    assertThat(ring.volumeVph(0)).isEqualTo(720);
    assertThat(ring.occupancyCenti(0)).isEqualTo(1_000);
  }

  @Test
  void aClearedRingKnowsNothing() {
    WindowRing ring = new WindowRing(4);
    ring.put(0, 5_000, 100, 100);
    ring.clear();

    assertThat(ring.speedCenti(0)).isEqualTo(Quantity.ABSENT);
  }

  @Test
  void onlyWindowStartsAreTaken() {
    assertThatThrownBy(() -> new WindowRing(4).put(1, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new WindowRing(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
