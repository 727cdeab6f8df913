package com.trafficprediction.serving.accuracy;

import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.forecast.PredictionInterval;
import com.trafficprediction.core.forecast.TrafficCategory;
import com.trafficprediction.core.window.TrafficWindow;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.schemas.TrafficPrediction;
import com.trafficprediction.serving.latest.LatestBoard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a day of forecasts and of what was observed, and joins them when asked. So the order in
 * which both arrive does not matter, an amended window counts as amended, and a forecast made again
 * counts in its last version. Provisional forecasts are never scored. Forecasts of an external
 * model stand beside ours, never in their place.
 *
 * <p>Bounded: one day of event time, of ours and of as many external models as the board keeps.
 * Thread-safe.
 */
public final class LiveAccuracy {
  /** Windows kept: a day. */
  static final int WINDOWS = Windows.PER_DAY;

  private final Map<String, Observed> observed = new HashMap<>();
  private final Map<String, Map<Horizon, Sources>> made = new HashMap<>();
  private long newest = Long.MIN_VALUE;
  private @Nullable Set<String> segments;

  /** What was observed on one segment, in rings by window. */
  private static final class Observed {
    private final long[] starts = new long[WINDOWS];
    private final float[] speeds = new float[WINDOWS];
  }

  /** Forecasts of one segment and horizon by who made them, each in a ring by target window. */
  private static final class Sources {
    private final Made[] ours = new Made[WINDOWS];
    private final Map<String, Made[]> external = new LinkedHashMap<>();

    /** The ring of a model; of too many external ones the one that was silent longest goes. */
    Made[] ring(String modelVersion) {
      String source = LatestBoard.sourceOf(modelVersion);
      if (source.isEmpty()) {
        return ours;
      }
      Made[] known = external.remove(source);
      Made[] ring = known == null ? new Made[WINDOWS] : known;
      external.put(source, ring);
      if (external.size() > LatestBoard.MAX_EXTERNAL) {
        external.remove(external.keySet().iterator().next());
      }
      return ring;
    }

    List<Made[]> rings() {
      List<Made[]> rings = new ArrayList<>(external.values());
      rings.add(ours);
      return rings;
    }
  }

  /** A forecast, as far as scoring needs it. */
  private record Made(
      long targetStart,
      long origin,
      String model,
      long revision,
      double speedKmh,
      double currentKmh,
      PredictionInterval interval,
      TrafficCategory category,
      double confidence) {}

  /** Forgets all other segments: another network is live, and perhaps of another year. */
  public synchronized void keepOnly(Set<String> segmentIds) {
    segments = Set.copyOf(segmentIds);
    made.keySet().retainAll(segmentIds);
    observed.keySet().retainAll(segmentIds);
    newest = Long.MIN_VALUE;
    for (Observed of : observed.values()) {
      for (long start : of.starts) {
        newest = Math.max(newest, start);
      }
    }
  }

  private boolean isForeign(String segmentId) {
    Set<String> known = segments;
    return known != null && !known.contains(segmentId);
  }

  /** Takes in what was observed; an amended window replaces the one before. */
  public synchronized void observed(TrafficWindow window) {
    double speed = window.sums().speedKmh();
    if (Double.isNaN(speed) || isForeign(window.segmentId())) {
      return;
    }
    Observed of = observed.computeIfAbsent(window.segmentId(), id -> new Observed());
    int i = index(window.startMillis());
    of.starts[i] = window.startMillis();
    of.speeds[i] = (float) speed;
    newest = Math.max(newest, window.startMillis());
  }

  /** Takes in a published forecast. */
  public synchronized void predicted(TrafficPrediction prediction) {
    if (isForeign(prediction.getSegmentId())
        || prediction.getProvisional()
        || prediction.getCategory() == com.trafficprediction.schemas.TrafficCategory.unknown) {
      return;
    }
    Horizon horizon = Horizon.ofMinutes(prediction.getPredictionHorizonMinutes());
    long origin = prediction.getTimestamp().toEpochMilli();
    long target = horizon.targetStart(origin);
    if (target != Windows.startOf(target)) {
      return;
    }
    Made[] ring =
        made.computeIfAbsent(prediction.getSegmentId(), id -> new EnumMap<>(Horizon.class))
            .computeIfAbsent(horizon, h -> new Sources())
            .ring(prediction.getModelVersion());
    Made before = ring[index(target)];
    boolean later =
        before == null
            || before.targetStart() != target
            || !before.model().equals(prediction.getModelVersion())
            || before.revision() <= prediction.getRevision();
    if (later) {
      ring[index(target)] = made(prediction, target, origin);
    }
  }

