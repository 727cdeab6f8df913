package com.trafficprediction.benchmarks.micro;

import com.trafficprediction.core.network.Capabilities;
import com.trafficprediction.core.network.ChainPosition;
import com.trafficprediction.core.network.Direction;
import com.trafficprediction.core.network.LaneType;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.network.PostmileNeighbours;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.core.profile.ProfileFold;
import com.trafficprediction.core.profile.SegmentProfile;
import com.trafficprediction.core.reading.Reading;
import com.trafficprediction.core.window.WindowFold;
import com.trafficprediction.core.window.WindowSums;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.storage.network.StoredNetwork;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** A network of METR-LA's size with a week of traffic. */
final class Roads {
  static final int SEGMENTS = 207;

  /** A Tuesday at midnight in California. */
  static final long START = Instant.parse("2025-01-14T08:00:00Z").toEpochMilli();

  /** Windows of the week. */
  static final int WINDOWS = 7 * Windows.PER_DAY;

  private static final int STATIONS_PER_CHAIN = 23;

  private Roads() {}

  static Network network() {
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < SEGMENTS; i++) {
      int chain = i / STATIONS_PER_CHAIN;
      int station = i % STATIONS_PER_CHAIN;
      segments.add(
          new Segment(
              id(i),
              "Station " + i,
              34 + station * 0.01,
              -118 - chain * 0.01,
              new ChainPosition("B" + chain, Direction.NORTH, LaneType.MAINLINE, station),
              1.0,
              4));
    }
    return new Network(
        "bench-roads",
        true,
        ZoneId.of("America/Los_Angeles"),
        Set.<LocalDate>of(),
        new Capabilities(true, true, true, true, true),
        segments);
  }

  static StoredNetwork stored() {
    Network network = network();
    return new StoredNetwork("bench", network, PostmileNeighbours.of(network));
  }

  static String id(int segment) {
    return "LA_%03d".formatted(segment + 1);
  }

  static long start(int window) {
    return START + window * Windows.MILLIS;
  }

  /** A window's sums; equal for equal arguments. */
  static WindowSums window(int segment, int window) {
    Random random = new Random(31L * segment + 7919L * window);
    int slot = window % Windows.PER_DAY;
    boolean rush = slot > 84 && slot < 120;
    WindowFold fold = new WindowFold();
    fold.add(
        new Reading(
            segment + "-" + window,
            id(segment),
            start(window),
            Windows.SECONDS,
            (int)
                Math.max(
                    300, Math.min(18_000, ((rush ? 45 : 105) + 8 * random.nextGaussian()) * 100)),
            rush ? 300 : 120,
            rush ? 1_500 : 500,
            10_000));
    return fold.sums();
  }

  /** Profiles fitted on the week. */
  static Map<String, SegmentProfile> profiles(Network network) {
    Map<String, SegmentProfile> profiles = new HashMap<>();
    for (int segment = 0; segment < SEGMENTS; segment++) {
      ProfileFold fold = new ProfileFold(network.calendar());
      for (int i = 0; i < WINDOWS; i++) {
        fold.add(start(i), window(segment, i));
      }
      profiles.put(
          id(segment),
          new SegmentProfile(id(segment), start(WINDOWS), fold.sums(), network.calendar()));
    }
    return profiles;
  }
}
