package com.trafficprediction.feeds.synthetic;

import com.trafficprediction.core.network.ChainPosition;
import com.trafficprediction.core.network.Direction;
import com.trafficprediction.core.network.LaneType;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.core.random.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Lays out one direction of a freeway: lanes, interchanges, demand, recurring bottlenecks and
 * stations.
 *
 * <p>Demand is built from the upstream end: every interchange lets a share of the traffic out and
 * new traffic in, a little more than left before the busiest place, a little less behind it. It is
 * scaled so that the road would cope in the peak hour, were it not for one or two weaving sections
 * behind on-ramps, whose capacity is set a few percent below what the peak hour asks for.
 */
final class RoadPlanner {
  /** Road before the first station, where queues may still grow unseen. */
  private static final double LEAD_IN_KM = 2.2;

  /** Road behind the last station. */
  private static final double LEAD_OUT_KM = 1.4;

  private static final double STATION_SPACING_KM = 1.1;
  private static final double INTERCHANGE_SPACING_KM = 1.8;
  private static final double MAINLINE_ASIDE_KM = 0.022;
  private static final double HOV_ASIDE_KM = 0.009;

  /** Demand over capacity in the peak hour that plain stretches are built for. */
  private static final double DESIGN_LOAD = 0.94;

  private static final String[] CROSSINGS = {
    "Mill Road", "Orchard Avenue", "Quarry Street", "Lark Lane", "Depot Street", "Canal Road",
    "Juniper Way", "Foundry Street", "Meadow Drive", "Granary Road", "Beacon Avenue", "Willow Pass",
    "Harvest Road", "Kiln Street", "Tannery Lane", "Summit Way", "Ferry Street", "Cedar Avenue",
    "Weir Road", "Chapel Street", "Bridge Street", "Vineyard Road", "Signal Hill", "Mission Drive"
  };

  private final RoadMap map;
  private final int freeway;
  private final Direction direction;
  private final int index;
  private final SplittableRandom random;
  private final double lengthKm;
  private final int cells;

  RoadPlanner(RoadMap map, int freeway, Direction direction, int index, Seeds seeds) {
    this.map = map;
    this.freeway = freeway;
    this.direction = direction;
    this.index = index;
    this.random = seeds.generator("synthetic/road", index);
    this.lengthKm = map.lengthKm(freeway);
    this.cells = (int) Math.floor(lengthKm / CellTransmission.CELL_KM);
  }

  /** Length that a freeway needs for so many mainline stations in each direction. */
  static double lengthKm(double stationsPerDirection) {
    return LEAD_IN_KM + LEAD_OUT_KM + STATION_SPACING_KM * stationsPerDirection;
  }

  /**
   * Plans the road.
   *
   * @param mainline number of mainline stations
   * @param hov number of HOV stations, at most as many
   * @param firstId number of the first station's id; mainline first
   */
  RoadPlan plan(int mainline, int hov, int firstId) {
    int[] lanes = new int[cells];
    Arrays.fill(lanes, 3 + (index + index / 2) % 3);
    double[] ramps = new double[cells];
    double[] exits = new double[cells];
    double[] share = new double[cells];
    Set<Integer> bottlenecks = interchanges(ramps, exits, share);
    double entry = scale(lanes, share);
    double[] capacity = capacityFactors(lanes, share, bottlenecks, entry);
    double[] speeds = freeSpeeds();
    List<RoadPlan.Cell> planned = new ArrayList<>();
    for (int i = 0; i < cells; i++) {
      planned.add(
          new RoadPlan.Cell(
              lanes[i], speeds[i], capacity[i], ramps[i] * entry, exits[i], share[i] * entry));
    }
    return new RoadPlan(
        index,
        map.name(freeway),
        direction,
        originPostmile(),
        shape(),
        entry,
        planned,
        stations(mainline, hov, firstId, lanes));
  }

  private double originPostmile() {
    double first = map.firstPostmileKm(freeway);
    return direction.postmileGrows() ? first : first + lengthKm;
  }

  /** Commutes run into the city one way and out of it the other; every third freeway has both. */
  private DemandShape shape() {
    if (freeway % 3 == 2) {
      return DemandShape.BOTH;
    }
    boolean inward = direction.postmileGrows() == (freeway % 2 == 0);
    return inward ? DemandShape.MORNING : DemandShape.AFTERNOON;
  }

  private double[] freeSpeeds() {
    double[] speeds = new double[cells];
    double base = 103 + 5 * random.nextDouble();
    double swing = 1 + 2 * random.nextDouble();
    double phase = 2 * StrictMath.PI * random.nextDouble();
    for (int i = 0; i < cells; i++) {
      speeds[i] = base + swing * StrictMath.sin(phase + i * CellTransmission.CELL_KM / 1.7);
    }
    return speeds;
  }

