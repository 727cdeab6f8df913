package com.trafficprediction.core.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class UnitsTest {
  @Test
  void aMileIsExactly1609344Millimetres() {
    assertThat(LengthUnit.MILES.toKm(1)).isEqualTo(1.609344);
    assertThat(LengthUnit.METRES.toKm(1500)).isEqualTo(1.5);
    assertThat(LengthUnit.KILOMETRES.toKm(3)).isEqualTo(3);
  }

  @Test
  void speedsConvertToKmhAndBack() {
    assertThat(SpeedUnit.MPH.toKmh(65)).isEqualTo(65 * 1.609344);
    assertThat(SpeedUnit.METRES_PER_SECOND.toKmh(10)).isEqualTo(36);
    assertThat(SpeedUnit.MPH.fromKmh(SpeedUnit.MPH.toKmh(44.7))).isCloseTo(44.7, within(1e-12));
    assertThat(SpeedUnit.KMH.toKmh(Double.NaN)).isNaN();
  }

  @Test
  void quantisationRoundsHalfUpToHundredths() {
    assertThat(Quantity.centi(0)).isZero();
    assertThat(Quantity.centi(0.005)).isEqualTo(1);
    assertThat(Quantity.centi(104.60736)).isEqualTo(10461);
  }

  @Test
  void absentIsNotZero() {
    assertThat(Quantity.centi(Double.NaN)).isEqualTo(Quantity.ABSENT);
    assertThat(Quantity.fromCenti(Quantity.ABSENT)).isNaN();
    assertThat(Quantity.vehicles(Double.NaN, 300)).isEqualTo(Quantity.ABSENT);
  }

  @Test
  void anInfiniteQuantityIsRefusedAndNotClamped() {
    assertThatThrownBy(() -> Quantity.centi(Double.POSITIVE_INFINITY))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Quantity.vehicles(Double.POSITIVE_INFINITY, 300))
        .isInstanceOf(ArithmeticException.class);
  }

  @Property
  void aQuantisedValueIsWithinHalfAHundredthAndQuantisingAgainKeepsIt(
      @ForAll @DoubleRange(min = 0, max = 200) double kmh) {
    int centi = Quantity.centi(kmh);

    assertThat(Quantity.fromCenti(centi)).isCloseTo(kmh, within(0.005 + 1e-12));
    assertThat(Quantity.centi(Quantity.fromCenti(centi))).isEqualTo(centi);
  }

  @Property
  void aVehicleCountSurvivesTheTripThroughAnHourlyRate(
      @ForAll @IntRange(max = 8000) int vehicles,
      @ForAll @IntRange(min = 1, max = 300) int intervalSeconds) {
    double volumeVph = vehicles * 3600.0 / intervalSeconds;

    assertThat(Quantity.vehicles(volumeVph, intervalSeconds)).isEqualTo(vehicles);
  }
}
