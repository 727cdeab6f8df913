package com.trafficprediction.feeds.synthetic;

import com.trafficprediction.core.network.Capabilities;
import com.trafficprediction.core.network.Direction;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.random.Seeds;
import com.trafficprediction.feeds.source.DatasetIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The fictional freeway network of the synthetic feed. */
public final class SyntheticNetwork {
  /** Share of all stations that stand on HOV lanes; every other freeway has such lanes. */
  private static final double HOV_SHARE = 0.175;

  private SyntheticNetwork() {}

  /**
   * The network that these parameters describe.
   *
   * @param identity name, time zone and holidays
   */
  public static Network of(DatasetIdentity identity, SyntheticParameters parameters) {
    return network(identity, roads(parameters));
  }

  /** Ids sort as they are numbered, in networks of up to 999 stations. */
  static String segmentId(int number) {
    return String.format(Locale.ROOT, "SYN_%03d", number);
  }

  static Network network(DatasetIdentity identity, List<RoadPlan> roads) {
    return new Network(
        identity.name(),
        true,
        identity.zone(),
        identity.holidays(),
        new Capabilities(true, true, true, true, true),
        roads.stream().flatMap(road -> road.stations().stream()).map(Station::segment).toList());
  }

  /** Both directions of every freeway, in a fixed order. */
  static List<RoadPlan> roads(SyntheticParameters parameters) {
    int freeways = parameters.freeways();
    int roads = 2 * freeways;
    int hovRoads = 2 * ((freeways + 1) / 2);
    int hov = (int) Math.round(parameters.segments() * HOV_SHARE);
    int mainline = parameters.segments() - hov;
    RoadMap map = new RoadMap(freeways, RoadPlanner.lengthKm(mainline / (double) roads));
    Seeds seeds = new Seeds(parameters.seed());
    List<RoadPlan> plans = new ArrayList<>();
    int id = 1;
    int hovRoad = 0;
    for (int index = 0; index < roads; index++) {
      int freeway = index / 2;
      boolean hasHov = freeway % 2 == 0;
      int onMainline = share(mainline, roads, index);
      int onHov = hasHov ? share(hov, hovRoads, hovRoad++) : 0;
      Direction growing = map.growing(freeway);
      Direction direction = index % 2 == 0 ? growing : opposite(growing);
      RoadPlanner planner = new RoadPlanner(map, freeway, direction, index, seeds);
      plans.add(planner.plan(onMainline, onHov, id));
      id += onMainline + onHov;
    }
    return List.copyOf(plans);
  }

  /** Part of a total that one of several takes; the first ones take what does not divide. */
  private static int share(int total, int parts, int part) {
    return total / parts + (part < total % parts ? 1 : 0);
  }

  private static Direction opposite(Direction direction) {
    return switch (direction) {
      case NORTH -> Direction.SOUTH;
      case SOUTH -> Direction.NORTH;
      case EAST -> Direction.WEST;
      case WEST -> Direction.EAST;
    };
  }
}
