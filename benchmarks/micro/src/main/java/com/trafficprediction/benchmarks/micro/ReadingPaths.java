package com.trafficprediction.benchmarks.micro;

import com.trafficprediction.core.reading.RawReading;
import com.trafficprediction.core.reading.Reading;
import com.trafficprediction.core.reading.ReadingValidator;
import com.trafficprediction.core.reading.ReferenceClock;
import com.trafficprediction.core.reading.Validation;
import com.trafficprediction.core.window.WindowFold;
import com.trafficprediction.core.window.WindowSums;
import com.trafficprediction.messaging.codec.AvroDeserializer;
import com.trafficprediction.messaging.codec.AvroSerializer;
import com.trafficprediction.messaging.codec.RawDecoder;
import com.trafficprediction.messaging.codec.RawJson;
import com.trafficprediction.messaging.codec.RawMessage;
import com.trafficprediction.schemas.TrafficEvent;
import com.trafficprediction.storage.records.EventRecords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What happens to every reading. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ReadingPaths {
  private static final int READINGS = 10;
  private static final String TOPIC = "traffic-events";

  private final RawDecoder decoder = new RawDecoder();
  private final AvroSerializer serializer = new AvroSerializer();
  private final AvroDeserializer deserializer = new AvroDeserializer();
  private final ReadingValidator validator = new ReadingValidator(Roads.network(), "bench", 30);
  private final List<Reading> window = new ArrayList<>();
  private RawReading raw = raw(0);
  private byte[] json = new byte[0];
  private byte[] avro = new byte[0];
  private TrafficEvent event = new TrafficEvent();

  /** Ten readings of one window. */
  @Setup
  public void setUp() {
    for (int i = 0; i < READINGS; i++) {
      window.add(
          ((Validation.Valid) validator.validate(raw(i), ReferenceClock.UNBOUNDED)).reading());
    }
    raw = raw(0);
    json = RawJson.encode(raw);
    event = EventRecords.toRecord(window.get(0), Instant.ofEpochMilli(Roads.START), "bench");
    deserializer.configure(Map.of(AvroDeserializer.TYPE, TrafficEvent.class.getName()), false);
    avro = Objects.requireNonNull(serializer.serialize(TOPIC, event));
  }

  private static RawReading raw(int i) {
    return new RawReading(
        null,
        Roads.id(7),
        Roads.START + i * 30_000L,
        30,
        97.53 + i,
        1440.0,
        7.25,
        100.0,
        null,
        null);
  }

  /** JSON as feeds send it. */
  @Benchmark
  public RawMessage parse() {
    return decoder.decode(json);
  }

  /** All checks, and quantisation. */
  @Benchmark
  public Validation validate() {
    return validator.validate(raw, ReferenceClock.UNBOUNDED);
  }

  /** Ten readings to a window's sums. */
  @Benchmark
  public WindowSums foldWindow() {
    WindowFold fold = new WindowFold();
    for (Reading reading : window) {
      fold.add(reading);
    }
    return fold.sums();
  }

  /** An event to bytes. */
  @Benchmark
  public byte[] encode() {
    return Objects.requireNonNull(serializer.serialize(TOPIC, event));
  }

  /** Bytes to an event. */
  @Benchmark
  public Object decode() {
    return Objects.requireNonNull(deserializer.deserialize(TOPIC, avro));
  }
}
