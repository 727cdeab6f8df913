package com.trafficprediction.feeds.synthetic;

import static com.trafficprediction.feeds.synthetic.Fixtures.feed;
import static com.trafficprediction.feeds.synthetic.Fixtures.parameters;
import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.core.network.ChainPosition;
import com.trafficprediction.core.network.LaneType;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.feeds.source.AgencyIncident;
import com.trafficprediction.feeds.synthetic.Fixtures.Settings;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What incidents do, seen against the same days without them: incidents have random streams of
 * their own, so that everything else stays as it was.
 */
class SyntheticIncidentTest {
  private static final LocalDate MONDAY = LocalDate.of(2025, 2, 24);
  private static final double SEEN_KMH = 15;
  private static final long APART_MILLIS = 4 * 3_600_000L;

  @SuppressWarnings("NullAway.Init")
  private static List<SyntheticIncident> truth;

  @SuppressWarnings("NullAway.Init")
  private static Speeds with;

  @SuppressWarnings("NullAway.Init")
  private static Speeds without;

  @BeforeAll
  static void simulate() {
    SyntheticFeed feed = feed(exact().incidents(0.05));
    truth = feed.groundTruth();
    with = new Speeds(feed);
    without = new Speeds(feed(exact().incidents(0)));
  }

  private static Settings exact() {
    return parameters(12).start(MONDAY).noise(0).faultless().rain(0);
  }

  @Test
  void theRoadAheadRunsEmptyAndTheRoadBehindFillsUp() {
    List<SyntheticIncident> serious = serious();
    assertThat(serious).hasSizeGreaterThan(4);
    int slower = 0;
    int thinner = 0;
    for (SyntheticIncident incident : serious) {
      slower += slowdownKmh(incident, behind(incident).get(0)) > 25 ? 1 : 0;
      thinner += flowLostShare(incident, ahead(incident).get(0)) > 0.1 ? 1 : 0;
    }
    assertThat(slower).as("slower behind").isGreaterThanOrEqualTo(serious.size() * 3 / 4);
    assertThat(thinner).as("less flow ahead").isGreaterThanOrEqualTo(serious.size() * 3 / 4);
  }

  @Test
  void theQueueReachesStationsOneAfterAnother() {
    int compared = 0;
    for (SyntheticIncident incident : serious()) {
      List<Segment> behind = behind(incident);
      for (int i = 1; i < behind.size(); i++) {
        int near = onset(incident, behind.get(i - 1));
        int far = onset(incident, behind.get(i));
        if (near >= 0 && far >= 0) {
          assertThat(far).isGreaterThanOrEqualTo(near);
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(4);
  }

  @Test
  void otherFreewaysDoNotNotice() {
    int compared = 0;
    double most = 0;
    for (SyntheticIncident incident : truth) {
      for (Segment segment : with.network.segments()) {
        String freeway = position(segment).freeway();
        boolean other = !freeway.equals(incident.position().freeway());
        if (other && noOtherIncidentOn(freeway, incident)) {
          most = Math.max(most, slowdownKmh(incident, segment));
          compared++;
        }
      }
    }
    assertThat(compared).isPositive();
    assertThat(most).isLessThan(1);
  }

  @Test
  void anIncidentReadsLikeAnAgencyRecordThatSaysItIsSynthetic() {
    SyntheticIncident incident = truth.get(0);
    AgencyIncident record = incident.toAgencyIncident();
    assertThat(record.description()).startsWith("synthetic: ").contains("lanes blocked");
    assertThat(record.freeway()).contains(incident.position().freeway());
    assertThat(Math.round(record.durationMinutes() * 60_000))
        .isEqualTo(incident.clearMillis() - incident.startMillis());
  }

  /** Those that must make a queue, with stations on both sides and no other incident near. */
  private static List<SyntheticIncident> serious() {
    return truth.stream()
        .filter(i -> i.load() > 1.15 && i.clearMillis() - i.startMillis() > 20 * 60_000)
        .filter(i -> noOtherIncidentOn(i.position().freeway(), i))
        .filter(i -> behind(i).size() > 1 && !ahead(i).isEmpty())
        .toList();
  }

  private static boolean noOtherIncidentOn(String freeway, SyntheticIncident incident) {
    return truth.stream()
        .filter(i -> !i.equals(incident) && i.position().freeway().equals(freeway))
        .noneMatch(i -> Math.abs(i.startMillis() - incident.startMillis()) < APART_MILLIS);
  }

  private static List<Segment> behind(SyntheticIncident incident) {
    return mainline(incident).stream()
        .filter(s -> position(s).travelKm() < incident.position().travelKm() - 0.4)
        .sorted(Comparator.comparingDouble((Segment s) -> -position(s).travelKm()))
        .toList();
  }

  private static List<Segment> ahead(SyntheticIncident incident) {
    return mainline(incident).stream()
        .filter(s -> position(s).travelKm() > incident.position().travelKm() + 0.4)
        .sorted(Comparator.comparingDouble((Segment s) -> position(s).travelKm()))
        .toList();
  }

  private static List<Segment> mainline(SyntheticIncident incident) {
    return with.network.segments().stream()
        .filter(s -> position(s).laneType() == LaneType.MAINLINE)
        .filter(s -> position(s).chainId().equals(incident.position().chainId()))
        .toList();
  }

  /** Largest loss of speed between start and clearing. */
  private static double slowdownKmh(SyntheticIncident incident, Segment segment) {
    double most = 0;
    for (int w = with.window(incident.startMillis()); w <= last(incident); w++) {
      most = Math.max(most, lossKmh(segment, w));
    }
    return most;
  }

  /** Share of the flow between start and clearing that is missing. */
  private static double flowLostShare(SyntheticIncident incident, Segment segment) {
    int s = with.network.indexOf(segment.id());
    double usual = 0;
    double seen = 0;
    for (int w = with.window(incident.startMillis()) + 1; w <= last(incident); w++) {
      usual += without.flowVph[s][w];
      seen += with.flowVph[s][w];
    }
    return 1 - seen / usual;
  }

  /** First window with a visible loss of speed, or -1. */
  private static int onset(SyntheticIncident incident, Segment segment) {
    for (int w = with.window(incident.startMillis()); w <= last(incident); w++) {
      if (lossKmh(segment, w) > SEEN_KMH) {
        return w;
      }
    }
    return -1;
  }

  private static double lossKmh(Segment segment, int window) {
    int s = with.network.indexOf(segment.id());
    return without.speedKmh[s][window] - with.speedKmh[s][window];
  }

  private static int last(SyntheticIncident incident) {
    return with.window(incident.clearMillis() - 1);
  }

  private static ChainPosition position(Segment segment) {
    return segment.chain().orElseThrow();
  }
}
