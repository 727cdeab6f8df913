package com.trafficprediction.serving.publishing;

import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.client.MessagingException;
import com.trafficprediction.messaging.stream.KafkaSender;
import com.trafficprediction.messaging.topic.Topic;
import com.trafficprediction.schemas.TrafficIncident;
import com.trafficprediction.schemas.TrafficPrediction;
import com.trafficprediction.serving.forecast.ForecastService;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes to Kafka and the archive; opens the producer again after a failure. Thread-safe. */
public final class KafkaOutlet implements ForecastService.Outlet, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaOutlet.class);

  private final KafkaSettings settings;
  private final WorkShare share;
  private final PredictionArchive archive;
  private final AtomicLong failed = new AtomicLong();
  private @Nullable KafkaSender sender;

  public KafkaOutlet(KafkaSettings settings, WorkShare share, PredictionArchive archive) {
    this.settings = settings;
    this.share = share;
    this.archive = archive;
  }

  @Override
  public boolean isOurs(Optional<Integer> partition) {
    Set<Integer> ours = share.partitions();
    // A segment that never sent anything has no partition yet: whoever has the first one takes it.
    return ours.contains(partition.orElse(0));
  }

  @Override
  public boolean publish(List<TrafficPrediction> predictions) {
    try {
      send(predictions);
      archive.add(predictions);
      return true;
    } catch (MessagingException e) {
      failed.addAndGet(predictions.size());
      LOG.warn("{} forecasts were not published: {}", predictions.size(), e.getMessage());
      return false;
    }
  }

  /**
   * Publishes forecasts of an external model.
   *
   * @throws MessagingException when Kafka does not take them
   */
  public void send(List<TrafficPrediction> predictions) {
    send(Topic.PREDICTIONS, predictions, TrafficPrediction::getSegmentId);
  }

  /**
   * Publishes an incident that was changed here.
   *
   * @throws MessagingException when Kafka does not take it
   */
  public void send(TrafficIncident incident) {
    send(Topic.INCIDENTS, List.of(incident), TrafficIncident::getSegmentId);
  }

  private synchronized <T extends SpecificRecordBase> void send(
      Topic topic, List<T> records, Function<T, String> key) {
    KafkaSender open = sender;
    if (open == null) {
      open = new KafkaSender(settings);
      sender = open;
    }
    try {
      for (T record : records) {
        open.send(topic, key.apply(record), record);
      }
      open.flush();
    } catch (MessagingException e) {
      sender = null;
      open.close();
      throw e;
    }
  }

  /** Forecasts that could not be published. */
  public long failed() {
    return failed.get();
  }

  @Override
  public synchronized void close() {
    KafkaSender open = sender;
    if (open != null) {
      open.close();
    }
  }
}
