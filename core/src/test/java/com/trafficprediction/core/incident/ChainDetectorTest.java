package com.trafficprediction.core.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.trafficprediction.core.network.Direction;
import com.trafficprediction.core.window.Windows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A road, an incident on it, and what is known of it after each window. */
class ChainDetectorTest {
  private static final int BEGINS = 20;

  private final ChainDetector detector =
      new ChainDetector(Road.chain(), IncidentParameters.DEFAULT);

  /** An incident between S4 and S5 for eight windows; the queue grows to S2 and dissolves. */
  private static List<ChainWindow> day() {
    List<ChainWindow> windows = new ArrayList<>();
    for (int w = 0; w < 60; w++) {
      int since = w - BEGINS;
      if (since < 0 || since > 11) {
        windows.add(Road.freeWindow(w));
      } else if (since < 8) {
        windows.add(Road.window(w, Math.max(2, 4 - since), 4));
      } else {
        windows.add(clearing(w, 2 + (since - 8)));
      }
    }
    return windows;
  }

  /** The queue's head moves upstream; all flow is back. */
  private static ChainWindow clearing(int window, int tail) {
    List<StationWindow> stations = new ArrayList<>();
    for (int i = 0; i < Road.STATIONS; i++) {
      stations.add(
          i >= tail && i <= 4
              ? new StationWindow(40 + window % 3, 25, 5_200, Road.USUAL_SPEED, Road.USUAL_VOLUME)
              : Road.free(window, i));
    }
    return new ChainWindow(Road.start(window), stations);
  }

  private List<List<Incident>> fold(List<ChainWindow> windows) {
    List<List<Incident>> known = new ArrayList<>();
    ChainState state = detector.start();
    for (ChainWindow window : windows) {
      state = detector.step(state, window);
      known.add(state.incidents());
    }
    return known;
  }

  @Test
  void oneQueueIsOneIncidentFromItsOnsetToItsEnd() {
    List<List<Incident>> known = fold(day());

    assertThat(known.subList(0, BEGINS)).allMatch(List::isEmpty);
    Incident first = known.get(BEGINS).get(0);
    assertThat(first.id()).isEqualTo("I5-N:S4:" + Road.start(BEGINS + 1));
    assertThat(first.state()).isEqualTo(IncidentState.DETECTED);
    assertThat(first.onsetMillis()).isEqualTo(Road.start(BEGINS));
    assertThat(first.detectedMillis()).isEqualTo(Road.start(BEGINS + 1));
    assertThat(first.headPostmileKm()).isEqualTo(14.5);

    Incident later = known.get(BEGINS + 4).get(0);
    assertThat(later.state()).isEqualTo(IncidentState.CONFIRMED);
    assertThat(later.segments()).containsExactly("S4", "S3", "S2");
    assertThat(later.extentKm()).isEqualTo(3);
    assertThat(later.tailPostmileKm()).isEqualTo(11.5);
    assertThat(later.severity()).isEqualTo(Severity.MAJOR);
    assertThat(later.expectedSpeedKmh()).isEqualTo(100);
    assertThat(later.speedKmh()).isBetween(15.0, 17.0);

    assertThat(known.get(BEGINS + 10).get(0).state()).isEqualTo(IncidentState.CLEARING);
    Incident last =
        known.stream().flatMap(List::stream).reduce((before, after) -> after).orElseThrow();
    assertThat(last.state()).isEqualTo(IncidentState.CLEARED);
    assertThat(last.clearedMillis()).hasValue(Road.start(BEGINS + 11));
    assertThat(last.onsetMillis()).isEqualTo(first.onsetMillis());
    assertThat(known.stream().flatMap(List::stream).map(Incident::id).distinct()).hasSize(1);
    assertThat(known.get(59)).isEmpty();
  }

  @Test
  void whatChangesNothingIsNoChange() {
    List<List<Incident>> known = fold(day());
    for (int w = 1; w < known.size(); w++) {
      for (Incident incident : known.get(w)) {
        boolean isNew = !known.get(w - 1).contains(incident);
        assertThat(incident.updatedMillis() == Road.start(w + 1)).isEqualTo(isNew);
      }
    }
  }

  @Test
  void aUsualBottleneckIsNoIncidentHoweverEarlyItBegins() {
    List<ChainWindow> windows = new ArrayList<>();
    for (int w = 0; w < 60; w++) {
      List<StationWindow> stations = new ArrayList<>();
      for (int i = 0; i < Road.STATIONS; i++) {
        // The profile knows half of the slowness; the flow is what it always is.
        stations.add(
            i >= 2 && i <= 4 && w >= BEGINS
                ? new StationWindow(30 + w % 4, 30, 5_000 + 10 * (w % 4), 60, Road.USUAL_VOLUME)
                : Road.free(w, i));
      }
      windows.add(new ChainWindow(Road.start(w), stations));
    }
    assertThat(fold(windows)).allMatch(List::isEmpty);
  }

  @Test
  void aDayWithLessTrafficThanUsualIsNoIncident() {
    List<ChainWindow> windows =
        IntStream.range(0, 60)
            .mapToObj(
                w ->
                    mapped(
                        Road.freeWindow(w),
                        s ->
                            new StationWindow(
                                s.speedKmh(),
                                s.occupancyPercent(),
                                0.8 * s.volumeVph(),
                                s.usualSpeedKmh(),
                                s.usualVolumeVph())))
            .toList();
    assertThat(fold(windows)).allMatch(List::isEmpty);
  }

