package com.trafficprediction.core.planner;

import static com.trafficprediction.core.planner.PlannerExamples.imputed;
import static com.trafficprediction.core.planner.PlannerExamples.observed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.trafficprediction.core.window.WindowSums;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TravelSumsTest {
  @Test
  void twoHundredVehiclesOnTwoKilometres() {
    // 200 vehicles x 2 km at 50 km/h: 400 vehicle-km in 8 vehicle-hours; at 60 mph (96.56 km/h)
    // they would have taken 4.143 vehicle-hours.
    TravelSums travel = TravelSums.of(observed(50, 200), 2.0);

    assertThat(travel.vehicleKm()).isEqualTo(400);
    assertThat(travel.vehicleHours()).isCloseTo(8, within(1e-9));
    assertThat(travel.speedKmh()).isCloseTo(50, within(1e-9));
    assertThat(travel.delayVehicleHours(ReferenceSpeed.MPH_60))
        .isCloseTo(8 - 400 / 96.56064, within(1e-6));
    assertThat(travel.delayVehicleHours(ReferenceSpeed.MPH_35))
        .isCloseTo(8 - 400 / 56.32704, within(1e-6));
    assertThat(travel.imputedShare()).isZero();
  }

  @Test
  void theSpeedOfACorridorIsNotTheMeanOfSpeeds() {
    // 100 vehicles crawl over 1 km at 20 km/h, 100 fly over 1 km at 100 km/h.
    TravelSums corridor =
        TravelSums.of(observed(20, 100), 1).merge(TravelSums.of(observed(100, 100), 1));

    assertThat(corridor.speedKmh()).isCloseTo(200 / 6.0, within(1e-6));
  }

  @Test
  void fastTrafficHasNoNegativeDelay() {
    assertThat(TravelSums.of(observed(110, 100), 1).delayVehicleHours(ReferenceSpeed.DEFAULT))
        .isZero();
  }

  @Test
  void imputedFlowCountsInTravelAloneAndItsShareIsShown() {
    TravelSums travel =
        TravelSums.of(observed(50, 300), 1).merge(TravelSums.of(imputed(90, 100), 1));

    assertThat(travel.vehicleKm()).isEqualTo(400);
    assertThat(travel.imputedShare()).isEqualTo(0.25);
    assertThat(travel.timedShare()).isEqualTo(0.75);
    assertThat(travel.vehicleHours()).isCloseTo(6, within(1e-9));
    assertThat(travel.speedKmh()).isCloseTo(50, within(1e-9));
  }

  @Test
  void whatCannotBeHadIsNotANumberAndAnEmptyRoadIsZero() {
    assertThat(TravelSums.of(observed(50, -1), 1).vehicleKm()).isNaN();
    assertThat(
            TravelSums.of(observed(50, 100), Double.NaN).delayVehicleHours(ReferenceSpeed.MPH_60))
        .isNaN();
    assertThat(TravelSums.of(WindowSums.EMPTY, 1)).isEqualTo(TravelSums.EMPTY);
    TravelSums night = TravelSums.of(observed(100, 0), 1);
    assertThat(night.vehicleKm()).isZero();
    assertThat(night.delayVehicleHours(ReferenceSpeed.MPH_60)).isZero();
    assertThat(night.speedKmh()).isNaN();
    assertThat(night.imputedShare()).isNaN();
  }

  @Test
  void aDetectorThatReadsZeroDoesNotTakeForEver() {
    assertThat(TravelSums.of(observed(0, 10), 1).vehicleHours())
        .isCloseTo(10 / 1.609344, within(1e-6));
  }

  @Test
  void thresholdsAreThoseOfPems() {
    assertThat(ReferenceSpeed.ofMph(35).kmh()).isCloseTo(56.32704, within(1e-9));
    assertThatThrownBy(() -> ReferenceSpeed.ofMph(65)).hasMessageContaining("35, 40");
  }

  @Property(tries = 100)
  void mergingIsTheSameInAnyOrderAndThroughComponents(
      @ForAll @DoubleRange(min = 0, max = 150) double speedA,
      @ForAll @DoubleRange(min = 0, max = 150) double speedB,
      @ForAll @IntRange(min = 0, max = 700) int vehicles) {
    TravelSums a = TravelSums.of(observed(speedA, vehicles), 0.7);
    TravelSums b = TravelSums.of(imputed(speedB, 700 - vehicles), 1.3);
    TravelSums c = TravelSums.of(observed(speedB, vehicles), 0.4);

    assertThat(a.merge(b).merge(c))
        .isEqualTo(c.merge(TravelSums.ofComponents(b.components())).merge(a));
  }
}
