package com.trafficprediction.storage.parquet;

import java.io.Closeable;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;

/**
 * Writes one Snappy-compressed Parquet file. It is readable once closed; a writer that is abandoned
 * leaves a file without a footer, which readers refuse.
 *
 * <p>Holds up to one row group, {@value #ROW_GROUP_BYTES} bytes, in memory. Not thread-safe.
 */
public final class ParquetSink<T extends SpecificRecordBase> implements Closeable {
  /** Small, so that a file of some tens of megabytes still makes several splits. */
  static final int ROW_GROUP_BYTES = 16 << 20;

  private static final int PAGE_BYTES = 256 << 10;

  private final ParquetWriter<T> writer;
  private long records;

  private ParquetSink(ParquetWriter<T> writer) {
    this.writer = writer;
  }

  /**
   * Starts a new file.
   *
   * @throws IOException when the file exists
   */
  public static <T extends SpecificRecordBase> ParquetSink<T> create(
      Configuration configuration, Path file, Class<T> type) throws IOException {
    return create(configuration, file, SpecificData.get().getSchema(type));
  }

  static <T extends SpecificRecordBase> ParquetSink<T> create(
      Configuration configuration, Path file, Schema schema) throws IOException {
    SpecificData model = SpecificData.getForSchema(schema);
    AvroParquetWriter.Builder<T> builder =
        AvroParquetWriter.<T>builder(HadoopOutputFile.fromPath(file, configuration))
            .withSchema(schema)
            .withDataModel(model)
            .withConf(configuration)
            .withCompressionCodec(CompressionCodecName.SNAPPY)
            .withRowGroupSize((long) ROW_GROUP_BYTES)
            .withPageSize(PAGE_BYTES)
            .withWriteMode(ParquetFileWriter.Mode.CREATE);
    for (Schema.Field field : schema.getFields()) {
      if (isFloat(field.schema())) {
        builder.withDictionaryEncoding(field.name(), false);
      }
    }
    return new ParquetSink<>(builder.build());
  }

  /** Computed features repeat too seldom for a dictionary; trying costs more than all the rest. */
  private static boolean isFloat(Schema schema) {
    return schema.getType() == Schema.Type.FLOAT
        || (schema.isUnion() && schema.getTypes().stream().anyMatch(ParquetSink::isFloat));
  }

  /** Appends a record. */
  public void write(T record) throws IOException {
    writer.write(record);
    records++;
  }

  /** Records written so far. */
  public long records() {
    return records;
  }

  /** Bytes written and buffered so far, roughly. */
  public long bytes() {
    return writer.getDataSize();
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