  /**
   * Places the ramps and follows the demand along the road, relative to what enters it.
   *
   * @return cells right behind the on-ramps that make the recurring bottlenecks
   */
  private Set<Integer> interchanges(double[] ramps, double[] exits, double[] share) {
    double busiest = lengthKm * (0.66 + 0.1 * random.nextDouble());
    Set<Integer> merges = new TreeSet<>();
    double flow = 1;
    double next = 0.9 + 0.6 * random.nextDouble();
    for (int i = 0; i < cells; i++) {
      double km = i * CellTransmission.CELL_KM;
      if (km >= next && i + 3 < cells) {
        exits[i] = 0.05 + 0.05 * random.nextDouble();
        double back = km < busiest ? 1.25 + 0.35 * random.nextDouble() : 0.55;
        ramps[i + 2] = exits[i] * flow * back;
        merges.add(i + 3);
        next = km + INTERCHANGE_SPACING_KM * (0.75 + 0.5 * random.nextDouble());
      }
      flow += ramps[i];
      share[i] = flow;
      flow *= 1 - exits[i];
    }
    return busiestMerges(merges, share);
  }

  private Set<Integer> busiestMerges(Set<Integer> merges, double[] share) {
    List<Integer> byLoad = new ArrayList<>(merges);
    byLoad.sort((a, b) -> Double.compare(share[b], share[a]));
    int wanted = lengthKm > 9 ? 2 : 1;
    Set<Integer> chosen = new TreeSet<>();
    for (int cell : byLoad) {
      boolean apart = chosen.stream().allMatch(c -> Math.abs(c - cell) >= 10);
      if (chosen.size() < wanted && apart) {
        chosen.add(cell);
      }
    }
    return chosen;
  }

  /**
   * Demand that enters the road in the peak hour, such that its busiest place is at the design
   * load.
   */
  private double scale(int[] lanes, double[] share) {
    double heaviest = 0;
    for (int i = 0; i < cells; i++) {
      heaviest = Math.max(heaviest, share[i] / lanes[i]);
    }
    return DESIGN_LOAD * FundamentalDiagram.CAPACITY_VPH / heaviest;
  }

  private double[] capacityFactors(
      int[] lanes, double[] share, Set<Integer> bottlenecks, double entry) {
    double[] factors = new double[cells];
    Arrays.fill(factors, 1);
    boolean first = true;
    for (int cell : bottlenecks) {
      double load = (first ? 0.98 : 1.035) + 0.04 * random.nextDouble();
      factors[cell] = share[cell] * entry / (load * lanes[cell] * FundamentalDiagram.CAPACITY_VPH);
      first = false;
    }
    return factors;
  }

  private List<Station> stations(int mainline, int hov, int firstId, int[] lanes) {
    double stretch = (lengthKm - LEAD_IN_KM - LEAD_OUT_KM) / mainline;
    double[] travel = new double[mainline];
    for (int i = 0; i < mainline; i++) {
      travel[i] = LEAD_IN_KM + stretch * (i + 0.5 + 0.4 * (random.nextDouble() - 0.5));
    }
    List<Station> stations = new ArrayList<>();
    for (int i = 0; i < mainline; i++) {
      String name = crossing(i, mainline);
      stations.add(station(firstId + i, name, LaneType.MAINLINE, travel, i, lanes));
    }
    for (int i = 0; i < hov; i++) {
      int at = (2 * i + 1) * mainline / (2 * hov);
      String name = crossing(at, mainline) + " HOV";
      stations.add(station(firstId + mainline + i, name, LaneType.HOV, travel, at, lanes));
    }
    return stations;
  }

  /** Stations of both directions that stand near each other are named for the same street. */
  private String crossing(int station, int stations) {
    int fromLowPostmile = direction.postmileGrows() ? station : stations - 1 - station;
    return CROSSINGS[(7 * freeway + fromLowPostmile) % CROSSINGS.length];
  }

  private Station station(int id, String name, LaneType type, double[] travel, int i, int[] lanes) {
    boolean hov = type == LaneType.HOV;
    int cell = Math.min(cells - 1, (int) (travel[i] / CellTransmission.CELL_KM));
    double sign = direction.postmileGrows() ? 1 : -1;
    double postmile = rounded(originPostmile() + sign * travel[i]);
    double[] place =
        map.coordinates(freeway, postmile, direction, hov ? HOV_ASIDE_KM : MAINLINE_ASIDE_KM);
    Segment segment =
        new Segment(
            SyntheticNetwork.segmentId(id),
            map.name(freeway) + '-' + direction.code() + ' ' + name + " (synthetic)",
            place[0],
            place[1],
            new ChainPosition(map.name(freeway), direction, type, postmile),
            rounded(stretchKm(travel, i)),
            hov ? 1 : lanes[cell]);
    return new Station(segment, cell);
  }

  /** Half the way to each neighbour; at the ends of the road, twice the half that exists. */
  private static double stretchKm(double[] travel, int i) {
    double before = i > 0 ? travel[i] - travel[i - 1] : STATION_SPACING_KM;
    double behind = i + 1 < travel.length ? travel[i + 1] - travel[i] : before;
    return ((i > 0 ? before : behind) + behind) / 2;
  }

  private static double rounded(double km) {
    return Math.rint(km * 1000) / 1000;
  }
}
