package com.trafficprediction.speed.validating;

import com.trafficprediction.core.reading.RawReading;
import com.trafficprediction.core.reading.Reading;
import com.trafficprediction.core.reading.ReadingValidator;
import com.trafficprediction.core.reading.ReferenceClock;
import com.trafficprediction.core.reading.RejectionReason;
import com.trafficprediction.core.reading.Validation;
import com.trafficprediction.messaging.codec.RawDecoder;
import com.trafficprediction.messaging.codec.RawMessage;
import com.trafficprediction.messaging.codec.RawMessage.Parsed;
import com.trafficprediction.messaging.codec.RawMessage.Unparsable;
import com.trafficprediction.messaging.codec.RawMessage.WrongType;
import com.trafficprediction.messaging.stream.Outbox;
import com.trafficprediction.messaging.stream.RawRecord;
import com.trafficprediction.messaging.stream.Transformation;
import com.trafficprediction.messaging.topic.Topic;
import com.trafficprediction.schemas.InvalidEvent;
import com.trafficprediction.schemas.TrafficEvent;
import com.trafficprediction.speed.monitoring.SpeedMetrics;
import com.trafficprediction.storage.records.EventRecords;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Judges a record of {@code traffic-raw} and sends it on. The reference clock is the replay's where
 * the record declares one, else wall time; an event's own timestamp never moves it. Not
 * thread-safe.
 */
public final class EventValidation implements Transformation {
  /** Key of rejected records whose segment could not be read. */
  static final String NO_SEGMENT = "unknown";

  /**
   * The most that is kept of a rejected record, and of its key. What a feed compresses well fits
   * into the broker although nothing of ours could take it on: such a record must not stop the
   * others.
   */
  static final int MOST_KEPT_BYTES = 1 << 20;

  private static final int MOST_KEPT_KEY_BYTES = 1 << 16;

  private static final RawReading NOTHING =
      new RawReading(null, null, null, null, null, null, null, null, null, null);

  private final RawDecoder decoder;
  private final ReadingValidator validator;
  private final Limits limits;
  private final Clock clock;
  private final String processorId;
  private final SpeedMetrics metrics;

  /**
   * @param decoder reads what feeds send
   * @param processorId named in every event
   */
  public EventValidation(
      RawDecoder decoder,
      ReadingValidator validator,
      Limits limits,
      Clock clock,
      String processorId,
      SpeedMetrics metrics) {
    this.decoder = decoder;
    this.validator = validator;
    this.limits = limits;
    this.clock = clock;
    this.processorId = processorId;
    this.metrics = metrics;
  }

  @Override
  public void apply(RawRecord record, Outbox outbox) {
    byte[] value = record.value();
    if (value != null && value.length > limits.maxBytes()) {
      reject(
          record,
          NOTHING,
          List.of(reason(RejectionReason.OVERSIZED, null, oversized(value.length))),
          outbox);
      return;
    }
    RawMessage message = decoder.decode(value);
    if (message instanceof Unparsable unparsable) {
      reject(
          record,
          NOTHING,
          List.of(reason(RejectionReason.UNPARSABLE, null, unparsable.problem())),
          outbox);
      return;
    }
    judge(record, (Parsed) message, outbox);
  }

  private String oversized(int bytes) {
    return "%s: %,d bytes, at most %,d are accepted%s"
        .formatted(
            RejectionReason.OVERSIZED.explanation(),
            bytes,
            limits.maxBytes(),
            bytes > MOST_KEPT_BYTES ? "; the first %,d are kept".formatted(MOST_KEPT_BYTES) : "");
  }

  private void judge(RawRecord record, Parsed parsed, Outbox outbox) {
    ReferenceClock reference = limits.clockAt(record.referenceClock().orElseGet(clock::millis));
    Validation validation = validator.validate(parsed.reading(), reference);
    if (validation instanceof Validation.Valid valid && parsed.wrongTypes().isEmpty()) {
      outbox.send(Topic.EVENTS, valid.reading().segmentId(), event(valid.reading(), parsed));
      return;
    }
    List<com.trafficprediction.schemas.RejectionReason> reasons = new ArrayList<>();
    for (WrongType wrong : parsed.wrongTypes()) {
      reasons.add(reason(RejectionReason.WRONG_TYPE, wrong.field(), wrong.problem()));
    }
    if (validation instanceof Validation.Invalid invalid) {
      addReasons(invalid.reasons(), parsed, reference, reasons);
    }
    reject(record, parsed.reading(), reasons, outbox);
  }

  private static void addReasons(
      Set<RejectionReason> broken,
      Parsed parsed,
      ReferenceClock reference,
      List<com.trafficprediction.schemas.RejectionReason> reasons) {
    for (RejectionReason rule : new TreeSet<>(broken)) {
      reasons.add(
          reason(
              rule,
              Explanations.field(rule).orElse(null),
              Explanations.message(rule, parsed.reading(), parsed.metadata(), reference)));
    }
  }

  private TrafficEvent event(Reading reading, Parsed parsed) {
    TrafficEvent event = EventRecords.toRecord(reading, clock.instant(), processorId);
    event.setLatitude(parsed.reading().latitude());
    event.setLongitude(parsed.reading().longitude());
    Map<String, String> metadata = parsed.metadata();
    event.setMetadata(metadata.isEmpty() ? null : metadata);
    return event;
  }

  private void reject(
      RawRecord record,
      RawReading reading,
      List<com.trafficprediction.schemas.RejectionReason> reasons,
      Outbox outbox) {
    reasons.forEach(reason -> metrics.rejected(reason.getCode()));
    byte[] value = record.value();
    byte[] key = record.key();
    InvalidEvent invalid = new InvalidEvent();
    invalid.setOriginal(firstOf(value == null ? new byte[0] : value, MOST_KEPT_BYTES));
    invalid.setOriginalKey(key == null ? null : firstOf(key, MOST_KEPT_KEY_BYTES));
    invalid.setReasons(reasons);
    invalid.setEventId(reading.eventId());
    invalid.setSegmentId(reading.segmentId());
    Long timestamp = reading.timestampMillis();
    invalid.setTimestamp(timestamp == null ? null : Instant.ofEpochMilli(timestamp));
    invalid.setSourceTopic(Topic.RAW.topicName());
    invalid.setSourcePartition(record.partition());
    invalid.setSourceOffset(record.offset());
    invalid.setRejectedAt(clock.instant());
    invalid.setProcessorId(processorId);
    String segment = reading.segmentId();
    outbox.send(Topic.INVALID, segment == null ? NO_SEGMENT : segment, invalid);
  }

  private static ByteBuffer firstOf(byte[] bytes, int most) {
    return ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, most)).slice();
  }

  private static com.trafficprediction.schemas.RejectionReason reason(
      RejectionReason rule, @Nullable String field, String message) {
    var reason = new com.trafficprediction.schemas.RejectionReason();
    reason.setCode(Explanations.code(rule));
    reason.setField(field);
    reason.setMessage(message);
    return reason;
  }
}
