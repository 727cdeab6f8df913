package com.trafficprediction.serving.forecast;

import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.feature.FeatureExtractor;
import com.trafficprediction.core.feature.NetworkMean;
import com.trafficprediction.core.feature.NetworkMeans;
import com.trafficprediction.core.feature.SegmentContext;
import com.trafficprediction.core.feature.WindowRing;
import com.trafficprediction.core.network.Neighbours;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.core.profile.ProfileFold;
import com.trafficprediction.core.profile.SegmentProfile;
import com.trafficprediction.core.units.Quantity;
import com.trafficprediction.core.window.WindowSums;
import com.trafficprediction.storage.network.StoredNetwork;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The recent windows of every segment, and the features that follow from them. What the batch layer
 * streams from files is held here in rings; everything computed from it is core.feature's. Not
 * thread-safe.
 */
public final class NetworkRings {
  /** Two hours of lags, an hour of carrying forward, and as much again for late windows. */
  public static final int WINDOWS = 72;

  private final Network network;
  private final List<WindowRing> rings = new ArrayList<>();
  private final List<SegmentContext> contexts = new ArrayList<>();
  private final Map<Long, NetworkMean> means = new HashMap<>();

  /**
   * Empty rings.
   *
   * @param profiles what is usual, by segment
   */
  public NetworkRings(StoredNetwork stored, Map<String, SegmentProfile> profiles) {
    this.network = stored.network();
    LocalCalendar calendar = network.calendar();
    for (int i = 0; i < network.segments().size(); i++) {
      rings.add(new WindowRing(WINDOWS));
    }
    NetworkMeans byStart = this::mean;
    for (Segment segment : network.segments()) {
      Neighbours neighbours = stored.neighbours().of(segment.id());
      contexts.add(
          new SegmentContext(
              calendar,
              source(segment.id(), profiles),
              sources(neighbours.upstream(), profiles),
              sources(neighbours.downstream(), profiles),
              sources(neighbours.coLocated(), profiles),
              byStart));
    }
  }

  private List<SegmentContext.Source> sources(
      List<String> ids, Map<String, SegmentProfile> profiles) {
    return ids.stream().map(id -> source(id, profiles)).toList();
  }

  private SegmentContext.Source source(String id, Map<String, SegmentProfile> profiles) {
    return new SegmentContext.Source(rings.get(network.indexOf(id)), profiles.get(id));
  }

  /** Puts a window in, or in the place of an earlier version of it. */
  public void put(int segment, long startMillis, WindowSums sums) {
    rings
        .get(segment)
        .put(
            startMillis,
            ProfileFold.speedCenti(sums),
            ProfileFold.volumeVph(sums),
            Quantity.centi(sums.occupancyPercent()));
    means.clear();
  }

  /**
   * The features of a segment at an origin.
   *
   * @param row receives every feature of the catalogue
   * @return false when the segment cannot be forecast: nothing is usual on it
   */
  public boolean extract(int segment, long originMillis, float[] row) {
    return FeatureExtractor.extract(contexts.get(segment).at(originMillis), row);
  }

  /** How many segments were observed in a window. */
  int observedSegments(long startMillis) {
    return mean(startMillis).segments();
  }

  /** Speed of a window, km/h; NaN when none was observed. */
  double speedKmh(int segment, long startMillis) {
    return Quantity.fromCenti(rings.get(segment).speedCenti(startMillis));
  }

  /** Volume of a window, vehicles per hour; NaN when none was observed. */
  double volumeVph(int segment, long startMillis) {
    int volume = rings.get(segment).volumeVph(startMillis);
    return volume == Quantity.ABSENT ? Double.NaN : volume;
  }

  private NetworkMean mean(long startMillis) {
    return means.computeIfAbsent(
        startMillis,
        start -> {
          NetworkMean sum = NetworkMean.NONE;
          for (WindowRing ring : rings) {
            sum = sum.merge(NetworkMean.of(ring.speedCenti(start)));
          }
          return sum;
        });
  }
}
