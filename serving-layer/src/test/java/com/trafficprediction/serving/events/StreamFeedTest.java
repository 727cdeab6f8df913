package com.trafficprediction.serving.events;

import static com.trafficprediction.serving.latest.Predictions.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.messaging.stream.Received;
import com.trafficprediction.schemas.IncidentStatus;
import com.trafficprediction.schemas.TrafficIncident;
import com.trafficprediction.serving.latest.LatestBoard;
import com.trafficprediction.serving.latest.Predictions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamFeedTest {
  private static final long NOON = Instant.parse("2025-03-05T12:00:00Z").toEpochMilli();

  private final LatestBoard board = new LatestBoard();
  private final FrameCache cache = new FrameCache();

  @Test
  void clientsAtTheSamePlaceAreSentTheSameBytes() {
    board.apply(at(0, 0, Predictions.of("A", 15, NOON, 0)));
    StreamFeed one = feed(true, "");
    StreamFeed two = feed(true, "");
    assertThat(one.next()).isSameAs(two.next());
    board.apply(at(0, 1, Predictions.of("B", 15, NOON, 0)));
    assertThat(one.next()).isSameAs(two.next());
    assertThat(one.next().isEmpty()).isTrue();
  }

  /** Wherever a client is cut off, its last id says no more than it was sent. */
  @Test
  void anIdStandsOnTheLastEventOfWhatItCovers() {
    board.apply(at(0, 0, Predictions.of("A", 15, NOON, 0)));
    board.applyIncident(incident("I1", 0));
    board.applyIncident(incident("I2", 1));
    for (String lastEventId : List.of("", "p0-i0")) {
      List<String> events = events(feed(true, lastEventId).next());
      assertThat(events).hasSize(3);
      assertThat(events.subList(0, 2)).noneMatch(event -> event.startsWith("id: "));
      assertThat(events.get(2)).startsWith("id: p1-i2\n");
    }
  }

  @Test
  void anIdOfAnotherHistoryBeginsAfresh() {
    board.apply(at(0, 0, Predictions.of("A", 15, NOON, 0)));
    assertThat(text(feed(false, "p7-i").next())).contains("\"type\":\"initial\"");
    assertThat(feed(false, "p1-i").next().isEmpty()).as("it has seen all").isTrue();
    assertThat(text(feed(false, "no id").next())).contains("\"type\":\"initial\"");
  }

  private StreamFeed feed(boolean batch, String lastEventId) {
    return new StreamFeed(board, cache, new StreamFeed.Options(batch, "", lastEventId));
  }

  private static Received<TrafficIncident> incident(String id, long offset) {
    TrafficIncident incident =
        TrafficIncident.newBuilder()
            .setIncidentId(id)
            .setSegmentId("A")
            .setStatus(IncidentStatus.open)
            .setOnset(Instant.ofEpochMilli(NOON))
            .setDetectedAt(Instant.ofEpochMilli(NOON))
            .setUpdatedAt(Instant.ofEpochMilli(NOON))
            .build();
    return new Received<>(0, offset, 0, incident);
  }

  private static List<String> events(Frame frame) {
    List<String> events = List.of(text(frame).split("\n\n", -1));
    assertThat(events.get(events.size() - 1)).as("each event is ended").isEmpty();
    return events.subList(0, events.size() - 1);
  }

  private static String text(Frame frame) {
    return new String(frame.bytes(false), StandardCharsets.UTF_8);
  }
}
