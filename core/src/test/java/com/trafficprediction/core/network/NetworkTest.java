package com.trafficprediction.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NetworkTest {
  private final Network network =
      Roads.network(Roads.place("b", 34.0, -118.0), Roads.place("a", 34.1, -118.2));

  @Test
  void segmentsAreOrderedByIdWhateverOrderTheyCameIn() {
    assertThat(network.segments()).extracting(Segment::id).containsExactly("a", "b");
    assertThat(network.indexOf("b")).isEqualTo(1);
    assertThat(network.get("a").latitude()).isEqualTo(34.1);
    assertThat(network.find("c")).isEmpty();
  }

  @Test
  void aStrangerIsNamedTogetherWithTheDataSet() {
    assertThatThrownBy(() -> network.get("c"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("segment c is not in the network of data set test");
  }

  @Test
  void aNetworkNeedsSegmentsWithIdsOfTheirOwn() {
    assertThatThrownBy(() -> Roads.network(Set.of(), List.of()))
        .hasMessageContaining("no segments");
    assertThatThrownBy(() -> Roads.network(Roads.place("a", 1, 1), Roads.place("a", 2, 2)))
        .hasMessageContaining("a is defined twice");
  }

  @Test
  void boundsReachAHundredthOfADegreeBeyondTheSegments() {
    assertThat(network.bounds().contains(34.109, -118.209)).isTrue();
    assertThat(network.bounds().contains(34.111, -118.1)).isFalse();
    assertThat(network.bounds().contains(Double.NaN, -118.1)).isFalse();
  }

  @Test
  void distancesFollowTheGreatCircle() {
    Segment losAngeles = Roads.place("la", 34.0522, -118.2437);
    Segment sanDiego = Roads.place("sd", 32.7157, -117.1611);

    assertThat(losAngeles.distanceKm(sanDiego)).isCloseTo(179.4, within(0.2));
    assertThat(losAngeles.distanceKm(losAngeles)).isZero();
  }

  @Test
  void aSegmentHasCoordinatesOnEarthAndNoNegativeLength() {
    assertThatThrownBy(() -> Roads.place("a", 91, 0)).hasMessageContaining("segment a");
    assertThatThrownBy(() -> Roads.place("a", Double.NaN, 0)).hasMessageContaining("segment a");
    assertThatThrownBy(() -> new Segment("a", "a", 0, 0, null, 0, 0))
        .hasMessageContaining("length");
    assertThatThrownBy(() -> new Segment("a", "a", 0, 0, null, Double.POSITIVE_INFINITY, 0))
        .hasMessageContaining("length");
  }

  @Test
  void directionsAreReadFromLettersAndWords() {
    assertThat(Direction.ofCode("n")).isEqualTo(Direction.NORTH);
    assertThat(Direction.ofCode("West")).isEqualTo(Direction.WEST);
    assertThatThrownBy(() -> Direction.ofCode("up")).hasMessageContaining("use N, S, E or W");
  }

  @Test
  void nobodyIsHisOwnNeighbour() {
    Neighbours own = new Neighbours(List.of("a"), List.of(), List.of());

    assertThatThrownBy(() -> new NeighbourGraph(NeighbourGraph.Method.POSTMILE, Map.of("a", own)))
        .hasMessageContaining("its own neighbour");
  }
}
