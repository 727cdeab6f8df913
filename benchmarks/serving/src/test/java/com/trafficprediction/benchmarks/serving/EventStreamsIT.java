package com.trafficprediction.benchmarks.serving;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Event streams of two real serving processes before one broker. With {@code -Dtraffic.long=true}
 * the many clients stay for twenty minutes, or {@code -Dtraffic.long.rounds} times five seconds.
 */
@Timeout(1_800)
class EventStreamsIT {
  private static final int CLIENTS = 2_000;
  private static final int SLOW = 100;
  private static final double PATIENCE_SECONDS = 90;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ROUNDS =
      Boolean.getBoolean("traffic.long") ? Integer.getInteger("traffic.long.rounds", 240) : 4;

  private static ServedStack stack;
  private static Rounds rounds;
  private static ServedStack.Server first;

  @BeforeAll
  static void start() throws Exception {
    stack = ServedStack.start(Path.of("..", ".."));
    rounds = new Rounds(stack.kafka(), Clock.systemUTC());
    first = stack.serve("1", List.of("-Xmx256m"));
    rounds.publish();
    first.awaitForecasts();
  }

  @AfterAll
  static void stop() {
    rounds.close();
    stack.done();
    stack.close();
  }

  @Test
  void twoThousandClientsAreKeptAtTheLatestStateAndThoseThatDoNotReadHoldUpNobody()
      throws Exception {
    List<String> figures = new ArrayList<>();
    try (Swarm fast = Swarm.connect(first.port(), CLIENTS, 0);
        Swarm slow = Swarm.connect(first.port(), SLOW, 4_096)) {
      fast.expect(rounds.published());
      slow.expect(rounds.published());
      note(figures, "all have the first state", fast.await(PATIENCE_SECONDS));
      double[] unused = slow.await(PATIENCE_SECONDS);
      slow.setReading(false);
      double before = first.liveMegabytes();
      for (int round = 0; round < ROUNDS; round++) {
        fast.expect(rounds.published() + Rounds.FORECASTS);
        rounds.publish();
        note(figures, "round " + round, fast.await(PATIENCE_SECONDS));
        pause();
      }
      double after = first.liveMegabytes();
      figures.add("live MB before and after: %.1f %.1f".formatted(before, after));
      assertThat(fast.lost()).as("clients cut off").isZero();
      assertThat(after).as("live MB of the server").isLessThan(before + 40);
      if (ROUNDS < 10) {
        slow.expect(rounds.published());
        slow.setReading(true);
        note(figures, "those that read again", slow.await(PATIENCE_SECONDS));
      } else {
        assertThat(slow.lost()).as("dead connections are found when they are read").isZero();
      }
    }
    Files.write(Path.of("target", "event-streams.txt"), figures);
  }

  @Test
  void whoeverComesBackAnywhereEndsWhereOneIsWhoNeverLeft() throws Exception {
    ServedStack.Server second = stack.serve("2", List.of("-Xmx256m"));
    second.awaitForecasts();
    for (boolean batch : new boolean[] {false, true}) {
      Client stayed = new Client(batch);
      Client same = new Client(batch);
      Client other = new Client(batch);
      stayed.connect(first);
      same.connect(first);
      other.connect(first);
      stayed.readUntil(rounds.published());
      same.readUntil(rounds.published());
      other.readUntil(rounds.published());
      for (int round = 0; round < 3; round++) {
        rounds.publish();
        same.readSome(40);
        other.readSome(90);
        same.close();
        other.close();
        rounds.publishOne();
        same.connect(first);
        other.connect(round % 2 == 0 ? second : first);
        assertThat(same.resumed()).isTrue();
        assertThat(other.resumed()).isTrue();
      }
      stayed.readUntil(rounds.published());
      same.readUntil(rounds.published());
      other.readUntil(rounds.published());
      Map<String, JsonNode> wanted = new TreeMap<>();
      for (JsonNode one : JSON.readTree(first.get("/api/predictions")).path("predictions")) {
        wanted.put(key(one), one);
      }
      assertThat(wanted).hasSize(Rounds.FORECASTS);
      assertThat(stayed.state).isEqualTo(wanted);
      assertThat(same.state).as("back at the same instance").isEqualTo(wanted);
      assertThat(other.state).as("back at another instance").isEqualTo(wanted);
      stayed.close();
      same.close();
      other.close();
    }
  }

