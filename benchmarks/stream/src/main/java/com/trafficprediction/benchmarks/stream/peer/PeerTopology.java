package com.trafficprediction.benchmarks.stream.peer;

import com.trafficprediction.core.reading.Reading;
import com.trafficprediction.core.window.TrafficWindow;
import com.trafficprediction.core.window.WindowFold;
import com.trafficprediction.core.window.WindowSums;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.messaging.codec.AvroDeserializer;
import com.trafficprediction.messaging.codec.AvroSerializer;
import com.trafficprediction.messaging.topic.Topic;
import com.trafficprediction.schemas.ExactWindowSums;
import com.trafficprediction.schemas.InvalidEvent;
import com.trafficprediction.schemas.TrafficEvent;
import com.trafficprediction.schemas.WindowState;
import com.trafficprediction.speed.validating.EventValidation;
import com.trafficprediction.storage.records.EventRecords;
import com.trafficprediction.storage.records.WindowRecords;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.WindowStore;

/** From raw readings to windows. */
final class PeerTopology {
  /** The topic between validation and windows, as {@code traffic-events} is ours. */
  static final String EVENTS = "events";

  private static final Duration SIZE = Duration.ofSeconds(Windows.SECONDS);

  /**
   * Not the hour that ours waits: stream time is one for all segments of a partition, so that a
   * backlog read from many partitions would have most of it dropped as late.
   */
  private static final Duration GRACE = Duration.ofDays(2);

  private PeerTopology() {}

  static Topology build(Supplier<EventValidation> validation) {
    StreamsBuilder builder = new StreamsBuilder();
    KStream<String, SpecificRecordBase> judged =
        builder.stream(Topic.RAW.topicName(), Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
            .process(() -> new ValidationProcessor(validation.get()));
    judged
        .filter((segment, record) -> record instanceof InvalidEvent)
        .to(
            Topic.INVALID.topicName(),
            Produced.with(Serdes.String(), avro(SpecificRecordBase.class, InvalidEvent.class)));
    judged
        .filter((segment, record) -> record instanceof TrafficEvent)
        .mapValues(TrafficEvent.class::cast)
        .repartition(
            Repartitioned.<String, TrafficEvent>as(EVENTS)
                .withKeySerde(Serdes.String())
                .withValueSerde(avro(TrafficEvent.class, TrafficEvent.class))
                .withNumberOfPartitions(Topic.EVENTS.partitions()))
        .groupByKey(Grouped.with(Serdes.String(), avro(TrafficEvent.class, TrafficEvent.class)))
        .windowedBy(TimeWindows.ofSizeAndGrace(SIZE, GRACE))
        .aggregate(
            () -> WindowRecords.exact(WindowSums.EMPTY),
            (segment, event, sums) -> add(event, sums),
            Materialized.<String, ExactWindowSums, WindowStore<Bytes, byte[]>>as("sums")
                .withKeySerde(Serdes.String())
                .withValueSerde(avro(ExactWindowSums.class, ExactWindowSums.class))
                .withRetention(SIZE.plus(GRACE)))
        .toStream()
        .map((window, sums) -> KeyValue.pair(window.key(), record(window, sums)))
        .to(
            Topic.AGGREGATES.topicName(),
            Produced.with(
                Serdes.String(),
                avro(
                    com.trafficprediction.schemas.TrafficWindow.class,
                    com.trafficprediction.schemas.TrafficWindow.class)));
    return builder.build();
  }

  private static ExactWindowSums add(TrafficEvent event, ExactWindowSums sums) {
    WindowFold fold = new WindowFold();
    Reading reading = EventRecords.toReading(event);
    fold.add(reading);
    return WindowRecords.exact(WindowRecords.sums(sums).merge(fold.sums()));
  }

  /** Each update of a window folds one more reading, so their number tells new from old. */
  private static com.trafficprediction.schemas.TrafficWindow record(
      Windowed<String> window, ExactWindowSums exact) {
    WindowSums sums = WindowRecords.sums(exact);
    com.trafficprediction.schemas.TrafficWindow record =
        WindowRecords.toRecord(
            new TrafficWindow(window.key(), window.window().start(), sums),
            0,
            WindowState.provisional);
    record.setLateCount(0);
    record.setRevision(sums.observedReadings() + sums.imputedReadings());
    return record;
  }

  /** The product's own encoding. */
  private static <T extends SpecificRecordBase> Serde<T> avro(
      Class<T> as, Class<? extends T> type) {
    AvroSerializer writer = new AvroSerializer();
    AvroDeserializer reader = new AvroDeserializer();
    reader.configure(Map.of(AvroDeserializer.TYPE, type.getName()), false);
    Serializer<T> serializer = writer::serialize;
    Deserializer<T> deserializer = (topic, bytes) -> as.cast(reader.deserialize(topic, bytes));
    return Serdes.serdeFrom(serializer, deserializer);
  }
}
