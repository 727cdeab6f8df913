package com.trafficprediction.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trafficprediction.core.network.DistanceNeighbours.RoadDistance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DistanceNeighboursTest {
  private static final Network NETWORK =
      Roads.network(
          Roads.place("a", 34.0, -118.0),
          Roads.place("b", 34.01, -118.0),
          Roads.place("c", 34.02, -118.0),
          Roads.place("d", 34.03, -118.0));

  @Test
  void downstreamIsWhereOneGetsByTheShorterWay() {
    NeighbourGraph graph = graph(road("a", "b", 1), road("b", "a", 4), road("b", "c", 1));

    assertThat(graph.of("a").downstream()).containsExactly("b");
    assertThat(graph.of("a").upstream()).isEmpty();
    assertThat(graph.of("b").upstream()).containsExactly("a");
    assertThat(graph.of("b").downstream()).containsExactly("c");
    assertThat(graph.method()).isEqualTo(NeighbourGraph.Method.DISTANCE_FILE);
  }

  @Test
  void aPairThatIsEquallyCloseBothWaysCountsOnBothSides() {
    NeighbourGraph graph = graph(road("a", "b", 1), road("b", "a", 1));

    assertThat(graph.of("a")).isEqualTo(new Neighbours(List.of("b"), List.of("b"), List.of()));
    assertThat(graph.of("a").all()).containsExactly("b");
  }

  @Test
  void nearestFirstAndTiesById() {
    NeighbourGraph graph = graph(road("a", "d", 2), road("a", "c", 2), road("a", "b", 3));

    assertThat(graph.of("a").downstream()).containsExactly("c", "d", "b");
  }

  @Test
  void roadsBeyondEightKilometresAndToStrangersAndToItselfDoNotCount() {
    NeighbourGraph graph =
        graph(road("a", "b", 8), road("a", "c", 8.001), road("a", "x", 1), road("a", "a", 0));

    assertThat(graph.of("a").downstream()).containsExactly("b");
  }

  @Test
  void aRepeatedRowNeverMakesANeighbourCountTwiceAndTheOrderOfRowsIsIrrelevant() {
    List<RoadDistance> rows =
        new ArrayList<>(
            List.of(
                road("a", "b", 3),
                road("a", "b", 1),
                road("b", "a", 2),
                road("b", "a", 5),
                road("a", "c", 2)));
    NeighbourGraph expected = DistanceNeighbours.of(NETWORK, rows);

    assertThat(expected.of("a").downstream()).containsExactly("b", "c");
    for (int seed = 0; seed < 10; seed++) {
      Collections.shuffle(rows, new Random(seed));
      assertThat(DistanceNeighbours.of(NETWORK, rows).bySegment()).isEqualTo(expected.bySegment());
    }
  }

  @Test
  void aDistanceIsANumberOfKilometres() {
    assertThatThrownBy(() -> road("a", "b", -1)).hasMessageContaining("from a to b");
    assertThatThrownBy(() -> road("a", "b", Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static NeighbourGraph graph(RoadDistance... rows) {
    return DistanceNeighbours.of(NETWORK, List.of(rows));
  }

  private static RoadDistance road(String from, String to, double km) {
    return new RoadDistance(from, to, km);
  }
}
