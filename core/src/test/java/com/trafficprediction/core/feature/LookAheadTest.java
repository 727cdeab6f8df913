package com.trafficprediction.core.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trafficprediction.core.profile.FittedLaterException;
import com.trafficprediction.core.profile.ProfileLookup;
import com.trafficprediction.core.window.Windows;
import java.util.List;
import org.junit.jupiter.api.Test;

class LookAheadTest {
  private final WindowRing ring = new WindowRing(64);
  private final PastWindows past = ring.asOf(Scene.ORIGIN);

  @Test
  void theWindowThatEndsAtTheOriginIsTheLastThatMayBeAskedFor() {
    ring.put(Scene.ORIGIN - Windows.MILLIS, 9_000, 1200, 500);
    ring.put(Scene.ORIGIN, 5_000, 1200, 500);

    assertThat(past.currentStart()).isEqualTo(Scene.ORIGIN - Windows.MILLIS);
    assertThat(past.speedKmh(past.currentStart())).isEqualTo(90);
    assertThatThrownBy(() -> past.speedKmh(Scene.ORIGIN))
        .isInstanceOf(LookAheadException.class)
        .hasMessageContaining("2022-01-12T16:00:00Z");
    assertThatThrownBy(() -> past.volumeVph(Scene.ORIGIN)).isInstanceOf(LookAheadException.class);
    assertThatThrownBy(() -> past.occupancyPercent(Scene.ORIGIN))
        .isInstanceOf(LookAheadException.class);
  }

  @Test
  void networkMeansStopAtTheOriginToo() {
    NetworkMeans means = start -> new NetworkMean(1, 1, 0);
    NetworkMeans known = means.asOf(Scene.ORIGIN);

    assertThat(known.at(Scene.ORIGIN - Windows.MILLIS).segments()).isOne();
    assertThatThrownBy(() -> known.at(Scene.ORIGIN)).isInstanceOf(LookAheadException.class);
  }

  @Test
  void anOriginGuardsNetworkMeansThatNobodyGuardedBefore() {
    Origin origin = origin(Scene.ORIGIN, view(Scene.ORIGIN), List.of());

    assertThatThrownBy(() -> origin.network().at(Scene.ORIGIN))
        .isInstanceOf(LookAheadException.class);
  }

  @Test
  void aViewFromAnotherOriginIsRefused() {
    SegmentView later = view(Scene.ORIGIN + Windows.MILLIS);

    assertThatThrownBy(() -> origin(Scene.ORIGIN, later, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2022-01-12T16:05:00Z");
    assertThatThrownBy(() -> origin(Scene.ORIGIN, view(Scene.ORIGIN), List.of(later)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aForecastRefusesAProfileThatWasFittedLater() {
    SegmentContext context = new Scene().usual("own", 10_000, 1200).context();
    long withinTheFit = Scene.ORIGIN - 5 * 86_400_000L;

    assertThatThrownBy(() -> context.at(withinTheFit)).isInstanceOf(FittedLaterException.class);
    assertThat(context.rowAt(withinTheFit)).isNotNull();
  }

  private Origin origin(long millis, SegmentView own, List<SegmentView> upstream) {
    return new Origin(
        millis, Scene.CALENDAR, own, upstream, List.of(), List.of(), start -> NetworkMean.NONE);
  }

  private SegmentView view(long origin) {
    return new SegmentView(
        ring.asOf(origin),
        ProfileLookup.UNKNOWN,
        new Scene().usual("own", 1, 1).context().rowAt(Scene.ORIGIN).own().statistics());
  }
}
