package com.trafficprediction.speed.validating;

import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.reading.ReadingValidator;
import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.stream.TransactionalStream;
import com.trafficprediction.speed.configuration.SpeedConfiguration;
import com.trafficprediction.speed.monitoring.SpeedMetrics;
import com.trafficprediction.speed.networks.NetworkSource;
import com.trafficprediction.speed.running.Stage;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;

/** The consumer {@code validate}: group {@value #GROUP}. */
public final class ValidateStage implements Stage {
  /** Its consumer group. */
  public static final String GROUP = "stream-processor";

  private static final String NAME = "validate";
  private static final Duration PATIENCE = Duration.ofMillis(200);

  /** What a reading covers when neither it nor its data set says: a loop detector's half minute. */
  private static final int DEFAULT_INTERVAL_SECONDS = 30;

  private final TransactionalStream stream;
  private final SpeedMetrics metrics;
  private long seenCommit;

  private ValidateStage(TransactionalStream stream, SpeedMetrics metrics) {
    this.stream = stream;
    this.metrics = metrics;
  }

  /**
   * Joins the group.
   *
   * @throws NotReadyException while there is no network
   */
  public static Stage open(
      SpeedConfiguration configuration,
      KafkaSettings kafka,
      NetworkSource networks,
      SpeedMetrics metrics,
      Clock clock)
      throws IOException {
    Network network = networks.require();
    SpeedConfiguration.Validate settings = configuration.validate();
    Limits limits =
        new Limits(
            Duration.ofHours(settings.maxAgeHours()),
            Duration.ofSeconds(settings.futureToleranceSeconds()),
            settings.maxEventBytes());
    EventValidation validation =
        new EventValidation(
            kafka.newRawDecoder(),
            new ReadingValidator(network, network.dataset(), DEFAULT_INTERVAL_SECONDS),
            limits,
            clock,
            GROUP + "-" + configuration.instance(),
            metrics);
    return new ValidateStage(
        TransactionalStream.join(
            kafka,
            GROUP,
            configuration.instance(),
            Duration.ofMillis(settings.commitIntervalMs()),
            validation,
            System::nanoTime),
        metrics);
  }

  @Override
  public void step() {
    metrics.read(NAME, stream.step(PATIENCE));
    metrics.lag(NAME, stream.lag());
    long took = stream.lastCommitNanos();
    if (took != seenCommit) {
      seenCommit = took;
      metrics.committed(NAME, took / 1e9);
    }
  }

  @Override
  public void finish() {
    stream.commit();
  }

  @Override
  public void close() {
    stream.close();
  }
}
