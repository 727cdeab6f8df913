package com.trafficprediction.speed.detecting;

import com.trafficprediction.core.incident.ChainDetector;
import com.trafficprediction.core.incident.ChainState;
import com.trafficprediction.core.incident.ChainWindow;
import com.trafficprediction.core.incident.Incident;
import com.trafficprediction.core.incident.StationWindow;
import com.trafficprediction.core.profile.ProfileLookup;
import com.trafficprediction.core.profile.SegmentProfile;
import com.trafficprediction.core.window.WindowSums;
import com.trafficprediction.core.window.Windows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * One chain's windows on their way into the detector. A window is folded when every station has
 * sent it or a later one; a station that holds the chain up for too long is excused until it sends
 * again. Windows of stations come in any order, those of one station too. Not thread-safe.
 */
final class ChainRun {
  /** Before every window. */
  static final long NONE = Long.MIN_VALUE;

  /** A window so much older is no straggler: the data starts over. */
  private static final long STARTS_OVER_MILLIS = 86_400_000L;

  /** Of changes that nobody here publishes, the last ones are kept for a take-over. */
  private static final int MOST_CHANGES = 2_000;

  private final ChainDetector detector;
  private final long graceMillis;
  private final TreeMap<Long, Map<Integer, Versioned>> waiting = new TreeMap<>();
  private final long[] newest;
  private final boolean[] excused;
  private final Map<String, Incident> changed = new LinkedHashMap<>();
  private Function<String, Optional<SegmentProfile>> profiles;
  private ChainState state;
  private long stalledSince = NONE;

  /** A station's window, and which version of it. */
  private record Versioned(WindowSums sums, long revision) {}

  /**
   * @param profiles what is usual, by segment
   * @param graceMillis how long a station may hold up the chain, wall time
   */
  ChainRun(
      ChainDetector detector,
      Function<String, Optional<SegmentProfile>> profiles,
      long graceMillis) {
    this.detector = detector;
    this.profiles = profiles;
    this.graceMillis = graceMillis;
    this.newest = new long[detector.chain().size()];
    this.excused = new boolean[detector.chain().size()];
    this.state = detector.start();
    Arrays.fill(newest, NONE);
  }

  /** The chain's id. */
  String id() {
    return detector.chain().id();
  }

  /** What is usual from the next window on. */
  void setProfiles(Function<String, Optional<SegmentProfile>> next) {
    this.profiles = next;
  }

  /**
   * Takes a final window.
   *
   * @return false when the chain has passed it already
   */
  boolean take(int station, long startMillis, WindowSums sums, long revision) {
    if (!state.isEmpty() && startMillis < state.startMillis() - STARTS_OVER_MILLIS) {
      startOver();
    }
    if (!state.isEmpty() && startMillis <= state.startMillis()) {
      return false;
    }
    newest[station] = Math.max(newest[station], startMillis);
    excused[station] = false;
    waiting
        .computeIfAbsent(startMillis, start -> new HashMap<>())
        .merge(
            station, new Versioned(sums, revision), (a, b) -> b.revision() >= a.revision() ? b : a);
    return true;
  }

  private void startOver() {
    waiting.clear();
    Arrays.fill(newest, NONE);
    Arrays.fill(excused, false);
    state = detector.start();
    stalledSince = NONE;
  }

  /**
   * Folds what can be folded.
   *
   * @param atEnd whether all that was ever sent has been read: only then is a station silent
   * @param nowMillis wall time
   */
  void advance(boolean atEnd, long nowMillis) {
    while (!waiting.isEmpty()) {
      long next = state.isEmpty() ? waiting.firstKey() : state.startMillis() + Windows.MILLIS;
      if (isReady(next)) {
        fold(next);
        stalledSince = NONE;
      } else if (!atEnd || stalledSince == NONE) {
        stalledSince = nowMillis;
        return;
      } else if (nowMillis - stalledSince < graceMillis) {
        return;
      } else {
        excuse(next);
      }
    }
    stalledSince = NONE;
  }

  private boolean isReady(long start) {
    for (int i = 0; i < newest.length; i++) {
      if (newest[i] < start && !excused[i]) {
        return false;
      }
    }
    return true;
  }

  private void excuse(long start) {
    for (int i = 0; i < newest.length; i++) {
      excused[i] |= newest[i] < start;
    }
  }

  private void fold(long start) {
    Map<Integer, Versioned> known = waiting.getOrDefault(start, Map.of());
    waiting.remove(start);
    List<StationWindow> stations = new ArrayList<>(newest.length);
    for (int i = 0; i < newest.length; i++) {
      Versioned window = known.get(i);
      stations.add(
          StationWindow.of(
              window == null ? WindowSums.EMPTY : window.sums(),
              usual(detector.chain().segmentId(i), start),
              start));
    }
    List<Incident> before = state.incidents();
    state = detector.step(state, new ChainWindow(start, stations));
    for (Incident incident : state.incidents()) {
      if (!before.contains(incident)) {
        changed.remove(incident.id());
        changed.put(incident.id(), incident);
      }
    }
    while (changed.size() > MOST_CHANGES) {
      changed.remove(changed.keySet().iterator().next());
    }
  }

  /** A batch run that went live since may know the window; what it says is usual is so anyway. */
  private ProfileLookup usual(String segment, long start) {
    return profiles
        .apply(segment)
        .map(profile -> profile.at(Math.max(start, profile.fittedThrough())))
        .orElse(ProfileLookup.UNKNOWN);
  }

  /** End of the last window folded, epoch milliseconds; {@link #NONE} before the first. */
  long foldedUntil() {
    return state.isEmpty() ? NONE : state.startMillis() + Windows.MILLIS;
  }

  /** Incidents that go on, or may still reopen. */
  List<Incident> current() {
    return state.incidents();
  }

  /** Incidents as they are now that changed since {@link #forgetChanges}, oldest change first. */
  Collection<Incident> changed() {
    return changed.values();
  }

  /** All changes are published. */
  void forgetChanges() {
    changed.clear();
  }

  /** Windows that wait for others. */
  int waiting() {
    return waiting.size();
  }
}
