package com.trafficprediction.benchmarks.serving;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.window.Windows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Joins when readings were accepted with when forecasts of them arrived. A way begins with the last
 * reading of the windows that end at an origin, of any segment, and ends with the first forecast
 * from there that is not provisional; where that never came, with the next newer one of the same
 * segment and horizon, or else a stall would count once, however many forecasts waited for its end.
 * Thread-safe.
 */
final class LiveWay {
  private static final long SLICE_MILLIS = 10_000;

  private static final String FORECAST = "prediction";

  /** One after the other, forecasts of a segment and horizon replace each other. */
  private record Lane(String segment, int horizon) {}

  private final ObjectMapper mapper = new ObjectMapper();
  private final TreeMap<Long, Long> acceptedByWindow = new TreeMap<>();
  private final Map<String, NavigableSet<Long>> windowsBySegment = new HashMap<>();
  private final Map<Lane, NavigableMap<Long, Long>> arrivalsByLane = new HashMap<>();
  private long readings;

  /** Start of the last window that counts; before the end, all do. */
  private long last = Long.MAX_VALUE;

  /**
   * What came out.
   *
   * @param millis how long each way was, sorted
   * @param tails what one of a hundred ways was longer than, of those that began within the same
   *     ten seconds, in order: shows when the system was slow
   * @param origins how many origins the forecasts had
   * @param segments of how many segments a forecast came
   * @param horizons of how many horizons a forecast came
   * @param readings readings accepted meanwhile
   * @param early forecasts that did not wait for the whole network; no way of theirs counts
   * @param overtaken forecasts that did not come because newer ones did: event streams keep their
   *     clients at the latest state. Their ways count, up to the newer one
   * @param missing forecasts that did not come, nor newer ones, of every horizon of every segment
   *     with readings; of a segment without a reading in a window none is due, nor of the last
   *     window before it fell silent: that is still open
   */
  record Result(
      List<Double> millis,
      List<Double> tails,
      long origins,
      int segments,
      int horizons,
      long readings,
      long early,
      long overtaken,
      long missing) {
    int forecasts() {
      return millis.size();
    }

    /** The way that so large a share is not longer than. */
    double at(double share) {
      return LiveWay.at(millis, share);
    }
  }

  /** A reading was accepted. */
  synchronized void accepted(String segment, long eventMillis, long acceptedMillis) {
    if (last == Long.MAX_VALUE) {
      readings++;
    }
    long window = Windows.startOf(eventMillis);
    acceptedByWindow.merge(window, acceptedMillis, Math::max);
    windowsBySegment.computeIfAbsent(segment, s -> new TreeSet<>()).add(window);
  }

  /** An event arrived. */
  synchronized void frame(String json, long arrivedMillis) {
    JsonNode frame;
    try {
      frame = mapper.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event that is not JSON: " + json, e);
    }
    JsonNode forecast = frame.path("data");
    if (!frame.path("type").asText().equals(FORECAST) || forecast.path("provisional").asBoolean()) {
      return;
    }
    Lane lane =
        new Lane(
            forecast.path("segment_id").asText(),
            forecast.path("prediction_horizon_minutes").asInt());
    arrivalsByLane
        .computeIfAbsent(lane, l -> new TreeMap<>())
        .putIfAbsent(forecast.path("timestamp").asLong() - Windows.MILLIS, arrivedMillis);
  }

  /**
   * What is accepted from here on counts no more; nor does the newest window, which may not be
   * complete yet. Forecasts of what counts may still come.
   */
  synchronized void end() {
    Long before =
        acceptedByWindow.isEmpty() ? null : acceptedByWindow.lowerKey(acceptedByWindow.lastKey());
    last = before == null ? Long.MIN_VALUE : before;
  }

  /** Whether all has come that counts, or newer. */
  synchronized boolean isComplete() {
    return !acceptedByWindow.isEmpty()
        && windowsBySegment.keySet().stream()
            .allMatch(segment -> isComplete(segment, due(segment, acceptedByWindow.firstKey())));
  }

