package com.trafficprediction.storage.hbase;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * A record as the bytes of a cell: Avro single-object encoding, which names the schema it was
 * written with. Not thread-safe.
 */
final class RecordCodec<T extends SpecificRecordBase> {
  private final BinaryMessageEncoder<T> encoder;
  private final BinaryMessageDecoder<T> decoder;

  RecordCodec(Class<T> type) {
    SpecificData model = SpecificData.getForClass(type);
    Schema schema = model.getSchema(type);
    this.encoder = new BinaryMessageEncoder<>(model, schema);
    this.decoder = new BinaryMessageDecoder<>(model, schema);
  }

  byte[] encode(T record) throws IOException {
    return encoder.encode(record).array();
  }

  T decode(byte[] cell) throws IOException {
    return decoder.decode(cell);
  }
}
