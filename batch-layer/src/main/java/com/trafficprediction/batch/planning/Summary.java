package com.trafficprediction.batch.planning;

import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.core.network.Capabilities;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.planner.FreeFlow;
import com.trafficprediction.core.planner.PeakHours;
import com.trafficprediction.core.planner.ReferenceSpeed;
import com.trafficprediction.core.planner.Reliability;
import com.trafficprediction.storage.planner.SummaryRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Says what a run's planner tables cover, and what its data set cannot support. */
final class Summary {
  private Summary() {}

  static SummaryRow of(RunContext run, int corridors) {
    Network network = run.network();
    return new SummaryRow(
        network.dataset(),
        network.synthetic(),
        network.zone().getId(),
        Instant.ofEpochMilli(run.plan().fromMillis()),
        Instant.ofEpochMilli(run.plan().untilMillis()),
        network.segments().size(),
        corridors,
        Reliability.MIN_DAYS,
        PeakHours.MIN_DAYS,
        CorridorMeasures.MIN_COVERED_PERCENT,
        FreeFlow.CAP_KMH,
        ReferenceSpeed.DEFAULT.mph(),
        notAvailable(network.capabilities()));
  }

  private static SortedMap<String, String> notAvailable(Capabilities can) {
    SortedMap<String, String> reasons = new TreeMap<>();
    require(reasons, "travel", missing(can.volume(), can.lengths(), true));
    require(reasons, "delay", missing(can.volume(), can.lengths(), true));
    require(reasons, "busiest_hours", missing(can.volume(), true, true));
    require(reasons, "corridors", missing(can.volume(), can.lengths(), can.freeways()));
    require(reasons, "bottlenecks", missing(true, true, can.freeways()));
    return reasons;
  }

  private static void require(
      SortedMap<String, String> reasons, String measure, List<String> missing) {
    if (!missing.isEmpty()) {
      reasons.put(
          measure, "not available: this data set has no " + String.join(" and no ", missing));
    }
  }

  private static List<String> missing(boolean volume, boolean lengths, boolean freeways) {
    List<String> missing = new ArrayList<>();
    if (!volume) {
      missing.add("volume");
    }
    if (!lengths) {
      missing.add("lengths");
    }
    if (!freeways) {
      missing.add("freeways");
    }
    return missing;
  }
}
