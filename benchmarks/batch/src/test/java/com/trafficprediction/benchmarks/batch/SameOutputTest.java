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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
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
  private SameParquet parquet;
  private Path one;
  private Path other;

  @BeforeEach
  void open() throws IOException {
    same = new SameOutput(FileSystem.getLocal(conf), conf);
    parquet = new SameParquet(FileSystem.getLocal(conf), conf);
    one = new Path(directory.resolve("one").toUri());
    other = new Path(directory.resolve("other").toUri());
  }

  @Test
  void equalFilesSayHowMuchWasCompared() throws IOException {
    writeEvents(new Path(one, "part-0"), NOON, 61.5);
    writeEvents(new Path(other, "part-0"), NOON, 61.5);
    long bytes = Files.size(directory.resolve("one/part-0"));
    assertThat(compare("part-0", "part-0")).isEqualTo(new Compared("windows", 1, bytes, "bytes"));
  }

  @Test
  void oneByteThatDiffersEndsItAndSaysWhere() throws IOException {
    writeEvents(new Path(one, "part-0"), NOON, 61.5);
    writeEvents(new Path(other, "part-0"), NOON, 61.5);
    change("other/part-0", content -> content[100] ^= 1);
    assertThatThrownBy(() -> compare("part-0", "part-0"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the results differ")
        .hasMessageContaining("other/part-0 from byte 100 on");
  }

  @Test
  void theOrderOfEncodingsInAFooterIsChance() throws IOException {
    writeEvents(new Path(one, "part-0"), NOON, 61.5);
    writeEvents(new Path(other, "part-0"), NOON, 61.5);
    change("other/part-0", SameOutputTest::swapEncodings);
    assertThat(Files.mismatch(directory.resolve("one/part-0"), directory.resolve("other/part-0")))
        .isPositive();
    assertThat(compare("part-0", "part-0").files()).isEqualTo(1);
  }

  @Test
  void whatElseAFooterSaysIsNot() throws IOException {
    writeEvents(new Path(one, "part-0"), NOON, 61.5);
    writeEvents(new Path(other, "part-0"), NOON, 61.5);
    change("other/part-0", SameOutputTest::renameSchema);
    assertThatThrownBy(() -> compare("part-0", "part-0"))
        .hasMessageContaining("other/part-0 in their footers");
  }

  @Test
  void aFileThatOnlyOneHasEndsIt() {
    assertThatThrownBy(() -> compare("part-0", "part-1"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("windows one has the files [part-0], the other [part-1]");
  }

  @Test
  void nothingToCompareEndsItToo() {
    Data none = new Data(one, List.of());
    assertThatThrownBy(() -> SameOutput.require("windows", "bytes", none, none, parquet::require))
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
    assertThat(Files.mismatch(directory.resolve("one"), directory.resolve("other"))).isPositive();
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

  private Compared compare(String ours, String theirs) throws IOException {
    return SameOutput.require(
        "windows",
        "bytes",
        new Data(one, List.of(ours)),
        new Data(other, List.of(theirs)),
        parquet::require);
  }

  private void change(String file, Consumer<byte[]> change) throws IOException {
    java.nio.file.Path path = directory.resolve(file);
    byte[] content = Files.readAllBytes(path);
    change.accept(content);
    Files.write(path, content);
    // The checksum of what was there before.
    Files.delete(path.resolveSibling("." + path.getFileName() + ".crc"));
  }

  /** The list of three in a column's second field, as Thrift writes it. */
  private static void swapEncodings(byte[] content) {
    int at = content.length - 1;
    while (content[at] != 0x19 || content[at + 1] != 0x35) {
      at--;
    }
    byte first = content[at + 2];
    content[at + 2] = content[at + 3];
    content[at + 3] = first;
  }

  /** In the Avro schema that the footer carries. */
  private static void renameSchema(byte[] content) {
    byte[] name = "\"One validated reading".getBytes(StandardCharsets.UTF_8);
    int at = content.length - name.length;
    while (!Arrays.equals(content, at, at + name.length, name, 0, name.length)) {
      at--;
    }
    content[at + 1] = 'o';
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
