package com.trafficprediction.benchmarks.serving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.trafficprediction.core.window.Windows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Joins when readings were accepted with when forecasts of them arrived. A way begins with the last
 * reading of the windows that end at an origin, of any segment, and ends with the first forecast
 * from there that is not provisional. Thread-safe.
 */
final class LiveWay {
  private static final String FORECAST = "prediction";

  /** One after the other, forecasts of a segment and horizon replace each other. */
  private record Lane(String segment, int horizon) {}

  private record Key(Lane lane, long origin) {}

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
   * @param overtaken forecasts that did not come because newer ones did: event streams keep their
   *     clients at the latest state
   * @param missing forecasts that did not come, nor newer ones; those of the newest origin may
   *     still be on their way and are not counted
   */
  record Result(
      List<Double> millis,
      long origins,
      int segments,
      long readings,
      long early,
      long overtaken,
      long missing) {
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
            new Lane(segment, forecast.path("prediction_horizon_minutes").asInt()),
            forecast.path("timestamp").asLong()),
        arrivedMillis);
  }

  /** The ways of origins whose readings were seen from the first on. */
  synchronized Result result() {
    if (acceptedByWindow.isEmpty()) {
      return new Result(List.of(), 0, 0, 0, 0, 0, 0);
    }
    long first = acceptedByWindow.firstKey();
    NavigableSet<Long> origins = new TreeSet<>();
    Map<Lane, NavigableSet<Long>> arrivedByLane = new HashMap<>();
    List<Double> millis = new ArrayList<>();
    long early = 0;
    for (Map.Entry<Key, Long> arrival : arrivals.entrySet()) {
      Key key = arrival.getKey();
      long start = key.origin() - Windows.MILLIS;
      Long accepted = acceptedByWindow.get(start);
      if (accepted == null || start == first) {
        continue;
      }
      origins.add(start);
      arrivedByLane.computeIfAbsent(key.lane(), lane -> new TreeSet<>()).add(start);
      if (arrival.getValue() < accepted) {
        early++;
      } else {
        millis.add((double) (arrival.getValue() - accepted));
      }
    }
    Collections.sort(millis);
    long overtaken = 0;
    long missing = 0;
    for (NavigableSet<Long> arrived : arrivedByLane.values()) {
      long due = origins.headSet(arrived.last()).size();
      overtaken += due - (arrived.size() - 1);
      missing += Math.max(0, origins.tailSet(arrived.last(), false).size() - 1);
    }
    return new Result(
        List.copyOf(millis), origins.size(), segments.size(), readings, early, overtaken, missing);
  }
}