  @Test
  void withoutVolumeAndOccupancySpeedAloneFindsTheQueue() {
    List<List<Incident>> known =
        fold(
            day().stream()
                .map(
                    window ->
                        mapped(
                            window,
                            s ->
                                new StationWindow(
                                    s.speedKmh(),
                                    Double.NaN,
                                    Double.NaN,
                                    s.usualSpeedKmh(),
                                    Double.NaN)))
                .toList());
    Incident found = known.get(BEGINS + 4).get(0);
    assertThat(found.segmentId()).isEqualTo("S4");
    assertThat(found.state()).isEqualTo(IncidentState.CONFIRMED);
    assertThat(found.description()).contains("100 is usual").doesNotContain("flow");
    assertThat(known.get(59)).isEmpty();
  }

  @Test
  void aStuckDetectorIsNoIncident() {
    StationWindow stuck = new StationWindow(20, 40, 2_000, Road.USUAL_SPEED, Road.USUAL_VOLUME);
    List<ChainWindow> windows = new ArrayList<>();
    for (int w = 0; w < 60; w++) {
      List<StationWindow> stations = new ArrayList<>(Road.freeWindow(w).stations());
      if (w >= 10) {
        stations.set(3, stuck);
      }
      windows.add(new ChainWindow(Road.start(w), stations));
    }
    assertThat(fold(windows).subList(11, 60)).allMatch(List::isEmpty);
  }

  @Test
  void whatNobodyObservesEndsAnIncident() {
    List<ChainWindow> windows = new ArrayList<>(day().subList(0, BEGINS + 3));
    for (int w = BEGINS + 3; w < BEGINS + 12; w++) {
      windows.add(new ChainWindow(Road.start(w), Collections.nCopies(8, StationWindow.ABSENT)));
    }
    List<List<Incident>> known = fold(windows);
    Incident last =
        known.stream().flatMap(List::stream).reduce((before, after) -> after).orElseThrow();
    assertThat(last.state()).isEqualTo(IncidentState.CLEARED);
    assertThat(last.clearedMillis()).hasValue(Road.start(BEGINS + 3));
  }

  @Test
  void postmilesThatRunAgainstTrafficGiveTheSameQueue() {
    ChainDetector south =
        new ChainDetector(Road.chain(Direction.SOUTH), IncidentParameters.DEFAULT);
    ChainState state = south.start();
    for (ChainWindow window : day().subList(0, BEGINS + 5)) {
      state = south.step(state, window);
    }
    Incident incident = state.incidents().get(0);
    assertThat(incident.segments()).containsExactly("S4", "S3", "S2");
    assertThat(incident.headPostmileKm()).isEqualTo(25.5);
    assertThat(incident.tailPostmileKm()).isEqualTo(28.5);
    assertThat(incident.extentKm()).isEqualTo(3);
  }

  @Test
  void afterAQuietHourAFoldMayBeginAnywhere() {
    List<ChainWindow> windows = day();
    List<List<Incident>> whole = fold(windows);
    for (int from = 0; from <= BEGINS - ChainDetector.warmUpWindows(); from++) {
      assertThat(fold(windows.subList(from, 60))).isEqualTo(whole.subList(from, 60));
    }
  }

  @Test
  void anyFoldOfNoisyTrafficGivesTheSameAgainAndKeepsItsPromises() {
    Random random = new Random(7);
    for (int round = 0; round < 40; round++) {
      List<ChainWindow> windows = new ArrayList<>();
      for (int w = 0; w < 80; w++) {
        windows.add(mapped(Road.freeWindow(w), s -> disturbed(s, random)));
      }
      List<List<Incident>> known = fold(windows);
      assertThat(fold(windows)).isEqualTo(known);
      for (List<Incident> incidents : known) {
        assertThat(incidents).extracting(Incident::id).doesNotHaveDuplicates();
        for (Incident incident : incidents) {
          assertThat(incident.extentKm()).isBetween(0.0, 8.0);
          assertThat(incident.confidence()).isBetween(0.5, 1.0);
          assertThat(incident.clearedMillis().orElse(incident.updatedMillis()))
              .isGreaterThan(incident.onsetMillis());
        }
      }
    }
  }

  private static StationWindow disturbed(StationWindow s, Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> StationWindow.ABSENT;
      case 1 -> Road.queued(random.nextInt(3));
      case 2 -> Road.starved(random.nextInt(100));
      default -> s;
    };
  }

  @Test
  void windowsFollowEachOther() {
    ChainState state = detector.step(detector.start(), Road.freeWindow(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> detector.step(state, Road.freeWindow(2)))
        .withMessageContaining("I5-N");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                detector.step(
                    state,
                    new ChainWindow(Road.start(0) + Windows.MILLIS, List.of(StationWindow.ABSENT))))
        .withMessageContaining("8 stations");
  }

  private static ChainWindow mapped(ChainWindow window, UnaryOperator<StationWindow> change) {
    return new ChainWindow(window.startMillis(), window.stations().stream().map(change).toList());
  }
}
