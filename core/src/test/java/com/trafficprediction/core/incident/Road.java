package com.trafficprediction.core.incident;

import com.trafficprediction.core.network.ChainPosition;
import com.trafficprediction.core.network.Direction;
import com.trafficprediction.core.network.LaneType;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.core.window.Windows;
import java.util.ArrayList;
import java.util.List;

/** A road of eight stations a kilometre apart, S0 to S7 in the order of travel, to be disturbed. */
final class Road {
  static final long MONDAY = 1_700_000_100_000L / Windows.MILLIS * Windows.MILLIS;
  static final int STATIONS = 8;
  static final double USUAL_SPEED = 100;
  static final double USUAL_VOLUME = 5_000;

  private Road() {}

  static RoadChain chain() {
    return chain(Direction.NORTH);
  }

  static RoadChain chain(Direction direction) {
    List<Segment> stations = new ArrayList<>();
    for (int i = 0; i < STATIONS; i++) {
      double postmile = direction.postmileGrows() ? 10 + i : 30 - i;
      stations.add(
          new Segment(
              "S" + i,
              "S" + i,
              33.8,
              -117.9,
              new ChainPosition("I5", direction, LaneType.MAINLINE, postmile),
              1.0,
              4));
    }
    return new RoadChain("I5-" + direction.code(), stations);
  }

  /** Free traffic; a little different from window to window, as no real detector repeats itself. */
  static StationWindow free(int window, int station) {
    int wobble = (window * 7 + station * 3) % 5;
    return new StationWindow(
        100 + wobble, 6 + 0.1 * wobble, 4_950 + 20 * wobble, USUAL_SPEED, USUAL_VOLUME);
  }

  /** Traffic in a queue behind an incident. */
  static StationWindow queued(int window) {
    return new StationWindow(15 + window % 3, 45 + window % 3, 2_500, USUAL_SPEED, USUAL_VOLUME);
  }

  /** Traffic downstream of an incident: fast and little. */
  static StationWindow starved(int window) {
    return new StationWindow(105 + window % 3, 3, 2_500 + window % 3, USUAL_SPEED, USUAL_VOLUME);
  }

  /** All free. */
  static ChainWindow freeWindow(int window) {
    return window(window, -1, -1);
  }

  /**
   * With an incident.
   *
   * @param tail first station of the queue; greater than {@code head} for none yet
   * @param head last station of the queue, upstream of the incident; negative for no incident
   */
  static ChainWindow window(int window, int tail, int head) {
    List<StationWindow> stations = new ArrayList<>();
    for (int i = 0; i < STATIONS; i++) {
      if (head >= 0 && i > head) {
        stations.add(starved(window));
      } else if (head >= 0 && i >= tail) {
        stations.add(queued(window));
      } else {
        stations.add(free(window, i));
      }
    }
    return new ChainWindow(start(window), stations);
  }

  static long start(int window) {
    return MONDAY + window * Windows.MILLIS;
  }
}
