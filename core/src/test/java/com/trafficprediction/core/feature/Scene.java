package com.trafficprediction.core.feature;

import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.profile.ProfileFold;
import com.trafficprediction.core.profile.SegmentProfile;
import com.trafficprediction.core.window.Windows;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A segment "own" with neighbours, seen at 08:00 local time on Wednesday 12 January 2022. What is
 * usual on each segment was one speed and one volume all day, for a week until the Monday.
 */
final class Scene {
  static final long ORIGIN = Instant.parse("2022-01-12T16:00:00Z").toEpochMilli();
  static final LocalCalendar CALENDAR =
      new LocalCalendar(ZoneId.of("America/Los_Angeles"), Set.of());
  private static final long FITTED_FROM = Instant.parse("2022-01-03T08:00:00Z").toEpochMilli();
  private static final long FITTED_THROUGH = Instant.parse("2022-01-10T08:00:00Z").toEpochMilli();

  private final Map<String, WindowRing> rings = new HashMap<>();
  private final Map<String, SegmentProfile> profiles = new HashMap<>();
  private final Map<Long, NetworkMean> means = new HashMap<>();
  private final List<String> upstream = new ArrayList<>();
  private final List<String> downstream = new ArrayList<>();
  private final List<String> coLocated = new ArrayList<>();

  Scene usual(String id, int speedCenti, int volumeVph) {
    ProfileFold fold = new ProfileFold(CALENDAR);
    for (long start = FITTED_FROM; start < FITTED_THROUGH; start += Windows.MILLIS) {
      fold.add(start, speedCenti, volumeVph);
    }
    profiles.put(id, new SegmentProfile(id, FITTED_THROUGH, fold.sums(), CALENDAR));
    return this;
  }

  /** Puts a window in that ended so many minutes before the origin; 0 is the current one. */
  Scene window(String id, int minutesBack, int speedCenti, int volumeVph, int occupancyCenti) {
    ring(id).put(start(minutesBack), speedCenti, volumeVph, occupancyCenti);
    return this;
  }

  Scene network(int minutesBack, NetworkMean mean) {
    means.put(start(minutesBack), mean);
    return this;
  }

  Scene upstream(String... ids) {
    upstream.addAll(List.of(ids));
    return this;
  }

  Scene downstream(String... ids) {
    downstream.addAll(List.of(ids));
    return this;
  }

  Scene coLocated(String id) {
    coLocated.add(id);
    return this;
  }

  /** The row of "own" at the origin, by column name. */
  Row row() {
    float[] values = new float[FeatureCatalog.features().size()];
    boolean usable = FeatureExtractor.extract(context().at(ORIGIN), values);
    return new Row(usable, values);
  }

  SegmentContext context() {
    return new SegmentContext(
        CALENDAR,
        source("own"),
        upstream.stream().map(this::source).toList(),
        downstream.stream().map(this::source).toList(),
        coLocated.stream().map(this::source).toList(),
        start -> means.getOrDefault(start, NetworkMean.NONE));
  }

  static long start(int minutesBack) {
    return ORIGIN - Windows.MILLIS - minutesBack * 60_000L;
  }

  private SegmentContext.Source source(String id) {
    return new SegmentContext.Source(ring(id), profiles.get(id));
  }

  private WindowRing ring(String id) {
    return rings.computeIfAbsent(id, i -> new WindowRing(64));
  }

  static final class Row {
    private final boolean usable;
    private final float[] values;

    Row(boolean usable, float[] values) {
      this.usable = usable;
      this.values = values;
    }

    boolean usable() {
      return usable;
    }

    float get(String feature) {
      return values[FeatureCatalog.indexOf(feature)];
    }
  }
}
