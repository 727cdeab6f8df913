package com.trafficprediction.benchmarks.stream.peer;

import com.trafficprediction.messaging.stream.RawRecord;
import com.trafficprediction.schemas.TrafficEvent;
import com.trafficprediction.speed.validating.EventValidation;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.OptionalLong;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** The product's validation; what is valid goes on with its event time. Used by one task. */
final class ValidationProcessor implements Processor<byte[], byte[], String, SpecificRecordBase> {
  private static final String REFERENCE_CLOCK = "reference-clock";

  private final EventValidation validation;
  private @Nullable ProcessorContext<String, SpecificRecordBase> context;

  ValidationProcessor(EventValidation validation) {
    this.validation = validation;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecordBase> given) {
    context = given;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    ProcessorContext<String, SpecificRecordBase> open = Objects.requireNonNull(context);
    RecordMetadata at = open.recordMetadata().orElseThrow();
    validation.apply(
        new RawRecord(at.partition(), at.offset(), record.key(), record.value(), clock(record)),
        (topic, segment, value) -> {
          long time =
              value instanceof TrafficEvent event
                  ? event.getTimestamp().toEpochMilli()
                  : record.timestamp();
          open.forward(new Record<>(segment, value, time, new RecordHeaders()));
        });
  }

  private static OptionalLong clock(Record<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(REFERENCE_CLOCK);
    return header == null
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(new String(header.value(), StandardCharsets.US_ASCII)));
  }
}
