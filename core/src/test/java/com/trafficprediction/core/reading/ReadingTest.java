package com.trafficprediction.core.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trafficprediction.core.units.Quantity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ReadingTest {
  @Test
  void ofTwoDeliveriesTheBetterObservedOneCounts() {
    Reading imputed = new Reading("e", "A", 0, 300, 9000, 10, 500, 0);
    Reading measured = new Reading("e", "A", 0, 300, 8000, 10, 500, 7000);

    assertThat(Collections.min(List.of(imputed, measured), Reading.TIE_BREAK)).isEqualTo(measured);
  }

  @Test
  void aDeliveryWithASpeedBeatsOneWithout() {
    Reading without = new Reading("e", "A", 0, 300, Quantity.ABSENT, 10, 500, 10_000);
    Reading with = new Reading("e", "A", 0, 300, 0, 10, 500, 10_000);

    assertThat(Collections.min(List.of(without, with), Reading.TIE_BREAK)).isEqualTo(with);
  }

  @Property
  void theChoiceDoesNotDependOnArrival(
      @ForAll @Size(min = 1, max = 6) List<@net.jqwik.api.From("deliveries") Reading> deliveries,
      @ForAll Random random) {
    List<Reading> shuffled = new ArrayList<>(deliveries);
    Collections.shuffle(shuffled, random);

    assertThat(Collections.min(shuffled, Reading.TIE_BREAK))
        .isEqualTo(Collections.min(deliveries, Reading.TIE_BREAK));
  }

  @Property
  void onlyEqualReadingsTie(@ForAll("deliveries") Reading a, @ForAll("deliveries") Reading b) {
    int order = Reading.TIE_BREAK.compare(a, b);

    assertThat(order == 0).isEqualTo(a.equals(b));
    assertThat(Integer.signum(Reading.TIE_BREAK.compare(b, a))).isEqualTo(-Integer.signum(order));
  }

  @Test
  void quantitiesAreNeverNegativeAndIdsNeverEmpty() {
    assertThatThrownBy(() -> new Reading("", "A", 0, 300, 1, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Reading("e", "A", 0, 0, 1, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Reading("e", "A", 0, 300, -2, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Provide
  Arbitrary<Reading> deliveries() {
    Arbitrary<Integer> few = Arbitraries.integers().between(-1, 1);
    return Combinators.combine(
            Arbitraries.of("A", "B"),
            Arbitraries.of(0L, 30_000L),
            Arbitraries.of(30, 300),
            few,
            few,
            few,
            Arbitraries.of(0, 5000, 10_000))
        .as(
            (segment, start, interval, speed, vehicles, occupancy, observed) ->
                new Reading("e", segment, start, interval, speed, vehicles, occupancy, observed));
  }
}
