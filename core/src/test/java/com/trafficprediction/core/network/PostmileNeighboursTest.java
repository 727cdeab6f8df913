package com.trafficprediction.core.network;

import static com.trafficprediction.core.network.Roads.station;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PostmileNeighboursTest {
  @ParameterizedTest
  @EnumSource(
      value = Direction.class,
      names = {"NORTH", "EAST"})
  void postmilesGrowDownstreamToTheNorthAndEast(Direction direction) {
    NeighbourGraph graph = PostmileNeighbours.of(fiveStations(direction));

    assertThat(graph.of("c").upstream()).containsExactly("b", "a");
    assertThat(graph.of("c").downstream()).containsExactly("d", "e");
  }

  @ParameterizedTest
  @EnumSource(
      value = Direction.class,
      names = {"SOUTH", "WEST"})
  void postmilesRunAgainstTrafficToTheSouthAndWest(Direction direction) {
    NeighbourGraph graph = PostmileNeighbours.of(fiveStations(direction));

    assertThat(graph.of("c").upstream()).containsExactly("d", "e");
    assertThat(graph.of("c").downstream()).containsExactly("b", "a");
  }

  @Test
  void atMostFourNeighboursEachWay() {
    Network network =
        Roads.network(
            mainline("a", 1),
            mainline("b", 2),
            mainline("c", 3),
            mainline("d", 4),
            mainline("e", 5),
            mainline("f", 6));

    assertThat(PostmileNeighbours.of(network).of("a").downstream())
        .containsExactly("b", "c", "d", "e");
  }

  @Test
  void aGapInTheChainEndsIt() {
    Network network = Roads.network(mainline("a", 0), mainline("b", 12), mainline("c", 12.001));

    assertThat(PostmileNeighbours.of(network).of("a").downstream()).containsExactly("b");
  }

  @Test
  void oppositeDirectionsAndOtherFreewaysAreOtherChains() {
    Network network =
        Roads.network(
            mainline("a", 1),
            station("south", "I5", Direction.SOUTH, LaneType.MAINLINE, 1.5),
            station("other", "SR57", Direction.NORTH, LaneType.MAINLINE, 1.6),
            mainline("b", 2));

    assertThat(PostmileNeighbours.of(network).of("a"))
        .isEqualTo(
            new Neighbours(java.util.List.of(), java.util.List.of("b"), java.util.List.of()));
  }

  @Test
  void theHovLaneIsAChainOfItsOwnAndTheStationBesideItAFeatureOfItsOwn() {
    Network network =
        Roads.network(
            mainline("m1", 1),
            mainline("m2", 2),
            station("h1", "I5", Direction.NORTH, LaneType.HOV, 1.1),
            station("h2", "I5", Direction.NORTH, LaneType.HOV, 2.2));
    NeighbourGraph graph = PostmileNeighbours.of(network);

    assertThat(graph.of("m1").downstream()).containsExactly("m2");
    assertThat(graph.of("h1").downstream()).containsExactly("h2");
    assertThat(graph.of("m1").coLocated()).containsExactly("h1");
    assertThat(graph.of("h1").coLocated()).containsExactly("m1");
    assertThat(graph.of("m2").coLocated()).as("200 m away").isEmpty();
  }

  @Test
  void theNearestStationOfTheOtherLaneTypeIsTheCoLocatedOne() {
    Network network =
        Roads.network(
            mainline("m", 1),
            station("near", "I5", Direction.NORTH, LaneType.HOV, 1.05),
            station("far", "I5", Direction.NORTH, LaneType.HOV, 0.9));

    assertThat(PostmileNeighbours.of(network).of("m").coLocated()).containsExactly("near");
  }

  @Test
  void rampsHaveNoNeighboursAndAreNobodysNeighbour() {
    Network network =
        Roads.network(
            mainline("a", 1),
            station("r1", "I5", Direction.NORTH, LaneType.RAMP, 1.2),
            station("r2", "I5", Direction.NORTH, LaneType.RAMP, 1.4),
            mainline("b", 2));
    NeighbourGraph graph = PostmileNeighbours.of(network);

    assertThat(graph.of("r1")).isEqualTo(Neighbours.NONE);
    assertThat(graph.of("a").downstream()).containsExactly("b");
  }

  @Test
  void stationsAtOnePostmileAreOrderedByIdSoThatTheGraphIsAlwaysTheSame() {
    Network network = Roads.network(mainline("y", 1), mainline("x", 1), mainline("z", 2));

    assertThat(PostmileNeighbours.of(network).of("z").upstream()).containsExactly("y", "x");
  }

  @Test
  void theGraphKnowsWhoReadsASegment() {
    NeighbourGraph graph = PostmileNeighbours.of(fiveStations(Direction.NORTH));

    assertThat(graph.dependentsOf("a")).containsExactly("b", "c", "d", "e");
    assertThat(graph.dependentsOf("nobody")).isEmpty();
    assertThat(graph.of("nobody")).isEqualTo(Neighbours.NONE);
  }

  private static Segment mainline(String id, double postmileKm) {
    return station(id, "I5", Direction.NORTH, LaneType.MAINLINE, postmileKm);
  }

  private static Network fiveStations(Direction direction) {
    return Roads.network(
        station("c", "I5", direction, LaneType.MAINLINE, 3),
        station("a", "I5", direction, LaneType.MAINLINE, 1),
        station("e", "I5", direction, LaneType.MAINLINE, 5),
        station("b", "I5", direction, LaneType.MAINLINE, 2),
        station("d", "I5", direction, LaneType.MAINLINE, 4));
  }
}
