package com.trafficprediction.core.feature;

import static com.trafficprediction.core.feature.Feature.Use.MODEL;

import com.trafficprediction.core.feature.Feature.Needs;
import com.trafficprediction.core.network.Neighbours;
import com.trafficprediction.core.window.Windows;
import java.util.ArrayList;
import java.util.List;

/**
 * Neighbours up- and downstream, the co-located station and the network as a whole. Where a
 * neighbour does not exist, the segment stands in for it with no deviation and no change.
 */
final class NeighbourFeatures implements FeatureRow.Group {
  private static final int TWO_HOPS = 2;

  @Override
  public List<Feature> features() {
    List<Feature> all = new ArrayList<>();
    for (String side : List.of("up", "down")) {
      for (int hop = 1; hop <= Neighbours.HOPS; hop++) {
        addNeighbour(all, side + hop);
      }
      all.add(kmh(side + "_2hop_deviation"));
    }
    addNeighbour(all, "colocated");
    all.add(kmh("network_speed"));
    all.add(kmh("network_change_15min"));
    all.add(new Feature("network_congested_share", "0 to 1", Needs.SPEED, MODEL, null));
    return all;
  }

  private static void addNeighbour(List<Feature> all, String name) {
    all.add(kmh(name + "_speed"));
    all.add(kmh(name + "_deviation"));
    all.add(kmh(name + "_change_15min"));
  }

  @Override
  public void write(Origin at, FeatureRow row) {
    double own = at.own().speed(0);
    writeSide(at.upstream(), own, row);
    writeSide(at.downstream(), own, row);
    writeNeighbour(at.coLocated(), 0, own, row);
    writeNetwork(at, own, row);
  }

  private static void writeSide(List<SegmentView> side, double own, FeatureRow row) {
    double sum = 0;
    int n = 0;
    for (int hop = 0; hop < Neighbours.HOPS; hop++) {
      double deviation = writeNeighbour(side, hop, own, row);
      if (hop < TWO_HOPS && hop < side.size()) {
        sum += deviation;
        n++;
      }
    }
    row.put(n == 0 ? 0 : sum / n);
  }

  /** Writes one neighbour's three columns and returns its deviation from what is usual on it. */
  private static double writeNeighbour(
      List<SegmentView> side, int hop, double own, FeatureRow row) {
    double speed = hop < side.size() ? side.get(hop).speed(0) : Double.NaN;
    if (Double.isNaN(speed)) {
      row.put(own);
      row.put(0);
      row.put(0);
      return 0;
    }
    SegmentView neighbour = side.get(hop);
    double deviation = neighbour.deviation();
    double known = Double.isNaN(deviation) ? 0 : deviation;
    double change = speed - neighbour.speed(3);
    row.put(speed);
    row.put(known);
    row.put(Double.isNaN(change) ? 0 : change);
    return known;
  }

  private static void writeNetwork(Origin at, double own, FeatureRow row) {
    long now = at.own().past().currentStart();
    NetworkMean current = at.network().at(now);
    NetworkMean earlier = at.network().at(now - 3 * Windows.MILLIS);
    boolean known = current.segments() > 0;
    row.put(known ? current.speedKmh() : own);
    row.put(known && earlier.segments() > 0 ? current.speedKmh() - earlier.speedKmh() : 0);
    row.put(known ? current.congestedShare() : 0);
  }

  private static Feature kmh(String name) {
    return new Feature(name, "km/h", Needs.SPEED, MODEL, null);
  }
}
