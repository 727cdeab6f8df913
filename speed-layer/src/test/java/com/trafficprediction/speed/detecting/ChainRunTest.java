package com.trafficprediction.speed.detecting;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.incident.ChainDetector;
import com.trafficprediction.core.incident.Incident;
import com.trafficprediction.core.incident.IncidentParameters;
import com.trafficprediction.core.incident.RoadChain;
import com.trafficprediction.core.network.ChainPosition;
import com.trafficprediction.core.network.Direction;
import com.trafficprediction.core.network.LaneType;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.core.profile.ProfileFold;
import com.trafficprediction.core.profile.SegmentProfile;
import com.trafficprediction.core.reading.Reading;
import com.trafficprediction.core.window.WindowFold;
import com.trafficprediction.core.window.WindowSums;
import com.trafficprediction.core.window.Windows;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Windows of eight stations, in whatever order they come. */
class ChainRunTest {
  private static final int STATIONS = 8;
  private static final int WINDOWS = 48;
  private static final int BEGINS = 20;
  private static final long GRACE = 30_000;
  private static final long FIRST = 1_700_000_100_000L / Windows.MILLIS * Windows.MILLIS;
  private static final LocalCalendar CALENDAR = new LocalCalendar(ZoneOffset.UTC, Set.of());
  private static final SegmentProfile PROFILE = profile();

  /** A final window of a station. */
  private record Sent(int station, int window) {
    long start() {
      return FIRST + window * Windows.MILLIS;
    }

    /** An incident between S4 and S5: a queue to S3, little traffic behind. */
    WindowSums sums() {
      int wobble = (window * 7 + station * 3) % 5;
      if (window < BEGINS || window > BEGINS + 6 || station < 3) {
        return sums(100 + wobble, 410 + wobble, 6);
      }
      return station <= 4 ? sums(15 + wobble, 200, 45) : sums(105, 200 + wobble, 3);
    }

    private static WindowSums sums(int speedKmh, int vehicles, int occupancy) {
      WindowFold fold = new WindowFold();
      fold.add(
          new Reading("e", "S", FIRST, 300, speedKmh * 100, vehicles, occupancy * 100, 10_000));
      return fold.sums();
    }
  }

  private static SegmentProfile profile() {
    ProfileFold fold = new ProfileFold(CALENDAR);
    for (long start = FIRST - 2_016 * Windows.MILLIS; start < FIRST; start += Windows.MILLIS) {
      fold.add(start, 10_200, 4_950);
    }
    return new SegmentProfile("S", FIRST, fold.sums(), CALENDAR);
  }

  private static ChainRun run() {
    List<Segment> stations = new ArrayList<>();
    for (int i = 0; i < STATIONS; i++) {
      stations.add(
          new Segment(
              "S" + i,
              "S" + i,
              33.8,
              -117.9,
              new ChainPosition("I5", Direction.NORTH, LaneType.MAINLINE, 10 + i),
              1,
              4));
    }
    return new ChainRun(
        new ChainDetector(new RoadChain("I5-N", stations), IncidentParameters.DEFAULT),
        segment -> Optional.of(PROFILE),
        GRACE);
  }

  private static List<Sent> all() {
    List<Sent> sent = new ArrayList<>();
    for (int window = 0; window < WINDOWS; window++) {
      for (int station = 0; station < STATIONS; station++) {
        sent.add(new Sent(station, window));
      }
    }
    return sent;
  }

  private static boolean take(ChainRun run, Sent sent) {
    return run.take(sent.station(), sent.start(), sent.sums(), sent.window());
  }

  private static List<Incident> changes(List<Sent> sent) {
    ChainRun run = run();
    for (Sent window : sent) {
      assertThat(take(run, window)).isTrue();
      run.advance(false, 0);
    }
    assertThat(run.foldedUntil()).isEqualTo(FIRST + WINDOWS * Windows.MILLIS);
    return List.copyOf(run.changed());
  }

