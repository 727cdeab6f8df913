package com.trafficprediction.core.feature;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.feature.Feature.Use;
import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.profile.ProfileFold;
import com.trafficprediction.core.profile.SegmentProfile;
import com.trafficprediction.core.units.Quantity;
import com.trafficprediction.core.window.Windows;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.LongPredicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Changes what a forecast cannot know and asserts that its features stay as they were, to the last
 * bit. Five segments over the week in which the clock repeats an hour.
 */
class LeakageTest {
  private static final LocalCalendar CALENDAR =
      new LocalCalendar(ZoneId.of("America/Los_Angeles"), Set.of());
  private static final long FROM = Instant.parse("2022-11-03T07:00:00Z").toEpochMilli();
  private static final int WINDOWS = 6 * Windows.PER_DAY;
  private static final List<String> SEGMENTS = List.of("own", "up1", "up2", "down1", "beside");

  @Property(tries = 25)
  void aForecastsFeaturesDoNotKnowTheFuture(
      @ForAll @IntRange(min = 3 * Windows.PER_DAY, max = WINDOWS - 12) int window,
      @ForAll long seed) {
    long origin = FROM + window * Windows.MILLIS;
    long fittedThrough = FROM + 3 * Windows.PER_DAY * Windows.MILLIS;

    float[] truth = new World(start -> false, seed, fittedThrough).context().at(origin);
    float[] disturbed =
        new World(start -> start >= origin, seed, fittedThrough).context().at(origin);

    assertThat(disturbed).containsExactly(truth);
  }

  @Property(tries = 25)
  void aTrainingRowsFeaturesKnowNeitherTheRestOfTheDayNorTheirTargets(
      @ForAll @IntRange(min = 37, max = WINDOWS - 12) int window, @ForAll long seed) {
    assertRestOfDayIsUnknown(FROM + window * Windows.MILLIS, seed);
  }

  @Property(tries = 25)
  void norDoTheyInTheHoursAroundTheClockChange(
      @ForAll @IntRange(max = 60) int window, @ForAll long seed) {
    long midnightBefore = Instant.parse("2022-11-06T07:00:00Z").toEpochMilli();
    assertRestOfDayIsUnknown(midnightBefore + window * Windows.MILLIS, seed);
  }

  private static void assertRestOfDayIsUnknown(long origin, long seed) {
    long day = CALENDAR.localDay(origin - Windows.MILLIS);
    LongPredicate unknown =
        start -> (start >= origin && CALENDAR.localDay(start) == day) || isTarget(origin, start);
    long fittedThrough = FROM + WINDOWS * Windows.MILLIS;

    float[] truth = new World(start -> false, seed, fittedThrough).context().rowAt(origin);
    float[] disturbed = new World(unknown, seed, fittedThrough).context().rowAt(origin);

    List<Feature> features = FeatureCatalog.features();
    for (int i = 0; i < truth.length; i++) {
      if (features.get(i).use() != Use.ANALYSIS) {
        assertThat(disturbed[i]).as(features.get(i).name()).isEqualTo(truth[i]);
      }
    }
  }

  @Property(tries = 8)
  void whatTheOriginKnowsDoesMoveThem(
      @ForAll @IntRange(min = 4 * Windows.PER_DAY, max = WINDOWS - 12) int window,
      @ForAll long seed) {
    long origin = FROM + window * Windows.MILLIS;
    long fittedThrough = FROM + 3 * Windows.PER_DAY * Windows.MILLIS;
    LongPredicate lastHours = start -> start < origin && start >= origin - 37 * Windows.MILLIS;

    float[] truth = new World(start -> false, seed, fittedThrough).context().at(origin);
    float[] disturbed = new World(lastHours, seed, fittedThrough).context().at(origin);

    assertThat(disturbed).isNotEqualTo(truth);
  }

  private static boolean isTarget(long origin, long start) {
    for (Horizon horizon : Horizon.values()) {
      if (horizon.targetStart(origin) == start) {
        return true;
      }
    }
    return false;
  }

  /** All segments' windows, some of them disturbed, and all that follows from them. */
  private static final class World {
    private final Map<String, SegmentContext.Source> sources = new HashMap<>();
    private final Map<Long, NetworkMean> means = new HashMap<>();

    World(LongPredicate disturbed, long seed, long fittedThrough) {
      for (String id : SEGMENTS) {
        Random random = new Random(seed ^ id.hashCode());
        ProfileFold fold = new ProfileFold(CALENDAR);
        WindowRing ring = new WindowRing(WINDOWS);
        for (int window = 0; window < WINDOWS; window++) {
          long start = FROM + window * Windows.MILLIS;
          int speed = random.nextInt(10) == 0 ? Quantity.ABSENT : random.nextInt(12_000);
          int volume = random.nextInt(10) == 0 ? Quantity.ABSENT : random.nextInt(8_000);
          if (disturbed.test(start)) {
            speed = speed == Quantity.ABSENT ? 777 : (speed + 5_000) % 12_000;
            volume = volume == Quantity.ABSENT ? 777 : Quantity.ABSENT;
          }
          ring.put(start, speed, volume, volume < 0 ? volume : volume / 2);
          means.merge(start, NetworkMean.of(speed), NetworkMean::merge);
          if (start < fittedThrough) {
            fold.add(start, speed, volume);
          }
        }
        SegmentProfile profile = new SegmentProfile(id, fittedThrough, fold.sums(), CALENDAR);
        sources.put(id, new SegmentContext.Source(ring, profile));
      }
    }

    Rows context() {
      return new Rows(
          new SegmentContext(
              CALENDAR,
              source("own"),
              List.of(source("up1"), source("up2")),
              List.of(source("down1")),
              List.of(source("beside")),
              start -> means.getOrDefault(start, NetworkMean.NONE)));
    }

    private SegmentContext.Source source(String id) {
      return java.util.Objects.requireNonNull(sources.get(id));
    }
  }

  private record Rows(SegmentContext context) {
    float[] at(long origin) {
      return extract(context.at(origin));
    }

    float[] rowAt(long origin) {
      return extract(context.rowAt(origin));
    }

    private static float[] extract(Origin origin) {
      float[] row = new float[FeatureCatalog.features().size()];
      assertThat(FeatureExtractor.extract(origin, row)).isTrue();
      return row;
    }
  }
}
