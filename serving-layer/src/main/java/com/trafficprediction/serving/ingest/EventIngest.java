package com.trafficprediction.serving.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.reading.RawReading;
import com.trafficprediction.core.reading.ReadingValidator;
import com.trafficprediction.core.reading.ReferenceClock;
import com.trafficprediction.core.reading.RejectionReason;
import com.trafficprediction.core.reading.Validation;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.client.MessagingException;
import com.trafficprediction.messaging.codec.RawDecoder;
import com.trafficprediction.messaging.codec.RawMessage;
import com.trafficprediction.messaging.stream.RawSender;
import com.trafficprediction.serving.json.ApiJson;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Readings on their way into {@code traffic-raw}. They are judged here by the rules that the stream
 * will judge them by, so that whoever sends them learns at once what is wrong. Thread-safe.
 */
public final class EventIngest implements AutoCloseable {
  private static final Duration OLDEST = Duration.ofHours(24);
  private static final Duration TOLERANCE = Duration.ofMinutes(2);

  private final KafkaSettings settings;
  private final Clock clock;
  private final RawDecoder decoder = new RawDecoder();
  private @Nullable RawSender sender;

  public EventIngest(KafkaSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * What became of a request.
   *
   * @param accepted items written to Kafka
   * @param rejected items that were not
   * @param errors a reason or more for each of those
   */
  public record Outcome(int accepted, int rejected, List<ItemError> errors) {}

  /**
   * Takes readings in.
   *
   * @param items JSON objects as {@code traffic-raw} has them
   * @param referenceClock what the sender's clock shows when it replays; empty when live
   * @throws MessagingException when Kafka does not take them: none counts as accepted then, and to
   *     send all of them again is safe
   */
  public Outcome take(List<JsonNode> items, Network network, OptionalLong referenceClock) {
    ReadingValidator validator = new ReadingValidator(network, network.dataset(), Windows.SECONDS);
    ReferenceClock reference =
        ReferenceClock.at(
            referenceClock.orElse(clock.millis()), OLDEST.toMillis(), TOLERANCE.toMillis());
    List<ItemError> errors = new ArrayList<>();
    List<Accepted> accepted = new ArrayList<>();
    int rejected = 0;
    for (int i = 0; i < items.size(); i++) {
      byte[] json = ApiJson.write(items.get(i));
      List<ItemError> found = judge(i, json, validator, reference);
      if (found.isEmpty()) {
        accepted.add(new Accepted(items.get(i).path("segment_id").asText(), items.get(i)));
      } else {
        rejected++;
        errors.addAll(found);
      }
    }
    send(accepted, referenceClock);
    return new Outcome(accepted.size(), rejected, errors);
  }

  private record Accepted(String segmentId, JsonNode item) {}

  private List<ItemError> judge(
      int index, byte[] json, ReadingValidator validator, ReferenceClock reference) {
    RawMessage message = decode(json);
    if (message instanceof RawMessage.Unparsable unparsable) {
      return List.of(new ItemError(index, "unparsable", unparsable.problem()));
    }
    RawMessage.Parsed parsed = (RawMessage.Parsed) message;
    List<ItemError> errors = new ArrayList<>();
    for (RawMessage.WrongType wrong : parsed.wrongTypes()) {
      errors.add(new ItemError(index, "wrong_type", wrong.field() + ": " + wrong.problem()));
    }
    RawReading reading = parsed.reading();
    if (validator.validate(reading, reference) instanceof Validation.Invalid invalid) {
      for (RejectionReason reason : invalid.reasons()) {
        errors.add(
            new ItemError(index, reason.name().toLowerCase(Locale.ROOT), reason.explanation()));
      }
    }
    return errors;
  }

  private synchronized RawMessage decode(byte[] json) {
    return decoder.decode(json);
  }

  private synchronized void send(List<Accepted> accepted, OptionalLong referenceClock) {
    if (accepted.isEmpty()) {
      return;
    }
    RawSender open = sender;
    if (open == null) {
      open = new RawSender(settings);
      sender = open;
    }
    try {
      for (Accepted item : accepted) {
        open.send(item.segmentId(), ApiJson.write(item.item()), referenceClock);
      }
      open.flush();
    } catch (MessagingException e) {
      sender = null;
      open.close();
      throw e;
    }
  }

  @Override
  public synchronized void close() {
    RawSender open = sender;
    if (open != null) {
      open.close();
    }
  }
}
