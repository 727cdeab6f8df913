package com.trafficprediction.benchmarks.serving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.window.Windows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Joins when readings were accepted with when forecasts of them arrived. A way begins with the last
 * reading of the windows that end at an origin, of any segment, and ends with the first forecast
 * from there that is not provisional. Thread-safe.
 */
final class LiveWay {
  private static final String FORECAST = "prediction";

  private record Key(String segment, int horizon, long origin) {}

  private final ObjectMapper mapper = new ObjectMapper();
  private final TreeMap<Long, Long> acceptedByWindow = new TreeMap<>();
  private final Map<Key, Long> arrivals = new HashMap<>();
  private final Set<String> segments = new HashSet<>();
  private long readings;

  /**
   * What came out.
   *
   * @param millis how long each way was, sorted
   * @param origins how many origins that were forecast
   * @param segments how many segments
   * @param readings readings accepted meanwhile
   * @param early forecasts that did not wait for the whole network
   * @param missing forecasts that did not come, of segments that have had some; the newest origin's
   *     may still be on their way and are not counted
   */
  record Result(
      List<Double> millis, long origins, int segments, long readings, long early, long missing) {
    int forecasts() {
      return millis.size();
    }

    /** The way that so large a share is not longer than. */
    double at(double share) {
      return millis.get((int) Math.ceil(share * millis.size()) - 1);
    }
  }

  /** A reading was accepted. */
  synchronized void accepted(long eventMillis, long acceptedMillis) {
    readings++;
    acceptedByWindow.merge(Windows.startOf(eventMillis), acceptedMillis, Math::max);
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
    String segment = forecast.path("segment_id").asText();
    segments.add(segment);
    arrivals.putIfAbsent(
        new Key(
            segment,
            forecast.path("prediction_horizon_minutes").asInt(),
            forecast.path("timestamp").asLong()),
        arrivedMillis);
  }

  /** The ways of origins whose readings were seen from the first on. */
  synchronized Result result() {
    if (acceptedByWindow.isEmpty()) {
      return new Result(List.of(), 0, 0, 0, 0, 0);
    }
    long first = acceptedByWindow.firstKey();
    TreeMap<Long, Long> arrivedByOrigin = new TreeMap<>();
    List<Double> millis = new ArrayList<>();
    long early = 0;
    for (Map.Entry<Key, Long> arrival : arrivals.entrySet()) {
      long start = arrival.getKey().origin() - Windows.MILLIS;
      Long accepted = acceptedByWindow.get(start);
      if (accepted == null || start == first) {
        continue;
      }
      arrivedByOrigin.merge(start, 1L, Long::sum);
      if (arrival.getValue() < accepted) {
        early++;
      } else {
        millis.add((double) (arrival.getValue() - accepted));
      }
    }
    Collections.sort(millis);
    return new Result(
        List.copyOf(millis),
        arrivedByOrigin.size(),
        segments.size(),
        readings,
        early,
        missing(arrivedByOrigin));
  }

  private long missing(NavigableMap<Long, Long> arrivedByOrigin) {
    if (arrivedByOrigin.isEmpty()) {
      return 0;
    }
    long whole = (long) segments.size() * Horizon.values().length;
    return arrivedByOrigin.headMap(arrivedByOrigin.lastKey()).values().stream()
        .mapToLong(arrived -> whole - arrived)
        .sum();
  }
}