  @Test
  void theIncidentIsFoundOnceAndClears() {
    List<Incident> changed = changes(all());
    assertThat(changed).hasSize(1);
    assertThat(changed.get(0).segmentId()).isEqualTo("S4");
    assertThat(changed.get(0).clearedMillis()).isPresent();
  }

  @Test
  void stationsThatDrainAtDifferentSpeedsGiveTheSameIncidents() {
    List<Incident> expected = changes(all());
    for (int round = 0; round < 20; round++) {
      Random random = new Random(round);
      List<List<Sent>> queues = new ArrayList<>();
      for (int station = 0; station < STATIONS; station++) {
        int its = station;
        queues.add(new ArrayList<>(all().stream().filter(s -> s.station() == its).toList()));
      }
      List<Sent> mixed = new ArrayList<>();
      while (queues.stream().anyMatch(queue -> !queue.isEmpty())) {
        List<Sent> queue = queues.get(random.nextInt(STATIONS));
        for (int n = random.nextInt(12); n > 0 && !queue.isEmpty(); n--) {
          mixed.add(queue.remove(0));
        }
      }
      assertThat(changes(mixed)).isEqualTo(expected);
    }
  }

  @Test
  void ofTwoVersionsOfAWindowTheLaterOneCounts() {
    ChainRun run = run();
    for (Sent sent : all()) {
      run.take(sent.station(), sent.start(), sent.sums(), 2);
      run.take(sent.station(), sent.start(), WindowSums.EMPTY, 1);
    }
    run.advance(false, 0);
    assertThat(List.copyOf(run.changed())).isEqualTo(changes(all()));
  }

  @Test
  void aSilentStationHoldsTheRoadUpForTheGraceAndOnlyOnce() {
    ChainRun run = run();
    List<Sent> others = all().stream().filter(s -> s.station() != 7).toList();
    for (Sent sent : others.subList(0, 70)) {
      take(run, sent);
    }
    run.advance(true, 1_000);
    run.advance(true, 1_000 + GRACE - 1);
    assertThat(run.foldedUntil()).isEqualTo(ChainRun.NONE);
    run.advance(true, 1_000 + GRACE);
    assertThat(run.foldedUntil()).isEqualTo(FIRST + 10 * Windows.MILLIS);
    for (Sent sent : others.subList(70, others.size())) {
      take(run, sent);
      run.advance(true, 1_000 + GRACE);
    }
    assertThat(run.foldedUntil()).isEqualTo(FIRST + WINDOWS * Windows.MILLIS);
    assertThat(run.changed()).hasSize(1);
  }

  @Test
  void nobodyIsSilentWhileThereIsMoreToRead() {
    ChainRun run = run();
    take(run, new Sent(0, 0));
    for (int i = 0; i < 10; i++) {
      run.advance(false, i * 10L * GRACE);
    }
    assertThat(run.foldedUntil()).isEqualTo(ChainRun.NONE);
  }

  @Test
  void whatComesAfterTheRoadWasJudgedChangesNothing() {
    ChainRun run = run();
    all().forEach(sent -> take(run, sent));
    run.advance(false, 0);
    List<Incident> before = List.copyOf(run.changed());
    assertThat(run.take(0, FIRST, WindowSums.EMPTY, 99)).isFalse();
    run.advance(false, 0);
    assertThat(List.copyOf(run.changed())).isEqualTo(before);
  }

  @Test
  void aReplayThatStartsOverIsFoldedAgain() {
    ChainRun run = run();
    run.take(0, FIRST + 10 * 86_400_000L, WindowSums.EMPTY, 0);
    for (int station = 1; station < STATIONS; station++) {
      run.take(station, FIRST + 10 * 86_400_000L, WindowSums.EMPTY, 0);
    }
    run.advance(false, 0);
    List<Sent> again = all();
    Collections.shuffle(again, new Random(3));
    again.forEach(sent -> take(run, sent));
    run.advance(false, 0);
    assertThat(run.foldedUntil()).isEqualTo(FIRST + WINDOWS * Windows.MILLIS);
    assertThat(List.copyOf(run.changed())).isEqualTo(changes(all()));
  }
}
