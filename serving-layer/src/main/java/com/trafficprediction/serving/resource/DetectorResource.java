package com.trafficprediction.serving.resource;

import com.trafficprediction.core.detector.DetectorHealth;
import com.trafficprediction.core.detector.DetectorState;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.core.profile.ProfileLookup;
import com.trafficprediction.core.window.WindowSums;
import com.trafficprediction.serving.forecast.SpeedView;
import com.trafficprediction.serving.live.LiveRun;
import com.trafficprediction.serving.live.LiveRunWatch;
import com.trafficprediction.serving.merge.SpeedWindow;
import com.trafficprediction.serving.problem.ApiProblem;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code /api/detectors}: whether what each station sends can be believed. */
@Path("/detectors")
@Produces(MediaType.APPLICATION_JSON)
public final class DetectorResource {
  private final LiveRunWatch watch;
  private final SpeedView speed;

  public DetectorResource(LiveRunWatch watch, SpeedView speed) {
    this.watch = watch;
    this.speed = speed;
  }

  /**
   * The answer.
   *
   * @param newestWindowStart the newest window of any station; null before the first one
   * @param counts stations by state, of those asked for, whatever {@code state} leaves out
   */
  record Body(
      @Nullable Long newestWindowStart,
      int total,
      Map<String, Integer> counts,
      List<Detector> detectors) {}

  /** One station. */
  record Detector(
      String segmentId,
      String state,
      String reason,
      @Nullable Long lastWindowStart,
      double observedShare) {}

  /** All of them, or those of a freeway, or in a state. */
  @GET
  public Response list(
      @QueryParam("state") @Nullable String state,
      @QueryParam("freeway") @Nullable String freeway) {
    LiveRun live = watch.get();
    Optional<String> wanted = wanted(state);
    List<Segment> segments = live.network().network().segments();
    long newest = segments.stream().mapToLong(s -> newest(s.id())).max().orElse(Long.MIN_VALUE);
    Map<String, Integer> counts = new TreeMap<>();
    List<Detector> detectors = new ArrayList<>();
    for (Segment segment : segments) {
      if (SegmentResource.matches(segment, freeway, Optional.empty())) {
        Detector detector = detector(live, segment.id(), newest);
        counts.merge(detector.state(), 1, Integer::sum);
        if (wanted.isEmpty() || wanted.get().equals(detector.state())) {
          detectors.add(detector);
        }
      }
    }
    return Answers.json(new Body(orNull(newest), detectors.size(), counts, detectors));
  }

  private static Optional<String> wanted(@Nullable String state) {
    if (state == null || state.isEmpty()) {
      return Optional.empty();
    }
    List<String> known = Arrays.stream(DetectorState.values()).map(DetectorResource::key).toList();
    if (!known.contains(state)) {
      throw ApiProblem.badRequest(
          "unknown-state",
          "state is '" + Parameters.shown(state) + "'",
          "Detectors are " + String.join(", ", known));
    }
    return Optional.of(state);
  }

  private long newest(String segment) {
    return speed.list(segment).stream()
        .filter(window -> !window.open())
        .mapToLong(window -> window.window().startMillis())
        .max()
        .orElse(Long.MIN_VALUE);
  }

  private Detector detector(LiveRun live, String segment, long newest) {
    TreeMap<Long, WindowSums> windows = new TreeMap<>();
    for (SpeedWindow window : speed.list(segment)) {
      if (!window.open()) {
        windows.put(window.window().startMillis(), window.window().sums());
      }
    }
    // What is usual serves to tell a flat line: a run that knows the windows already knows it as
    // well.
    ProfileLookup usual =
        live.findProfile(segment)
            .map(profile -> profile.at(Math.max(newest, profile.fittedThrough())))
            .orElse(ProfileLookup.UNKNOWN);
    DetectorHealth health = DetectorHealth.of(windows, newest, usual);
    return new Detector(
        segment,
        key(health.state()),
        health.state().reason(),
        orNull(health.lastWindowMillis()),
        health.observedShare());
  }

  private static String key(DetectorState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable Long orNull(long millis) {
    return millis == Long.MIN_VALUE ? null : millis;
  }
}
