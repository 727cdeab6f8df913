package com.trafficprediction.benchmarks.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.trafficprediction.benchmarks.Finding;
import com.trafficprediction.benchmarks.Report;
import com.trafficprediction.benchmarks.Result;
import com.trafficprediction.benchmarks.Target;
import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.messaging.client.KafkaSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench live}: how old a forecast is when a browser has it, on the system that runs. */
@Command(
    name = "live",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "From the reading that completes the windows of a network, accepted by Kafka, to the",
      "forecasts of all its segments on an event stream: the whole way, on what runs here."
    },
    footer = {
      "",
      "Needs a system at work: bin/traffic demo, in another terminal. At a fifth of the rate that is",
      "aimed at, and with 207 segments, as the target asks:",
      "  bin/traffic demo --dataset datasets/synthetic-30s.yaml --until -7d --speed 2400x",
      "Listen as soon as the demo is live: its replay ends after four minutes, and another needs",
      "bin/traffic reset. Its stations have no outages: at that pace one would hold up all forecasts",
      "for some 1.5 s, which in real time it does not."
    })
public final class LiveBench implements Callable<Integer> {
  private static final int NOTHING_RUNS = 3;
  private static final double TARGET_LOAD = 0.2;
  private static final int SECONDS = 120;

  /** For what is on its way when the time is up. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Option(
      names = "--address",
      paramLabel = "URL",
      description = "The serving layer. Default: ${DEFAULT-VALUE}.")
  private String address = "http://127.0.0.1:8080";

  @Option(
      names = "--conf",
      paramLabel = "DIR",
      description = "Directory of kafka-client.properties. Default: ${DEFAULT-VALUE}.")
  private Path conf = Path.of(System.getProperty("traffic.conf", "var/conf"));

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description =
          "How long to listen. Default: ${DEFAULT-VALUE}, with --quick 30; less than the default"
              + " counts as quick.")
  private int seconds = SECONDS;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description =
          "Seconds to listen before it counts: what has just started is slower. Default:"
              + " ${DEFAULT-VALUE}, with --quick none.")
  private int warmUp = 60;

  @Option(names = "--quick", description = "Half a minute; no claim is made.")
  private boolean quick;

  @Option(
      names = "--docs",
      paramLabel = "DIR",
      description = "Keep the figures below this directory and write its benchmarks.md anew.")
  private @Nullable Path docs;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!Files.exists(conf.resolve("kafka-client.properties"))) {
      System.err.println(
          "bench live: there is no stack in "
              + conf
              + "; start one, with readings: bin/traffic"
              + " demo, in another terminal");
      return NOTHING_RUNS;
    }
    Duration length = Duration.ofSeconds(quick ? 30 : seconds);
    LiveWay way;
    JsonNode network;
    try {
      network = network();
      if (!quick && warmUp > 0) {
        System.err.println("listening for " + warmUp + " s before it counts");
        listen(Duration.ofSeconds(warmUp));
      }
      way = listen(length);
    } catch (IOException e) {
      System.err.println(
          "bench live: "
              + address
              + " sends no events ("
              + e.getMessage()
              + "); start bin/traffic"
              + " demo in another terminal");
      return NOTHING_RUNS;
    }
    boolean whole = !quick && seconds >= SECONDS;
    LiveWay.Result result = way.result();
    if (result.forecasts() == 0) {
      System.err.println(
          "bench live: no window of the whole network was completed and forecast within "
              + length.toSeconds()
              + " s; is a replay at work? --seconds listens longer");
      return NOTHING_RUNS;
    }
    String table = table(network, result, length);
    System.out.println(table);
    List<Finding> findings = whole ? findings(result, length) : List.of();
    if (findings.isEmpty()) {
      System.err.printf(
          Locale.ROOT,
          "bench live: no claim is made: that takes %d s, %d segments, every horizon, no forecast"
              + " missing or early, and a fifth of the rate that bench stream is held to; it was %,.0f/s%n",
          SECONDS,
          Rounds.SEGMENTS,
          result.readings() / (double) length.toSeconds());
    }
    if (docs != null) {
      Report.keep(docs, Result.here("live", "running", title(result), !whole, table, findings));
    }
    return 0;
  }

  /**
   * The target is for a fifth of the rate that is aimed at, and a network of METR-LA's size; what
   * runs slower, is smaller or loses a forecast proves nothing.
   */
  static List<Finding> findings(LiveWay.Result result, Duration length) {
    double rate = result.readings() / (double) length.toSeconds();
    return result.missing() == 0
            && result.early() == 0
            && result.segments() >= Rounds.SEGMENTS
            && result.horizons() == Horizon.values().length
            && Target.STREAM_RATE.isMetBy(rate / TARGET_LOAD)
        ? List.of(
            new Finding(Target.EVENT_P50, result.at(0.5)),
            new Finding(Target.EVENT_P99, result.at(0.99)))
        : List.of();
  }

