package com.trafficprediction.feeds.synthetic;

import static com.trafficprediction.feeds.synthetic.Fixtures.IDENTITY;
import static com.trafficprediction.feeds.synthetic.Fixtures.parameters;
import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.core.network.ChainPosition;
import com.trafficprediction.core.network.LaneType;
import com.trafficprediction.core.network.NeighbourGraph;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.network.PostmileNeighbours;
import com.trafficprediction.core.network.Segment;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SyntheticNetworkTest {
  private final Network network = SyntheticNetwork.of(IDENTITY, parameters(1).build());

  @Test
  void saysEverywhereThatItIsSynthetic() {
    assertThat(network.synthetic()).isTrue();
    assertThat(network.dataset()).isEqualTo("synthetic");
    assertThat(network.segments()).allSatisfy(s -> assertThat(s.name()).contains("(synthetic)"));
    assertThat(network.segments()).allSatisfy(s -> assertThat(s.id()).startsWith("SYN_"));
  }

  @Test
  void hasBothDirectionsOfEveryFreewayAndSomeHovStations() {
    assertThat(network.segments()).hasSize(80);
    assertThat(PostmileNeighbours.chains(network).keySet())
        .containsExactlyInAnyOrder(
            "SY1-N",
            "SY1-S",
            "SY2-E",
            "SY2-W",
            "SY3-N",
            "SY3-S",
            "SY1-N HOV",
            "SY1-S HOV",
            "SY3-N HOV",
            "SY3-S HOV");
    NeighbourGraph graph = PostmileNeighbours.of(network);
    assertThat(network.segments())
        .filteredOn(s -> position(s).laneType() == LaneType.HOV)
        .hasSize(14)
        .allSatisfy(s -> assertThat(graph.of(s.id()).coLocated()).hasSize(1))
        .allSatisfy(s -> assertThat(s.lanes()).isEqualTo(1));
  }

  @Test
  void postmilesAgreeWithTheMap() {
    for (List<Segment> chain : PostmileNeighbours.chains(network).values()) {
      for (int i = 1; i < chain.size(); i++) {
        Segment before = chain.get(i - 1);
        Segment after = chain.get(i);
        double road = position(after).travelKm() - position(before).travelKm();
        assertThat(road).isBetween(0.4, 6.0);
        assertThat(before.distanceKm(after)).isBetween(0.8 * road, 1.02 * road);
      }
    }
  }

  @Test
  void oppositeDirectionsRunSideBySide() {
    double nearest = nearestKm(ofChain("SY1-N"), ofChain("SY1-S"));
    assertThat(nearest).isBetween(0.02, 0.5);
  }

  @Test
  void freewaysCross() {
    List<Segment> first = ofFreeway("SY1");
    assertThat(nearestKm(first, ofFreeway("SY2"))).isLessThan(1.0);
    assertThat(nearestKm(first, ofFreeway("SY3"))).isLessThan(1.0);
    assertThat(nearestKm(ofFreeway("SY2"), ofFreeway("SY3"))).isLessThan(1.0);
  }

  @Test
  void lengthsAddUpToTheRoad() {
    for (List<Segment> chain : PostmileNeighbours.chains(network).values()) {
      if (position(chain.get(0)).laneType() == LaneType.MAINLINE) {
        double sum = chain.stream().mapToDouble(Segment::lengthKm).sum();
        double span =
            position(chain.get(chain.size() - 1)).travelKm() - position(chain.get(0)).travelKm();
        assertThat(sum).isBetween(span, span * 1.25);
      }
    }
  }

  @Property(tries = 30)
  void anySizeWorks(
      @ForAll @IntRange(min = 1, max = 6) int freeways,
      @ForAll @IntRange(min = 24, max = 400) int segments) {
    Network any =
        SyntheticNetwork.of(IDENTITY, parameters(1).freeways(freeways).segments(segments).build());
    assertThat(any.segments()).hasSize(segments);
    assertThat(any.segments().stream().map(s -> position(s).freeway()).collect(Collectors.toSet()))
        .hasSize(freeways);
  }

  @Test
  void anotherSeedLaysOutAnotherNetwork() {
    Network other = SyntheticNetwork.of(IDENTITY, parameters(1).seed(7).build());
    assertThat(other.segments()).isNotEqualTo(network.segments());
  }

  private List<Segment> ofFreeway(String freeway) {
    return network.segments().stream().filter(s -> position(s).freeway().equals(freeway)).toList();
  }

  private List<Segment> ofChain(String chain) {
    return network.segments().stream().filter(s -> position(s).chainId().equals(chain)).toList();
  }

  private static double nearestKm(List<Segment> some, List<Segment> others) {
    return some.stream()
        .flatMapToDouble(a -> others.stream().mapToDouble(a::distanceKm))
        .min()
        .orElseThrow();
  }

  private static ChainPosition position(Segment segment) {
    return segment.chain().orElseThrow();
  }
}
