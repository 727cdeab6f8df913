package com.trafficprediction.speed.detecting;

import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.incident.ChainDetector;
import com.trafficprediction.core.incident.Incident;
import com.trafficprediction.core.incident.IncidentParameters;
import com.trafficprediction.core.incident.RoadChain;
import com.trafficprediction.core.profile.ProfileFold;
import com.trafficprediction.core.profile.SegmentProfile;
import com.trafficprediction.core.reading.ReadingValidator;
import com.trafficprediction.core.reading.ReferenceClock;
import com.trafficprediction.core.reading.Validation;
import com.trafficprediction.core.window.TrafficWindow;
import com.trafficprediction.core.window.WindowFold;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.feeds.dataset.Dataset;
import com.trafficprediction.feeds.synthetic.SyntheticFeed;
import com.trafficprediction.feeds.synthetic.SyntheticParameters;
import com.trafficprediction.storage.speed.UsualTraffic;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A week of the traffic model to learn from, and a day after it to look for incidents in. */
final class SyntheticRoad {
  private static final int LEARNT_DAYS = 7;
  private static final String DATASET =
      """
      name: road
      description: a small synthetic network
      licence: made by this project
      synthetic: true
      time_zone: America/Los_Angeles
      readings:
        format: synthetic
        model: {seed: 42, days: 8, start_date: 2025-02-26, freeways: 2, segments: 40, interval_seconds: 300, incidents_per_segment_day: 0.3}
      """;

  private final SyntheticFeed feed;
  private final UsualTraffic usual;
  private final List<TrafficWindow> day;

  SyntheticRoad() {
    this.feed = Dataset.parse(DATASET, "test").syntheticFeed().orElseThrow();
    SyntheticParameters model = feed.parameters();
    LocalDate from = model.startDate();
    LocalDate test = from.plusDays(LEARNT_DAYS);
    this.usual = new UsualTraffic("run-test", feed.network(), profiles(windows(from, test)));
    this.day = windows(test, model.endDate());
  }

  private List<TrafficWindow> windows(LocalDate from, LocalDate until) {
    ReadingValidator validator = new ReadingValidator(feed.network(), "road", Windows.SECONDS);
    Map<Long, Map<String, WindowFold>> folds = new TreeMap<>();
    try (var readings = feed.readings(from, until)) {
      readings.forEach(
          raw -> {
            if (validator.validate(raw, ReferenceClock.UNBOUNDED)
                instanceof Validation.Valid valid) {
              folds
                  .computeIfAbsent(
                      Windows.startOf(valid.reading().startMillis()), start -> new TreeMap<>())
                  .computeIfAbsent(valid.reading().segmentId(), id -> new WindowFold())
                  .add(valid.reading());
            }
          });
    }
    List<TrafficWindow> windows = new ArrayList<>();
    folds.forEach(
        (start, bySegment) ->
            bySegment.forEach(
                (segment, fold) -> windows.add(new TrafficWindow(segment, start, fold.sums()))));
    return windows;
  }

  private Map<String, SegmentProfile> profiles(List<TrafficWindow> windows) {
    LocalCalendar calendar = feed.network().calendar();
    Map<String, ProfileFold> folds = new HashMap<>();
    long until = Long.MIN_VALUE;
    for (TrafficWindow window : windows) {
      folds
          .computeIfAbsent(window.segmentId(), id -> new ProfileFold(calendar))
          .add(window.startMillis(), window.sums());
      until = Math.max(until, window.endMillis());
    }
    long fittedThrough = until;
    Map<String, SegmentProfile> profiles = new HashMap<>();
    folds.forEach(
        (id, fold) ->
            profiles.put(id, new SegmentProfile(id, fittedThrough, fold.sums(), calendar)));
    return profiles;
  }

  UsualTraffic usual() {
    return usual;
  }

  /** The windows of the day, by time. */
  List<TrafficWindow> day() {
    return day;
  }

  List<RoadChain> chains() {
    return RoadChain.mainlinesOf(feed.network());
  }

  /** The day's incidents as they are in the end, by id. */
  Map<String, Incident> incidents() {
    Map<String, Incident> incidents = new TreeMap<>();
    for (RoadChain chain : chains()) {
      ChainRun run =
          new ChainRun(new ChainDetector(chain, IncidentParameters.DEFAULT), usual::findProfile, 1);
      for (TrafficWindow window : day) {
        for (int i = 0; i < chain.size(); i++) {
          if (chain.segmentId(i).equals(window.segmentId())) {
            run.take(i, window.startMillis(), window.sums(), 1);
          }
        }
      }
      // Stations that are out are excused at once: everything was read.
      for (int step = 0; step < day.size(); step++) {
        run.advance(true, step);
      }
      run.changed().forEach(incident -> incidents.put(incident.id(), incident));
    }
    return incidents;
  }
}