  private static Made made(TrafficPrediction prediction, long target, long origin) {
    Double current = prediction.getCurrentSpeed();
    return new Made(
        target,
        origin,
        prediction.getModelVersion(),
        prediction.getRevision(),
        prediction.getPredictedSpeed(),
        current == null ? Double.NaN : current,
        new PredictionInterval(
            prediction.getConfidenceInterval().getLower(),
            prediction.getConfidenceInterval().getUpper()),
        TrafficCategory.of(prediction.getPredictedSpeed()),
        prediction.getConfidenceScore());
  }

  /**
   * The interval that a model of ours published for a segment, horizon and origin, if it is still
   * known and no other version of ours replaced it.
   */
  public synchronized Optional<PredictionInterval> findInterval(
      String segment, Horizon horizon, long origin, String modelVersion) {
    Sources sources = made.getOrDefault(segment, Map.of()).get(horizon);
    if (sources == null) {
      return Optional.empty();
    }
    long target = horizon.targetStart(origin);
    Made found = sources.ours[index(target)];
    return found == null || found.targetStart() != target || !found.model().equals(modelVersion)
        ? Optional.empty()
        : Optional.of(found.interval());
  }

  private static int index(long startMillis) {
    return (int) Math.floorMod(startMillis / Windows.MILLIS, (long) WINDOWS);
  }

  /**
   * Joins.
   *
   * @return a score per model and horizon, models ascending; only windows of the last day of event
   *     time
   */
  public synchronized List<Score> scores() {
    return scores(made);
  }

  /** The same for one segment alone; empty for one without forecasts. */
  public synchronized List<Score> scores(String segment) {
    return scores(Map.of(segment, made.getOrDefault(segment, Map.of())));
  }

  private List<Score> scores(Map<String, Map<Horizon, Sources>> counted) {
    Map<String, Map<Horizon, ScoreSums>> sums = new TreeMap<>();
    for (Map.Entry<String, Map<Horizon, Sources>> segment : counted.entrySet()) {
      Observed seen = observed.get(segment.getKey());
      if (seen == null) {
        continue;
      }
      segment
          .getValue()
          .forEach(
              (horizon, sources) -> {
                for (Made[] ring : sources.rings()) {
                  for (Made one : ring) {
                    score(sums, horizon, one, seen);
                  }
                }
              });
    }
    List<Score> scores = new ArrayList<>();
    for (Map.Entry<String, Map<Horizon, ScoreSums>> model : sums.entrySet()) {
      model.getValue().forEach((horizon, of) -> scores.add(of.score(model.getKey(), horizon)));
    }
    return scores;
  }

  private void score(
      Map<String, Map<Horizon, ScoreSums>> sums, Horizon horizon, @Nullable Made one, Observed of) {
    if (one == null || one.targetStart() <= newest - WINDOWS * Windows.MILLIS) {
      return;
    }
    int i = index(one.targetStart());
    if (of.starts[i] != one.targetStart()) {
      return;
    }
    sums.computeIfAbsent(one.model(), model -> new EnumMap<>(Horizon.class))
        .computeIfAbsent(horizon, h -> new ScoreSums())
        .add(
            one.speedKmh(),
            one.currentKmh(),
            one.interval(),
            one.category(),
            one.confidence(),
            of.speeds[i]);
  }

  /**
   * Our forecasts of one segment whose target lies in the last day of event time or ahead, beside
   * what was observed.
   *
   * @return by horizon, then by target
   */
  public synchronized List<Outcome> listOutcomes(String segment) {
    Observed seen = observed.get(segment);
    List<Outcome> outcomes = new ArrayList<>();
    made.getOrDefault(segment, Map.of())
        .forEach(
            (horizon, sources) -> {
              for (Made one : sources.ours) {
                if (one != null && one.targetStart() > newest - WINDOWS * Windows.MILLIS) {
                  outcomes.add(outcome(one, horizon, seen));
                }
              }
            });
    outcomes.sort(
        Comparator.comparingInt(Outcome::horizonMinutes)
            .thenComparingLong(Outcome::targetStartMillis));
    return outcomes;
  }

  private static Outcome outcome(Made one, Horizon horizon, @Nullable Observed seen) {
    int i = index(one.targetStart());
    boolean known = seen != null && seen.starts[i] == one.targetStart();
    return new Outcome(
        horizon.minutes(),
        one.origin(),
        one.targetStart(),
        one.model(),
        one.speedKmh(),
        one.interval(),
        seen != null && known ? seen.speeds[i] : Double.NaN);
  }

  /** Start of the newest window observed; {@link Long#MIN_VALUE} before the first. */
  public synchronized long newest() {
    return newest;
  }
}
