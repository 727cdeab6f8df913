package com.trafficprediction.core.feature;

import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.profile.ProfileLookup;
import com.trafficprediction.core.profile.SegmentProfile;
import com.trafficprediction.core.profile.SegmentStatistics;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A segment with its neighbours, ready to be looked at from one origin after another: the same for
 * the batch layer, which makes training rows, and for serving. Not thread-safe, as its rings are
 * not.
 */
public final class SegmentContext {
  private final LocalCalendar calendar;
  private final Source own;
  private final List<Source> upstream;
  private final List<Source> downstream;
  private final List<Source> coLocated;
  private final NetworkMeans network;

  /**
   * Where a segment's windows and profile come from.
   *
   * @param windows its recent windows
   * @param profileOrNull what is usual on it, or null when it has no profile
   */
  public record Source(WindowRing windows, @Nullable SegmentProfile profileOrNull) {
    private static final SegmentStatistics UNKNOWN =
        new SegmentStatistics(
            Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0);

    /** The profile, if there is one. */
    public Optional<SegmentProfile> profile() {
      return Optional.ofNullable(profileOrNull);
    }

    private SegmentView view(long originMillis, boolean training) {
      SegmentProfile profile = profileOrNull;
      PastWindows past = windows.asOf(originMillis);
      if (profile == null) {
        return new SegmentView(past, ProfileLookup.UNKNOWN, UNKNOWN);
      }
      ProfileLookup lookup =
          training && originMillis < profile.fittedThrough()
              ? profile.leavingDayOut(windows)
              : profile.at(originMillis);
      return new SegmentView(past, lookup, profile.statistics());
    }
  }

  /** Lists hold the neighbours nearest first; {@code coLocated} at most one. */
  public SegmentContext(
      LocalCalendar calendar,
      Source own,
      List<Source> upstream,
      List<Source> downstream,
      List<Source> coLocated,
      NetworkMeans network) {
    this.calendar = calendar;
    this.own = own;
    this.upstream = List.copyOf(upstream);
    this.downstream = List.copyOf(downstream);
    this.coLocated = List.copyOf(coLocated);
    this.network = network;
  }

  /**
   * The view of a forecast.
   *
   * @throws com.trafficprediction.core.profile.FittedLaterException when a profile was fitted on
   *     data after the origin
   */
  public Origin at(long originMillis) {
    return view(originMillis, false);
  }

  /**
   * The view of a row to learn from or to score: like {@link #at}, but where a profile covers the
   * origin, the local day of whatever is asked for is left out of it.
   */
  public Origin rowAt(long originMillis) {
    return view(originMillis, true);
  }

  private Origin view(long originMillis, boolean training) {
    return new Origin(
        originMillis,
        calendar,
        own.view(originMillis, training),
        views(upstream, originMillis, training),
        views(downstream, originMillis, training),
        views(coLocated, originMillis, training),
        network);
  }

  private static List<SegmentView> views(
      List<Source> sources, long originMillis, boolean training) {
    SegmentView[] views = new SegmentView[sources.size()];
    for (int i = 0; i < views.length; i++) {
      views[i] = sources.get(i).view(originMillis, training);
    }
    return List.of(views);
  }
}