  private static void note(List<String> figures, String what, double[] millis) {
    figures.add(
        "%s: p50 %.0f ms, p99 %.0f ms, last %.0f ms"
            .formatted(
                what,
                millis[millis.length / 2],
                millis[(int) (0.99 * millis.length)],
                millis[millis.length - 1]));
  }

  /** In the long form a round is five seconds; else one follows the other. */
  private static void pause() throws InterruptedException {
    if (ROUNDS >= 10) {
      java.util.concurrent.TimeUnit.SECONDS.sleep(5);
    }
  }

  private static String key(JsonNode prediction) {
    return prediction.path("segment_id").asText()
        + "/"
        + prediction.path("prediction_horizon_minutes").asInt();
  }

  /** A client as a browser is one: it keeps the state and the last id, and nothing else. */
  private static final class Client {
    private final boolean batch;
    private final Map<String, JsonNode> state = new TreeMap<>();
    private String lastId = "";
    private long offsets;
    private boolean resumed;
    private @Nullable HttpURLConnection connection;
    private @Nullable BufferedReader reader;

    Client(boolean batch) {
      this.batch = batch;
    }

    void connect(ServedStack.Server server) throws IOException {
      HttpURLConnection asked =
          (HttpURLConnection)
              URI.create(
                      "http://127.0.0.1:"
                          + server.port()
                          + "/api/predictions/stream?batch="
                          + batch)
                  .toURL()
                  .openConnection();
      asked.setRequestProperty("Accept-Encoding", "gzip");
      asked.setReadTimeout(60_000);
      if (!lastId.isEmpty()) {
        asked.setRequestProperty("Last-Event-ID", lastId);
      }
      InputStream in = asked.getInputStream();
      assertThat(asked.getContentEncoding()).isEqualTo("gzip");
      connection = asked;
      // A decompressor always says that more is available; a reader would wait for it.
      InputStream text =
          new FilterInputStream(new GZIPInputStream(in)) {
            @Override
            public int available() {
              return 0;
            }
          };
      reader = new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8));
      String type = "";
      while (!type.equals("connected")) {
        type = readEvent();
      }
    }

    boolean resumed() {
      return resumed;
    }

    void readUntil(long published) throws IOException {
      while (offsets < published) {
        readEvent();
      }
    }

    /** So many events, or all of a batch. */
    void readSome(int events) throws IOException {
      for (int i = 0; i < (batch ? 1 : events); i++) {
        readEvent();
      }
    }

    private String readEvent() throws IOException {
      String id = "";
      String type = "";
      BufferedReader lines = requireNonNull(reader);
      String line = lines.readLine();
      while (line != null && !line.isEmpty()) {
        if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("data: ")) {
          type = take(JSON.readTree(line.substring(6)));
        }
        line = lines.readLine();
      }
      assertThat(line).as("the stream goes on").isNotNull();
      if (!id.isEmpty()) {
        lastId = id;
        offsets = sum(id);
      }
      return type;
    }

    private String take(JsonNode message) {
      String type = message.path("type").asText();
      JsonNode data = message.path("data");
      switch (type) {
        case "connected" -> resumed = data.path("resumed").asBoolean();
        case "initial" -> {
          state.clear();
          data.forEach(one -> state.put(key(one), one));
        }
        case "batch" -> data.forEach(one -> state.put(key(one), one));
        case "prediction" -> state.put(key(data), data);
        default -> assertThat(type).isIn("stats", "heartbeat");
      }
      return type;
    }

    private static long sum(String id) {
      long sum = 0;
      for (String part : id.substring(1, id.indexOf("-i")).split("\\.", -1)) {
        sum += Long.parseLong(part);
      }
      return sum;
    }

    void close() {
      requireNonNull(connection).disconnect();
    }
  }
}