  private boolean isComplete(String segment, NavigableSet<Long> due) {
    return due.isEmpty()
        || Arrays.stream(Horizon.values())
            .map(horizon -> arrivals(new Lane(segment, horizon.minutes())))
            .allMatch(arrivals -> arrivals.ceilingKey(due.last()) != null);
  }

  /** The ways of origins whose readings were seen from the first on. */
  synchronized Result result() {
    if (acceptedByWindow.isEmpty()) {
      return new Result(List.of(), List.of(), 0, 0, 0, 0, 0, 0, 0);
    }
    // Its beginning was not seen.
    long first = acceptedByWindow.firstKey();
    Tally tally = new Tally();
    Set<Lane> seen = new HashSet<>();
    long overtaken = 0;
    long missing = 0;
    for (Lane lane : lanes()) {
      NavigableMap<Long, Long> arrivals = arrivals(lane);
      for (Map.Entry<Long, Long> arrival : arrivals.tailMap(first, false).entrySet()) {
        Long accepted = acceptedByWindow.get(arrival.getKey());
        if (accepted != null && arrival.getKey() <= last) {
          seen.add(lane);
          tally.add(arrival.getKey(), accepted, arrival.getValue());
        }
      }
      for (long due : due(lane.segment(), first)) {
        Map.Entry<Long, Long> came = arrivals.ceilingEntry(due);
        if (came == null) {
          missing++;
        } else if (came.getKey() != due) {
          overtaken++;
          tally.add(due, requireNonNull(acceptedByWindow.get(due)), came.getValue());
        }
      }
    }
    Collections.sort(tally.millis);
    return new Result(
        List.copyOf(tally.millis),
        tails(tally.bySlice),
        tally.origins.size(),
        (int) seen.stream().map(Lane::segment).distinct().count(),
        (int) seen.stream().map(Lane::horizon).distinct().count(),
        readings,
        tally.early,
        overtaken,
        missing);
  }

  /** Adds ways up. */
  private static final class Tally {
    private final Set<Long> origins = new HashSet<>();
    private final List<Double> millis = new ArrayList<>();
    private final NavigableMap<Long, List<Double>> bySlice = new TreeMap<>();
    private long early;

    void add(long window, long accepted, long arrived) {
      origins.add(window);
      if (arrived < accepted) {
        early++;
        return;
      }
      double way = arrived - accepted;
      millis.add(way);
      bySlice.computeIfAbsent(accepted / SLICE_MILLIS, s -> new ArrayList<>()).add(way);
    }
  }

  /** What is forecast, and what should be: every horizon of whatever has readings. */
  private Set<Lane> lanes() {
    Set<Lane> lanes = new HashSet<>(arrivalsByLane.keySet());
    for (String segment : windowsBySegment.keySet()) {
      for (Horizon horizon : Horizon.values()) {
        lanes.add(new Lane(segment, horizon.minutes()));
      }
    }
    return lanes;
  }

  private NavigableMap<Long, Long> arrivals(Lane lane) {
    return arrivalsByLane.getOrDefault(lane, Collections.emptyNavigableMap());
  }

  private static List<Double> tails(NavigableMap<Long, List<Double>> bySlice) {
    bySlice.values().forEach(Collections::sort);
    return bySlice.values().stream().map(slice -> at(slice, 0.99)).toList();
  }

  private static double at(List<Double> sorted, double share) {
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }

  /**
   * Windows with a reading of a segment that later ones have ended, after one that does not count.
   */
  private NavigableSet<Long> due(String segment, long first) {
    NavigableSet<Long> windows = windowsBySegment.getOrDefault(segment, new TreeSet<>());
    if (windows.isEmpty()) {
      return windows;
    }
    long end = Math.max(first, Math.min(last, windows.last() - 1));
    return windows.subSet(first, false, end, true);
  }
}
