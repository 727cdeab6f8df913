package com.trafficprediction.serving.corridor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TravelTimeTest {
  @Test
  void steadySpeedsGiveLengthOverSpeed() {
    List<Station> road = List.of(station("A", 10, 60), station("B", 5, 100));
    TravelTime time = TravelTime.trajectory(road, Station::speeds);
    assertThat(time.minutes()).isCloseTo(10 + 3, within(1e-9));
    assertThat(time.coveredShare()).isEqualTo(1);
    assertThat(TravelTime.instantaneous(road).minutes()).isCloseTo(13, within(1e-9));
  }

  @Test
  void aCarMeetsTheJamThatWillBeThereWhenItArrives() {
    Station first = station("A", 12.5, 60);
    Station jam = new Station("B", 1, 100, new SpeedCurve(100, 20, 20, 20), CURVE, CURVE);
    assertThat(TravelTime.trajectory(List.of(first, jam), Station::speeds).minutes())
        .as("12.5 minutes to the jam, then 1 km at 20 km/h")
        .isCloseTo(12.5 + 3, within(1e-9));
    assertThat(TravelTime.instantaneous(List.of(first, jam)).minutes())
        .isCloseTo(12.5 + 0.6, within(1e-9));
  }

  @Test
  void aGapIsNamedAndInNoTime() {
    Station gap = new Station("B", 5, 100, SpeedCurve.UNKNOWN, CURVE, CURVE);
    TravelTime time = TravelTime.trajectory(List.of(station("A", 15, 60), gap), Station::speeds);
    assertThat(time.minutes()).isCloseTo(15, within(1e-9));
    assertThat(time.gaps()).containsExactly("B");
    assertThat(time.coveredShare()).isEqualTo(0.75);
  }

  @Test
  void whereNothingIsObservedNowTheFirstForecastStandsIn() {
    Station dark = new Station("A", 10, 100, new SpeedCurve(Double.NaN, 60, 60, 60), CURVE, CURVE);
    assertThat(TravelTime.trajectory(List.of(dark), Station::speeds).minutes())
        .isCloseTo(10, within(1e-9));
    assertThat(TravelTime.instantaneous(List.of(dark)).gaps()).containsExactly("A");
  }

  private static final SpeedCurve CURVE = new SpeedCurve(60, 60, 60, 60);

  private static Station station(String id, double km, double kmh) {
    SpeedCurve steady = new SpeedCurve(kmh, kmh, kmh, kmh);
    return new Station(id, km, 110, steady, steady, steady);
  }
}
