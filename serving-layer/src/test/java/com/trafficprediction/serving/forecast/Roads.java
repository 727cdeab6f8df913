package com.trafficprediction.serving.forecast;

import com.trafficprediction.core.network.Capabilities;
import com.trafficprediction.core.network.ChainPosition;
import com.trafficprediction.core.network.Direction;
import com.trafficprediction.core.network.LaneType;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.network.PostmileNeighbours;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.core.profile.ProfileFold;
import com.trafficprediction.core.profile.ProfileSums;
import com.trafficprediction.core.reading.Reading;
import com.trafficprediction.core.window.TrafficWindow;
import com.trafficprediction.core.window.WindowFold;
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

/** A short freeway with two days of traffic, for tests: eight stations, one of them HOV. */
public final class Roads {
  /** Start of the traffic, a Tuesday at midnight in California. */
  public static final long START = Instant.parse("2025-03-04T08:00:00Z").toEpochMilli();

  /** Where the batch view ends: a day later. */
  public static final long WATERMARK = START + 24 * 3_600_000;

  /** Windows of two days. */
  public static final int WINDOWS = 2 * Windows.PER_DAY;

  private static final int STATIONS = 7;

  private Roads() {}

  /** The freeway. */
  public static Network network() {
    List<Segment> segments = new ArrayList<>();
    for (int i = 1; i <= STATIONS; i++) {
      segments.add(station("T_00" + i, i, LaneType.MAINLINE));
    }
    segments.add(station("T_00" + (STATIONS + 1), 3, LaneType.HOV));
    return new Network(
        "test-road",
        true,
        ZoneId.of("America/Los_Angeles"),
        Set.<LocalDate>of(),
        new Capabilities(true, true, true, true, true),
        segments);
  }

  private static Segment station(String id, int kilometre, LaneType lane) {
    return new Segment(
        id,
        "Kilometre " + kilometre,
        36 + kilometre * 0.01,
        -120,
        new ChainPosition("T1", Direction.NORTH, lane, kilometre),
        1.0,
        3);
  }

  /** The freeway with its neighbours. */
  public static StoredNetwork stored() {
    Network network = network();
    return new StoredNetwork("0123456789abcdef", network, PostmileNeighbours.of(network));
  }

  /** The window of a segment; every 29th was not observed. */
  public static TrafficWindow window(String segment, int index) {
    Random random = new Random(31L * segment.hashCode() + index);
    WindowFold fold = new WindowFold();
    if (random.nextInt(29) != 0) {
      int slot = index % Windows.PER_DAY;
      boolean rush = slot > 84 && slot < 120;
      double kmh = (rush ? 45 : 105) + 8 * random.nextGaussian();
      fold.add(
          new Reading(
              segment + index,
              segment,
              start(index),
              Windows.SECONDS,
              (int) Math.max(300, Math.min(18_000, kmh * 100)),
              rush ? 300 : 120,
              rush ? 1_500 : 500,
              10_000));
    }
    return new TrafficWindow(segment, start(index), fold.sums());
  }

  /** Start of a window. */
  public static long start(int index) {
    return START + index * Windows.MILLIS;
  }

  /** Profile sums of each segment over what came before the watermark. */
  public static Map<String, ProfileSums> profiles(Network network) {
    Map<String, ProfileSums> profiles = new HashMap<>();
    for (Segment segment : network.segments()) {
      ProfileFold fold = new ProfileFold(network.calendar());
      for (int i = 0; start(i) < WATERMARK; i++) {
        fold.add(start(i), window(segment.id(), i).sums());
      }
      profiles.put(segment.id(), fold.sums());
    }
    return profiles;
  }
}
