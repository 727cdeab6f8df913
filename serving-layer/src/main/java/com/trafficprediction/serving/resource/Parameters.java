package com.trafficprediction.serving.resource;

import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.forecast.TrafficCategory;
import com.trafficprediction.core.network.Bounds;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.serving.corridor.Corridors;
import com.trafficprediction.serving.live.LiveRun;
import com.trafficprediction.serving.problem.ApiProblem;
import com.trafficprediction.serving.problem.Similar;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads parameters; what cannot be is answered with 400, naming what could. */
final class Parameters {
  private static final int MAX_SHOWN = 60;
  private static final int COORDINATES = 4;
  private static final int FIRST_YEAR = 1970;
  private static final int LAST_YEAR = 2999;

  private Parameters() {}

  /** A time, as epoch milliseconds or ISO-8601 with an offset. */
  static Optional<Instant> instant(String name, @Nullable String text) {
    if (text == null || text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          text.matches("-?\\d{1,15}")
              ? Instant.ofEpochMilli(Long.parseLong(text))
              : OffsetDateTime.parse(text.replace(' ', '+')).toInstant());
    } catch (DateTimeException e) {
      throw ApiProblem.badRequest(
          "bad-time",
          name + " is '" + shown(text) + "', which is not a time",
          "Give epoch milliseconds or ISO-8601 with an offset, such as 2025-02-20T08:00:00Z");
    }
  }

  /** A whole number in a range. */
  static int integer(String name, @Nullable String text, int fallback, int least, int most) {
    if (text == null || text.isEmpty()) {
      return fallback;
    }
    try {
      int value = Integer.parseInt(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Told below, like a number that is out of range.
    }
    throw ApiProblem.badRequest(
        "bad-number",
        name + " is '" + shown(text) + "'",
        "Give a whole number from " + least + " to " + most);
  }

  static Optional<Horizon> horizon(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return Optional.empty();
    }
    for (Horizon horizon : Horizon.values()) {
      if (horizon.key().equals(text)) {
        return Optional.of(horizon);
      }
    }
    throw ApiProblem.badRequest(
        "unknown-horizon",
        "horizon is '" + shown(text) + "'",
        "Forecasts look 15, 30 or 60 minutes ahead");
  }

  static Optional<TrafficCategory> category(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return Optional.empty();
    }
    for (TrafficCategory category : TrafficCategory.values()) {
      if (category.key().equals(text)) {
        return Optional.of(category);
      }
    }
    throw ApiProblem.badRequest(
        "unknown-category",
        "category is '" + shown(text) + "'",
        "The categories are "
            + Arrays.stream(TrafficCategory.values())
                .map(TrafficCategory::key)
                .collect(Collectors.joining(", ")));
  }

  /** A box as {@code west,south,east,north} in degrees. */
  static Optional<Bounds> bbox(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return Optional.empty();
    }
    String[] parts = text.split(",", -1);
    try {
      if (parts.length == COORDINATES) {
        double west = Double.parseDouble(parts[0]);
        double south = Double.parseDouble(parts[1]);
        double east = Double.parseDouble(parts[2]);
        double north = Double.parseDouble(parts[3]);
        if (west <= east && south <= north && south >= -90 && north <= 90) {
          return Optional.of(new Bounds(south, west, north, east));
        }
      }
    } catch (NumberFormatException e) {
      // Told below, like a box that is none.
    }
    throw ApiProblem.badRequest(
        "bad-bbox",
        "bbox is '" + shown(text) + "'",
        "Give west,south,east,north in degrees, such as -118.1,33.6,-117.6,34.0");
  }

  /** The segment of that id. */
  static Segment segment(LiveRun live, String id) {
    return live.network()
        .network()
        .find(id)
        .orElseThrow(
            () ->
                ApiProblem.notFound(
                    "unknown-segment",
                    "There is no segment '" + shown(id) + "'",
                    "Did you mean one of "
                        + String.join(
                            ", ",
                            Similar.list(
                                shown(id),
                                live.network().network().segments().stream()
                                    .map(Segment::id)
                                    .toList(),
                                3))
                        + "? /api/segments lists them all"));
  }

  /** Whether a text names a road, however it is written: the pages say I-5 of what is called I5. */
  static boolean names(String text, String road) {
    return plain(text).equalsIgnoreCase(plain(road));
  }

  private static String plain(String road) {
    return road.replaceAll("[-\\s]", "");
  }

  /** The stations of a corridor in the order of travel. */
  static List<Segment> corridor(LiveRun live, String id) {
    SortedMap<String, List<Segment>> chains = Corridors.of(live.network().network());
    List<Segment> chain = chains.get(id);
    if (chain == null) {
      throw ApiProblem.notFound(
          "unknown-corridor",
          "There is no corridor '" + shown(id) + "'",
          chains.isEmpty()
              ? "This data set has no freeways"
              : "Did you mean "
                  + Similar.list(shown(id), chains.keySet(), 1).get(0)
                  + "? /api/corridors lists them all");
    }
    return chain;
  }

  /** A local date. */
  static Optional<LocalDate> day(String name, @Nullable String text) {
    if (text == null || text.isEmpty()) {
      return Optional.empty();
    }
    try {
      LocalDate day = LocalDate.parse(text);
      if (day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR) {
        return Optional.of(day);
      }
    } catch (DateTimeParseException e) {
      // Told below, like a date of another age.
    }
    throw ApiProblem.badRequest(
        "bad-day",
        name + " is '" + shown(text) + "', which is not a day",
        "Give a local date, such as 2025-02-20");
  }

  static String shown(String text) {
    return text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "…" : text;
  }
}
