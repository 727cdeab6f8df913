package com.trafficprediction.speed.trial;

import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.incident.ChainDetector;
import com.trafficprediction.core.incident.ChainState;
import com.trafficprediction.core.incident.ChainWindow;
import com.trafficprediction.core.incident.FoundIncident;
import com.trafficprediction.core.incident.Incident;
import com.trafficprediction.core.incident.IncidentParameters;
import com.trafficprediction.core.incident.KnownIncident;
import com.trafficprediction.core.incident.RoadChain;
import com.trafficprediction.core.incident.StationWindow;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.core.profile.ProfileFold;
import com.trafficprediction.core.profile.ProfileLookup;
import com.trafficprediction.core.profile.SegmentProfile;
import com.trafficprediction.core.window.WindowFold;
import com.trafficprediction.core.window.Windows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The detector run over the last part of a data set, with profiles fitted on what is before: it
 * never knows more than it would have known live.
 */
final class IncidentTrial {
  private static final double DAY_MILLIS = 86_400_000;
  private static final long BEFORE_MILLIS = 15 * 60_000L;
  private static final long AFTER_MILLIS = 30 * 60_000L;
  private static final double UPSTREAM_KM = 3.5;
  private static final double DOWNSTREAM_KM = 1.5;

  private final WindowHistory history;
  private final IncidentParameters parameters;
  private final List<RoadChain> chains;
  private final Map<String, ProfileLookup> usual = new HashMap<>();
  private final long testFromMillis;

  /**
   * @param trainShare share of the time that profiles are fitted on, rounded down to a local day
   */
  IncidentTrial(WindowHistory history, double trainShare, IncidentParameters parameters) {
    this.history = history;
    this.parameters = parameters;
    this.chains = RoadChain.mainlinesOf(history.network());
    this.testFromMillis = cut(trainShare);
    chains.forEach(chain -> chain.stations().forEach(this::fit));
  }

  private long cut(double trainShare) {
    long first = history.firstMillis();
    long at = first + (long) ((history.untilMillis() - first) * trainShare);
    LocalCalendar calendar = history.network().calendar();
    return Windows.startOf(
        calendar.date(at).atStartOfDay(calendar.zone()).toInstant().toEpochMilli());
  }

  private void fit(Segment segment) {
    LocalCalendar calendar = history.network().calendar();
    ProfileFold fold = new ProfileFold(calendar);
    for (Map.Entry<Long, WindowFold> window :
        history.of(segment.id()).headMap(testFromMillis).entrySet()) {
      fold.add(window.getKey(), window.getValue().sums());
    }
    usual.put(
        segment.id(),
        new SegmentProfile(segment.id(), testFromMillis, fold.sums(), calendar).at(testFromMillis));
  }

  /** Start of the test part, epoch milliseconds. */
  long fromMillis() {
    return testFromMillis;
  }

  /** Network-days of the test part. */
  double days() {
    return (history.untilMillis() - testFromMillis) / DAY_MILLIS;
  }

  /** Incidents of the test part as they were in the end, in the order of detection. */
  record Outcome(List<FoundIncident> found, List<Incident> incidents) {}

  Outcome run() {
    List<FoundIncident> found = new ArrayList<>();
    Map<String, Incident> incidents = new LinkedHashMap<>();
    for (RoadChain chain : chains) {
      ChainDetector detector = new ChainDetector(chain, parameters);
      ChainState state = detector.start();
      for (long start = testFromMillis; start < history.untilMillis(); start += Windows.MILLIS) {
        state = detector.step(state, window(chain, start));
        for (Incident incident : state.incidents()) {
          if (incidents.put(incident.id(), incident) == null) {
            found.add(asFound(chain, incident));
          }
        }
      }
    }
    return new Outcome(found, List.copyOf(incidents.values()));
  }

  private static FoundIncident asFound(RoadChain chain, Incident incident) {
    return new FoundIncident(
        incident.id(),
        incident.chainId(),
        chain.travelKmOf(incident.headPostmileKm()),
        incident.detectedMillis());
  }

  private ChainWindow window(RoadChain chain, long start) {
    List<StationWindow> stations = new ArrayList<>(chain.size());
    for (int i = 0; i < chain.size(); i++) {
      stations.add(station(chain.segmentId(i), start));
    }
    return new ChainWindow(start, stations);
  }

  private StationWindow station(String segment, long start) {
    return StationWindow.of(
        history.at(segment, start), usual.getOrDefault(segment, ProfileLookup.UNKNOWN), start);
  }

  /** True when some station near a recorded incident was unusually slow around its start. */
  boolean hadImpact(KnownIncident known) {
    for (RoadChain chain : chains) {
      for (int i = 0; i < chain.size() && chain.id().equals(known.chainId()); i++) {
        double distance = chain.travelKm(i) - known.travelKm();
        if (distance >= -UPSTREAM_KM
            && distance <= DOWNSTREAM_KM
            && wasSlow(chain.segmentId(i), known.startMillis())) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean wasSlow(String segment, long around) {
    long from = Windows.startOf(around - BEFORE_MILLIS);
    for (long start = from; start < around + AFTER_MILLIS; start += Windows.MILLIS) {
      if (parameters.isSlow(station(segment, start))) {
        return true;
      }
    }
    return false;
  }
}
