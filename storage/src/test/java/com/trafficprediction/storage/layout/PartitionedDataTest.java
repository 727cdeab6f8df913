package com.trafficprediction.storage.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionedDataTest {
  private static final Instant JAN_1 = Instant.parse("2022-01-01T00:00:00Z");
  private static final Instant JAN_2 = Instant.parse("2022-01-02T00:00:00Z");
  private static final Instant JAN_3 = Instant.parse("2022-01-03T00:00:00Z");

  @TempDir java.nio.file.Path directory;
  private FileSystem files;
  private Path root;
  private PartitionedData data;

  @BeforeEach
  void start() throws IOException {
    files = FileSystem.getLocal(new Configuration());
    root = new Path(directory.toString(), "raw");
    data = new PartitionedData(files, root);
  }

  @Test
  void aCommitShowsTheFilesOfTheRangeAskedFor() throws IOException {
    stage("orange", JAN_1, "a");
    stage("orange", JAN_2, "b");
    data.commit(manifest("orange").build());

    assertThat(data.listFiles(JAN_2, JAN_3))
        .containsExactly(new Path(root, "year=2022/month=01/day=02/orange-part-0"));
    assertThat(data.listFiles(JAN_1, JAN_3)).hasSize(2);
    assertThat(data.findStart()).contains(JAN_1);
    assertThat(data.findEnd()).contains(JAN_3);
  }

  @Test
  void filesWithoutAManifestDoNotCount() throws IOException {
    stage("orange", JAN_1, "a");
    put(new Path(root, "year=2022/month=01/day=01/killed-part-0"), "half");

    assertThat(data.listFiles(JAN_1, JAN_3)).isEmpty();
    assertThat(data.findEnd()).isEmpty();
  }

  @Test
  void aReimportReplacesTheEarlierOneAtOnce() throws IOException {
    stage("orange-1", JAN_1, "old");
    data.commit(manifest("orange-1").build());
    List<Path> frozen = data.listFiles(JAN_1, JAN_2);

    stage("orange-2", JAN_1, "new");
    data.commit(manifest("orange-2").supersedes(List.of("orange-1")).build());

    assertThat(data.listFiles(JAN_1, JAN_2))
        .containsExactly(new Path(root, "year=2022/month=01/day=01/orange-2-part-0"));
    assertThat(files.exists(frozen.get(0))).as("a run may still read its frozen list").isTrue();
  }

  @Test
  void anIdIsCommittedOnce() throws IOException {
    stage("orange", JAN_1, "a");
    data.commit(manifest("orange").build());
    List<Path> before = data.listFiles(JAN_1, JAN_2);
    stage("orange", JAN_1, "changed");

    assertThatThrownBy(() -> data.commit(manifest("orange").build()))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(FileBytes.readAll(files, before.get(0))).asString().isEqualTo("a");
  }

  @Test
  void orphansGoWhenTheyAreOldEnough() throws IOException {
    stage("orange", JAN_1, "a");
    data.commit(manifest("orange").build());
    Path killed = new Path(root, "year=2022/month=01/day=01/killed-part-0");
    put(killed, "half");
    Instant now = Instant.ofEpochMilli(files.getFileStatus(killed).getModificationTime());

    assertThat(data.deleteOrphans(now, Duration.ofDays(1))).isZero();
    assertThat(data.deleteOrphans(now.plus(Duration.ofDays(2)), Duration.ofDays(1))).isEqualTo(1);
    assertThat(files.exists(killed)).isFalse();
    assertThat(data.listFiles(JAN_1, JAN_2)).hasSize(1);
  }

  @Test
  void aFileOutsideAPartitionIsRefused() throws IOException {
    put(new Path(data.stage("orange"), "part-0"), "a");

    assertThatThrownBy(() -> data.commit(manifest("orange").build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("partition");
  }

  private static OutputManifest.Builder manifest(String id) {
    return OutputManifest.builder("import", "1.2.3", JAN_3).id(id);
  }

  private void stage(String id, Instant day, String content) throws IOException {
    Path staging = new Path(root, "_staging." + id);
    if (!files.exists(staging)) {
      assertThat(data.stage(id)).isEqualTo(staging);
    }
    put(new Path(staging, DatePartition.dayOf(day).path() + "/part-0"), content);
  }

  private void put(Path file, String content) throws IOException {
    try (var out = files.create(file, true)) {
      out.write(content.getBytes(StandardCharsets.UTF_8));
    }
  }
}
