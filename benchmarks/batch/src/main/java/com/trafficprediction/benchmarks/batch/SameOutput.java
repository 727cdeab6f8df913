package com.trafficprediction.benchmarks.batch;

import com.trafficprediction.batch.features.NetworkMeansJob.NetworkMeanWritable;
import com.trafficprediction.schemas.TrafficEvent;
import com.trafficprediction.storage.layout.CommittedOutput;
import com.trafficprediction.storage.layout.OutputManifest;
import com.trafficprediction.storage.layout.PartitionedData;
import com.trafficprediction.storage.parquet.ParquetSource;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.SequenceFile;

/**
 * Compares what two runs of the same chain have left. Data files alone: manifests say when they
 * were written.
 *
 * <p>Windows, profiles and feature rows must be equal byte for byte, as {@link SameParquet} has it.
 * Two outputs cannot be, and are compared record by record, in order: imported events say when they
 * were imported, and a sequence file has a random marker in it.
 */
final class SameOutput {
  private final FileSystem files;
  private final Configuration conf;
  private final SameParquet parquet;

  SameOutput(FileSystem files, Configuration conf) {
    this.files = files;
    this.conf = conf;
    this.parquet = new SameParquet(files, conf);
  }

  /**
   * How much of an output was compared.
   *
   * @param name the output
   * @param files how many files each side has of it
   * @param amount how many bytes or records one side has
   * @param unit which of the two
   */
  record Compared(String name, int files, long amount, String unit) {}

  /** Compares two files; returns how much was compared. */
  interface FileComparison {
    /**
     * Compares them.
     *
     * @throws IOException when they differ
     */
    long require(Path one, Path other) throws IOException;
  }

  /**
   * Compares all outputs.
   *
   * @throws IOException at the first difference: then no time means anything
   */
  List<Compared> require(ChainOutput one, ChainOutput other) throws IOException {
    List<Compared> compared = new ArrayList<>();
    compared.add(
        require(
            "raw events without their processed_at",
            "records",
            imported(one),
            imported(other),
            this::sameEvents));
    compared.add(bytes("windows", one.windows(), other.windows()));
    compared.add(bytes("profiles", one.profiles(), other.profiles()));
    compared.add(
        require(
            "network means",
            "records",
            committed(one.networkMeans()),
            committed(other.networkMeans()),
            this::sameMeans));
    compared.add(bytes("features", one.features(), other.features()));
    return compared;
  }

  private Compared bytes(String name, Path one, Path other) throws IOException {
    return require(name, "bytes", committed(one), committed(other), parquet::require);
  }

  /** The data files below a directory, by their paths in it. */
  record Data(Path directory, List<String> paths) {
    Data {
      paths = List.copyOf(paths);
    }

    static Data of(Path directory, List<OutputManifest.DataFile> files) {
      return new Data(directory, files.stream().map(OutputManifest.DataFile::path).toList());
    }
  }

  private Data committed(Path directory) throws IOException {
    return Data.of(directory, CommittedOutput.open(files, directory).manifest().files());
  }

  private Data imported(ChainOutput output) throws IOException {
    return Data.of(
        output.raw(),
        new PartitionedData(files, output.raw())
            .listCommits().stream().flatMap(commit -> commit.files().stream()).toList());
  }

  static Compared require(String name, String unit, Data one, Data other, FileComparison how)
      throws IOException {
    if (!one.paths().equals(other.paths())) {
      throw new IOException(
          "the results differ: of %s one has the files %s, the other %s"
              .formatted(name, one.paths(), other.paths()));
    }
    long amount = 0;
    for (String path : one.paths()) {
      amount += how.require(new Path(one.directory(), path), new Path(other.directory(), path));
    }
    if (amount == 0) {
      throw new IOException("nothing was compared of " + name);
    }
    return new Compared(name, one.paths().size(), amount, unit);
  }

  long sameEvents(Path one, Path other) throws IOException {
    long records = 0;
    try (ParquetSource<TrafficEvent> ours = ParquetSource.open(conf, one, TrafficEvent.class);
        ParquetSource<TrafficEvent> theirs = ParquetSource.open(conf, other, TrafficEvent.class)) {
      while (ours.advance()) {
        if (!theirs.advance() || !timeless(ours.current()).equals(timeless(theirs.current()))) {
          throw differs(one, other, records);
        }
        records++;
      }
      if (theirs.advance()) {
        throw differs(one, other, records);
      }
    }
    return records;
  }

  private static TrafficEvent timeless(TrafficEvent event) {
    event.setProcessedAt(Instant.EPOCH);
    return event;
  }

  long sameMeans(Path one, Path other) throws IOException {
    LongWritable ourStart = new LongWritable();
    LongWritable theirStart = new LongWritable();
    NetworkMeanWritable ourMean = new NetworkMeanWritable();
    NetworkMeanWritable theirMean = new NetworkMeanWritable();
    long records = 0;
    try (SequenceFile.Reader ours = new SequenceFile.Reader(conf, SequenceFile.Reader.file(one));
        SequenceFile.Reader theirs =
            new SequenceFile.Reader(conf, SequenceFile.Reader.file(other))) {
      while (ours.next(ourStart, ourMean)) {
        if (!theirs.next(theirStart, theirMean)
            || !ourStart.equals(theirStart)
            || !ourMean.get().equals(theirMean.get())) {
          throw differs(one, other, records);
        }
        records++;
      }
      if (theirs.next(theirStart)) {
        throw differs(one, other, records);
      }
    }
    return records;
  }

  private static IOException differs(Path one, Path other, long record) {
    return new IOException(
        "the results differ: %s and %s from record %,d on".formatted(one, other, record));
  }
}
