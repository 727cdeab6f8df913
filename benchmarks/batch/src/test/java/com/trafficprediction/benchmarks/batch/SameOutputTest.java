package com.trafficprediction.benchmarks.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trafficprediction.batch.features.NetworkMeansJob.NetworkMeanWritable;
import com.trafficprediction.benchmarks.batch.SameOutput.Compared;
import com.trafficprediction.benchmarks.batch.SameOutput.Data;
import com.trafficprediction.core.feature.NetworkMean;
import com.trafficprediction.schemas.TrafficEvent;
import com.trafficprediction.storage.parquet.ParquetSink;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.SequenceFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SameOutputTest {
  private static final Instant NOON = Instant.parse("2025-01-10T12:00:00Z");

  private final Configuration conf = new Configuration();
  @TempDir java.nio.file.Path directory;
  private SameOutput same;
  private Path one;
  private Path other;

  @BeforeEach
  void open() throws IOException {
    same = new SameOutput(FileSystem.getLocal(conf), conf);
    one = new Path(directory.resolve("one").toUri());
    other = new Path(directory.resolve("other").toUri());
  }

  @Test
  void equalFilesSayHowMuchWasCompared() throws IOException {
    write("one/part-0", 1, 2, 3);
    write("other/part-0", 1, 2, 3);
    assertThat(bytes("part-0", "part-0")).isEqualTo(new Compared("windows", 1, 3, "bytes"));
  }

  @Test
  void oneByteThatDiffersEndsItAndNamesTheFile() throws IOException {
    write("one/part-0", 1, 2, 3);
    write("other/part-0", 1, 2, 4);
    assertThatThrownBy(() -> bytes("part-0", "part-0"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the results differ")
        .hasMessageContaining("other/part-0");
  }

  @Test
  void aFileThatOnlyOneHasEndsIt() throws IOException {
    write("one/part-0", 1);
    assertThatThrownBy(() -> bytes("part-0", "part-1"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("windows one has the files [part-0], the other [part-1]");
  }

  @Test
  void nothingToCompareEndsItToo() {
    Data none = new Data(one, List.of());
    assertThatThrownBy(() -> SameOutput.require("windows", "bytes", none, none, same::sameBytes))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nothing was compared of windows");
  }

  @Test
  void eventsMayDifferInTheTimeOfTheirImportAlone() throws IOException {
    writeEvents(one, NOON, 61.5, 62.5);
    writeEvents(other, NOON.plusSeconds(90), 61.5, 62.5);
    assertThat(same.sameEvents(one, other)).isEqualTo(2);
  }

  @Test
  void anEventThatDiffersIsFound() throws IOException {
    writeEvents(one, NOON, 61.5, 62.5);
    writeEvents(other, NOON, 61.5, 62.51);
    assertThatThrownBy(() -> same.sameEvents(one, other)).hasMessageContaining("from record 1 on");
  }

  @Test
  void anEventMoreIsFoundOnEitherSide() throws IOException {
    writeEvents(one, NOON, 61.5);
    writeEvents(other, NOON, 61.5, 62.5);
    assertThatThrownBy(() -> same.sameEvents(one, other)).hasMessageContaining("from record 1 on");
    assertThatThrownBy(() -> same.sameEvents(other, one)).hasMessageContaining("from record 1 on");
  }

  @Test
  void meansAreComparedWithoutTheMarkerOfTheirFile() throws IOException {
    writeMeans(one, new NetworkMean(2, 12_000, 1), new NetworkMean(3, 18_000, 0));
    writeMeans(other, new NetworkMean(2, 12_000, 1), new NetworkMean(3, 18_000, 0));
    assertThat(same.sameMeans(one, other)).isEqualTo(2);
    assertThatThrownBy(() -> same.sameBytes(one, other)).hasMessageContaining("differ");
  }

  @Test
  void aMeanThatDiffersOrIsMoreIsFound() throws IOException {
    writeMeans(one, new NetworkMean(2, 12_000, 1));
    writeMeans(other, new NetworkMean(2, 12_000, 2));
    assertThatThrownBy(() -> same.sameMeans(one, other)).hasMessageContaining("from record 0 on");
    Path more = new Path(directory.resolve("more").toUri());
    writeMeans(more, new NetworkMean(2, 12_000, 1), new NetworkMean(3, 18_000, 0));
    assertThatThrownBy(() -> same.sameMeans(one, more)).hasMessageContaining("from record 1 on");
    assertThatThrownBy(() -> same.sameMeans(more, one)).hasMessageContaining("from record 1 on");
  }

  private Compared bytes(String ours, String theirs) throws IOException {
    return SameOutput.require(
        "windows",
        "bytes",
        new Data(one, List.of(ours)),
        new Data(other, List.of(theirs)),
        same::sameBytes);
  }

  private void write(String file, int... bytes) throws IOException {
    java.nio.file.Path path = directory.resolve(file);
    Files.createDirectories(path.getParent());
    byte[] content = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      content[i] = (byte) bytes[i];
    }
    Files.write(path, content);
  }

  private void writeEvents(Path file, Instant imported, double... speeds) throws IOException {
    try (ParquetSink<TrafficEvent> sink = ParquetSink.create(conf, file, TrafficEvent.class)) {
      for (double speed : speeds) {
        sink.write(
            TrafficEvent.newBuilder()
                .setEventId("event-" + speed)
                .setSegmentId("a")
                .setTimestamp(NOON)
                .setIntervalSeconds(300)
                .setSpeedKmh(speed)
                .setProcessedAt(imported)
                .setProcessorId("import")
                .build());
      }
    }
  }

  private void writeMeans(Path file, NetworkMean... means) throws IOException {
    try (SequenceFile.Writer writer =
        SequenceFile.createWriter(
            conf,
            SequenceFile.Writer.file(file),
            SequenceFile.Writer.keyClass(LongWritable.class),
            SequenceFile.Writer.valueClass(NetworkMeanWritable.class))) {
      for (int i = 0; i < means.length; i++) {
        writer.append(new LongWritable(i), new NetworkMeanWritable().set(means[i]));
      }
    }
  }
}
