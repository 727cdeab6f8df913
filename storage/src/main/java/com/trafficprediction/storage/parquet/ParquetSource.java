package com.trafficprediction.storage.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.avro.AvroReadSupport;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over the records of one Parquet file.
 *
 * <pre>{@code
 * try (ParquetSource<TrafficEvent> events = ParquetSource.open(conf, file, TrafficEvent.class)) {
 *   while (events.advance()) {
 *     use(events.current());
 *   }
 * }
 * }</pre>
 *
 * <p>Reads what any release wrote, by the rules of Avro schema resolution. Not thread-safe.
 */
public final class ParquetSource<T extends SpecificRecordBase> implements Closeable {
  private final Path file;
  private final ParquetReader<T> reader;
  private @Nullable T current;

  private ParquetSource(Path file, ParquetReader<T> reader) {
    this.file = file;
    this.reader = reader;
  }

  /** Opens a file with all its columns. */
  public static <T extends SpecificRecordBase> ParquetSource<T> open(
      Configuration configuration, Path file, Class<T> type) throws IOException {
    return open(configuration, file, type, Set.of());
  }

  /**
   * Opens a file with some of its columns; the other fields of a record keep their defaults (null,
   * 0, or the schema's) and must not be looked at.
   *
   * @param fields top-level fields to read; empty for all
   */
  public static <T extends SpecificRecordBase> ParquetSource<T> open(
      Configuration configuration, Path file, Class<T> type, Collection<String> fields)
      throws IOException {
    return open(configuration, file, type, fields, 0, Long.MAX_VALUE);
  }

  /** Opens the row groups whose middle lies in [start, end). */
  static <T extends SpecificRecordBase> ParquetSource<T> open(
      Configuration configuration,
      Path file,
      Class<T> type,
      Collection<String> fields,
      long start,
      long end)
      throws IOException {
    Configuration reading = new Configuration(configuration);
    Schema schema = SpecificData.get().getSchema(type);
    AvroReadSupport.setAvroReadSchema(reading, schema);
    if (!fields.isEmpty()) {
      AvroReadSupport.setRequestedProjection(reading, project(schema, fields));
    }
    try {
      ParquetReader<T> reader =
          AvroParquetReader.<T>builder(HadoopInputFile.fromPath(file, reading))
              .withDataModel(SpecificData.getForClass(type))
              .disableCompatibility()
              .withConf(reading)
              .withFileRange(start, end)
              .build();
      return new ParquetSource<>(file, reader);
    } catch (RuntimeException e) {
      throw unreadable(file, e);
    }
  }

  /** Every record of some files, in order; meant for small ones. */
  public static <T extends SpecificRecordBase> List<T> readAll(
      Configuration configuration, Collection<Path> files, Class<T> type) throws IOException {
    List<T> all = new ArrayList<>();
    for (Path file : files) {
      try (ParquetSource<T> source = open(configuration, file, type)) {
        while (source.advance()) {
          all.add(source.current());
        }
      }
    }
    return all;
  }

  /** Moves to the next record; false at the end. */
  public boolean advance() throws IOException {
    try {
      current = reader.read();
    } catch (RuntimeException e) {
      throw unreadable(file, e);
    }
    return current != null;
  }

  /** The record {@link #advance} moved to. A new object each time. */
  public T current() {
    T record = current;
    if (record == null) {
      throw new IllegalStateException("no current record: advance() has not returned true");
    }
    return record;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private static Schema project(Schema schema, Collection<String> fields) {
    Set<String> unknown = new TreeSet<>(fields);
    List<Schema.Field> kept = new ArrayList<>();
    for (Schema.Field field : schema.getFields()) {
      if (unknown.remove(field.name())) {
        kept.add(new Schema.Field(field, field.schema()));
      }
    }
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(schema.getName() + " has no fields " + unknown);
    }
    return Schema.createRecord(
        schema.getName(), schema.getDoc(), schema.getNamespace(), false, kept);
  }

  private static IOException unreadable(Path file, RuntimeException cause) {
    return new IOException(
        file
            + " is not a readable Parquet file: "
            + cause.getMessage()
            + ". Was it cut short, or written by something else? Delete it and run the job that"
            + " writes it again",
        cause);
  }
}