  /** What is served: its {@code dataset}, and whether that is {@code synthetic}. */
  private JsonNode network() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/api/segments")).build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException("status " + response.statusCode());
    }
    return new ObjectMapper().readTree(response.body());
  }

  private KafkaSettings kafka() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(conf.resolve("kafka-client.properties"))) {
      properties.load(in);
    }
    return KafkaSettings.ofOneMachine(properties.getProperty("bootstrap.servers"));
  }

  /** Listens to both ends of the way. */
  private LiveWay listen(Duration length) throws IOException, InterruptedException {
    LiveWay way = new LiveWay();
    try (RawListener raw = new RawListener(kafka(), way)) {
      raw.start();
      listen(way, length);
    }
    return way;
  }

  /**
   * Reads the stream until the time is up, and then what is still on its way; heartbeats let no
   * line be waited for long.
   */
  private void listen(LiveWay way, Duration length) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + "/api/predictions/stream"))
            .header("Accept", "text/event-stream")
            .build();
    HttpResponse<InputStream> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
    if (response.statusCode() != 200) {
      throw new IOException("status " + response.statusCode());
    }
    long end = System.nanoTime() + length.toNanos();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      receive(way, lines, () -> System.nanoTime() < end);
      way.end();
      long patience = System.nanoTime() + PATIENCE.toNanos();
      receive(way, lines, () -> !way.isComplete() && System.nanoTime() < patience);
    }
  }

  private static void receive(LiveWay way, BufferedReader lines, BooleanSupplier goesOn)
      throws IOException {
    while (goesOn.getAsBoolean()) {
      String line = lines.readLine();
      if (line == null) {
        return;
      }
      if (line.startsWith("data: ")) {
        way.frame(line.substring("data: ".length()), System.currentTimeMillis());
      }
    }
  }

  private static String title(LiveWay.Result result) {
    return "%d segments, %d horizons, as bin/traffic demo runs them"
        .formatted(result.segments(), result.horizons());
  }

  private static String table(JsonNode network, LiveWay.Result result, Duration length) {
    return String.format(
        Locale.ROOT,
        """
        Data set %s%s; an hour of the road passes in %.1f s.

        | what | p50 ms | p99 ms | most |
        | --- | --: | --: | --: |
        | the last reading of a network's windows accepted by Kafka, to a forecast's event | %.0f | %.0f | %.0f |

        %,d forecasts of %,d origins, %.1f readings/s accepted, for %,d s. Forecasts that did not wait for the whole network,
        and are not counted: %,d. Forecasts that newer ones overtook before they were sent, and that count with the arrival
        of the newer one: %,d; that did not come at all, and are not counted: %,d.

        p99 ms of each ten seconds: %s.
        """,
        network.path("dataset").asText(),
        network.path("synthetic").asBoolean() ? ", which is made up" : "",
        length.toSeconds() * 3_600.0 / (result.origins() * (double) Windows.SECONDS),
        result.at(0.5),
        result.at(0.99),
        result.at(1),
        result.forecasts(),
        result.origins(),
        result.readings() / (double) length.toSeconds(),
        length.toSeconds(),
        result.early(),
        result.overtaken(),
        result.missing(),
        result.tails().stream()
            .map(millis -> String.format(Locale.ROOT, "%.0f", millis))
            .collect(Collectors.joining(", ")));
  }
}
