package com.trafficprediction.storage.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the local file system; {@link HdfsCommitIT} repeats what depends on HDFS. */
class StagedOutputTest {
  private static final OutputManifest MANIFEST =
      OutputManifest.builder("windows", "1.2.3", Instant.parse("2022-01-22T05:00:00Z"))
          .count("records", 2)
          .seed(42)
          .build();

  @TempDir java.nio.file.Path directory;
  private FileSystem files;
  private Path target;

  @BeforeEach
  void start() throws IOException {
    files = FileSystem.getLocal(new Configuration());
    target = new Path(directory.toString(), "windows");
  }

  @Test
  void aCommittedOutputListsItsFilesWithTheirHashes() throws IOException {
    try (StagedOutput output = StagedOutput.open(files, target)) {
      put(new Path(output.directory(), "part-0"), "hello");
      output.commit(MANIFEST);
    }

    CommittedOutput read = CommittedOutput.open(files, target);

    assertThat(read.manifest().files())
        .containsExactly(
            new OutputManifest.DataFile(
                "part-0", 5, "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"));
    assertThat(read.files()).containsExactly(new Path(target, "part-0"));
    assertThat(read.manifest().findSeed()).contains(42L);
    assertThat(read.manifest().findCount("records")).hasValue(2);
    read.verifyHashes(files);
  }

  @Test
  void anOutputThatWasNotCommittedIsRefusedAndLeavesNothing() throws IOException {
    try (StagedOutput output = StagedOutput.open(files, target)) {
      put(new Path(output.directory(), "part-0"), "hello");
    }

    assertThatThrownBy(() -> CommittedOutput.open(files, target))
        .isInstanceOf(IncompleteOutputException.class)
        .hasMessageContaining("windows does not exist");
    assertThat(files.listStatus(new Path(directory.toString()))).isEmpty();
  }

  @Test
  void aJobKilledBeforeSuccessIsRefusedAndThenRepeated() throws IOException {
    put(new Path(target, "part-0"), "cut sho");
    assertThatThrownBy(() -> CommittedOutput.open(files, target))
        .isInstanceOf(IncompleteOutputException.class)
        .hasMessageContaining("_SUCCESS");

    try (StagedOutput output = StagedOutput.open(files, target)) {
      put(new Path(output.directory(), "part-1"), "whole");
      output.commit(MANIFEST);
    }

    assertThat(CommittedOutput.open(files, target).files())
        .containsExactly(new Path(target, "part-1"));
  }

  @Test
  void whatIsFinishedIsNeverOverwritten() throws IOException {
    try (StagedOutput output = StagedOutput.open(files, target)) {
      output.commit(MANIFEST);
    }

    assertThatThrownBy(() -> StagedOutput.open(files, target))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void aFileThatLostItsTailIsNoticed() throws IOException {
    try (StagedOutput output = StagedOutput.open(files, target)) {
      put(new Path(output.directory(), "part-0"), "hello");
      output.commit(MANIFEST);
    }
    put(new Path(target, "part-0"), "hell");

    assertThatThrownBy(() -> CommittedOutput.open(files, target))
        .isInstanceOf(IncompleteOutputException.class)
        .hasMessageContaining("part-0 with 4 bytes, not 5");
  }

  @Test
  void aFileThatWasChangedIsNoticedByItsHash() throws IOException {
    try (StagedOutput output = StagedOutput.open(files, target)) {
      put(new Path(output.directory(), "part-0"), "hello");
      output.commit(MANIFEST);
    }
    put(new Path(target, "part-0"), "hullo");
    CommittedOutput read = CommittedOutput.open(files, target);

    assertThatThrownBy(() -> read.verifyHashes(files))
        .isInstanceOf(IncompleteOutputException.class)
        .hasMessageContaining("SHA-256");
  }

  private void put(Path file, String content) throws IOException {
    try (var out = files.create(file, true)) {
      out.write(content.getBytes(StandardCharsets.UTF_8));
    }
  }
}
