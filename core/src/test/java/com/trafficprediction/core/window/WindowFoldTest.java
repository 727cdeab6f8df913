package com.trafficprediction.core.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.trafficprediction.core.reading.Reading;
import com.trafficprediction.core.units.Quantity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WindowFoldTest {
  private static final int NONE = Quantity.ABSENT;

  @Test
  void speedIsWeightedByTheVehiclesThatDroveIt() {
    WindowSums window = fold(observed(10_000, 30, NONE), observed(4_000, 10, NONE));

    assertThat(window.speedKmh()).isEqualTo((100.0 * 30 + 40.0 * 10) / 40);
  }

  @Test
  void oneSpeedWithoutACountMakesItThePlainMean() {
    WindowSums window = fold(observed(10_000, 30, NONE), observed(4_000, NONE, NONE));

    assertThat(window.speedKmh()).isEqualTo(70);
  }

  @Test
  void anEmptyRoadStillHasTheSpeedItsDetectorReported() {
    WindowSums window = fold(observed(10_000, 0, NONE), observed(9_000, 0, NONE));

    assertThat(window.speedKmh()).isEqualTo(95);
    assertThat(window.volumeVph()).isZero();
  }

  @Test
  void aSpreadNeedsTwoReadings() {
    assertThat(fold(observed(10_000, 1, NONE)).stdSpeedKmh()).isNaN();
    assertThat(fold(observed(10_000, 1, NONE), observed(10_000, 5, NONE)).stdSpeedKmh()).isZero();
    assertThat(fold(observed(10_000, 1, NONE), observed(10_200, 5, NONE)).stdSpeedKmh())
        .isCloseTo(Math.sqrt(2), within(1e-12));
  }

  @Test
  void volumeIsARateOverTheSecondsCountedNotOverTheWindow() {
    WindowSums window = fold(reading(30, 10_000, 15, NONE, 10_000));

    assertThat(window.volumeVph()).isEqualTo(1800);
  }

  @Test
  void anImputedReadingServesVehicleKilometresAlone() {
    WindowSums window = fold(reading(300, 10_000, 200, 1500, 0));

    assertThat(window.speedKmh()).isNaN();
    assertThat(window.volumeVph()).isNaN();
    assertThat(window.occupancyPercent()).isNaN();
    assertThat(window.observedReadings()).isZero();
    assertThat(window.imputedReadings()).isOne();
    assertThat(window.imputedVehicles()).isEqualTo(200);
    assertThat(window.imputedVehicleSeconds()).isEqualTo(300);
  }

  @Test
  void theEmptyWindowKnowsNothing() {
    assertThat(new WindowFold().sums()).isEqualTo(WindowSums.EMPTY);
    assertThat(WindowSums.EMPTY.speedKmh()).isNaN();
    assertThat(WindowSums.EMPTY.minSpeedKmh()).isNaN();
    assertThat(WindowSums.EMPTY.maxSpeedKmh()).isNaN();
    assertThat(WindowSums.EMPTY.stdSpeedKmh()).isNaN();
    assertThat(WindowSums.EMPTY.volumeVph()).isNaN();
    assertThat(WindowSums.EMPTY.occupancyPercent()).isNaN();
  }

  @Property
  void foldingInPartsInAnyOrderEqualsFoldingAtOnce(
      @ForAll @Size(max = 20) List<@From("readings") Reading> readings,
      @ForAll @IntRange(max = 20) int cut,
      @ForAll Random random) {
    List<Reading> shuffled = new ArrayList<>(readings);
    Collections.shuffle(shuffled, random);
    int at = Math.min(cut, readings.size());
    WindowSums head = fold(shuffled.subList(0, at));
    WindowSums tail = fold(shuffled.subList(at, shuffled.size()));

    assertThat(head.merge(tail)).isEqualTo(fold(readings));
    assertThat(tail.merge(head)).isEqualTo(fold(readings));
    assertThat(head.merge(WindowSums.EMPTY)).isEqualTo(head);
  }

  @Property
  void mergingIsAssociative(
      @ForAll @Size(max = 5) List<@From("readings") Reading> a,
      @ForAll @Size(max = 5) List<@From("readings") Reading> b,
      @ForAll @Size(max = 5) List<@From("readings") Reading> c) {
    assertThat(fold(a).merge(fold(b)).merge(fold(c)))
        .isEqualTo(fold(a).merge(fold(b).merge(fold(c))));
  }

  @Property
  void averagesEqualThoseWorkedOutFromTheReadings(
      @ForAll @Size(min = 2, max = 20) List<@From("readings") Reading> readings) {
    WindowSums window = fold(readings);
    List<Reading> observed = readings.stream().filter(r -> !r.imputed()).toList();
    double[] speeds =
        observed.stream()
            .filter(Reading::hasSpeed)
            .mapToDouble(r -> r.speedCenti() / 100.0)
            .toArray();

    if (speeds.length == 0) {
      assertThat(window.speedKmh()).isNaN();
      return;
    }
    assertThat(window.minSpeedKmh()).isEqualTo(DoubleStream.of(speeds).min().orElseThrow());
    assertThat(window.maxSpeedKmh()).isEqualTo(DoubleStream.of(speeds).max().orElseThrow());
    assertThat(window.speedKmh()).isCloseTo(meanSpeed(observed, speeds), within(1e-9));
    if (speeds.length >= 2) {
      double mean = DoubleStream.of(speeds).average().orElseThrow();
      double squares = DoubleStream.of(speeds).map(s -> (s - mean) * (s - mean)).sum();
      assertThat(window.stdSpeedKmh())
          .isCloseTo(Math.sqrt(squares / (speeds.length - 1)), within(1e-6));
    }
  }

  private static double meanSpeed(List<Reading> observed, double[] speeds) {
    List<Reading> withSpeed = observed.stream().filter(Reading::hasSpeed).toList();
    long vehicles =
        withSpeed.stream().filter(Reading::hasVehicles).mapToLong(Reading::vehicles).sum();
    if (withSpeed.stream().allMatch(Reading::hasVehicles) && vehicles > 0) {
      return withSpeed.stream().mapToDouble(r -> r.speedCenti() / 100.0 * r.vehicles()).sum()
          / vehicles;
    }
    return DoubleStream.of(speeds).average().orElseThrow();
  }

  @Test
  void theGridIsFiveMinutesFromTheEpochAlsoBeforeIt() {
    assertThat(Windows.startOf(299_999)).isZero();
    assertThat(Windows.startOf(300_000)).isEqualTo(300_000);
    assertThat(Windows.startOf(-1)).isEqualTo(-300_000);
    assertThat(Windows.holds(0, 300)).isTrue();
    assertThat(Windows.holds(1, 300)).isFalse();
    assertThatThrownBy(() -> new TrafficWindow("A", 1, WindowSums.EMPTY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new TrafficWindow("A", 0, WindowSums.EMPTY).endMillis()).isEqualTo(300_000);
  }

  @Provide
  Arbitrary<Reading> readings() {
    return Combinators.combine(
            Arbitraries.of(20, 30, 300),
            Arbitraries.integers().between(-1, 20_000),
            Arbitraries.integers().between(-1, 800),
            Arbitraries.integers().between(-1, 10_000),
            Arbitraries.of(0, 5000, 10_000))
        .as(WindowFoldTest::reading);
  }

  private static Reading observed(int speedCenti, int vehicles, int occupancyCenti) {
    return reading(30, speedCenti, vehicles, occupancyCenti, 10_000);
  }

  private static Reading reading(
      int seconds, int speedCenti, int vehicles, int occupancyCenti, int observedCenti) {
    return new Reading("e", "A", 0, seconds, speedCenti, vehicles, occupancyCenti, observedCenti);
  }

  private static WindowSums fold(Reading... readings) {
    return fold(List.of(readings));
  }

  private static WindowSums fold(List<Reading> readings) {
    WindowFold fold = new WindowFold();
    readings.forEach(fold::add);
    return fold.sums();
  }
}
