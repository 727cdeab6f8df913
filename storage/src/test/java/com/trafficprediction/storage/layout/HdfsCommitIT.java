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
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commits' renames on a real NameNode. */
class HdfsCommitIT {
  private static final Instant JAN_1 = Instant.parse("2022-01-01T00:00:00Z");

  @TempDir static java.nio.file.Path directory;
  private static MiniDFSCluster cluster;
  private static FileSystem files;

  @BeforeAll
  static void start() throws IOException {
    Configuration configuration = new Configuration();
    configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, directory.toString());
    cluster = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
    cluster.waitClusterUp();
    files = cluster.getFileSystem();
  }

  @AfterAll
  static void stop() {
    cluster.shutdown();
  }

  @Test
  void aStagedOutputIsRenamedAndNeverOverwritten() throws IOException {
    Path target = new Path("/traffic-data/features/run-20220122T050000Z-9f3c/windows");
    OutputManifest manifest = OutputManifest.builder("windows", "1", JAN_1).build();
    try (StagedOutput output = StagedOutput.open(files, target)) {
      put(new Path(output.directory(), "part-0"), "hello");
      output.commit(manifest);
    }

    CommittedOutput.open(files, target).verifyHashes(files);
    assertThatThrownBy(() -> StagedOutput.open(files, target))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void ofTwoWritersOfOneNameTheSecondIsTold() throws IOException {
    Path file = new Path("/traffic-data/raw/_manifests/orange.json");
    FileBytes.createAtomically(files, file, new byte[] {1});

    assertThatThrownBy(() -> FileBytes.createAtomically(files, file, new byte[] {2}))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(FileBytes.readAll(files, file)).containsExactly(1);
  }

  @Test
  void aPointerIsReplacedInOneStep() throws IOException {
    Path file = new Path("/traffic-data/models/current");
    FileBytes.replaceAtomically(files, file, new byte[] {1});
    FileBytes.replaceAtomically(files, file, new byte[] {2});

    assertThat(FileBytes.readAll(files, file)).containsExactly(2);
  }

  @Test
  void anImportIsCommittedOverManyPartitions() throws IOException {
    PartitionedData data = new PartitionedData(files, new Path("/traffic-data/raw-test"));
    Path staging = data.stage("orange");
    for (int day = 0; day < 3; day++) {
      String partition = DatePartition.dayOf(JAN_1.plusSeconds(day * 86_400L)).path();
      put(new Path(staging, partition + "/part-0"), "readings");
    }
    data.commit(OutputManifest.builder("import", "1", JAN_1).id("orange").build());

    assertThat(data.listFiles(JAN_1, JAN_1.plusSeconds(2 * 86_400L))).hasSize(2);
    assertThat(files.exists(staging)).isFalse();
  }

  private static void put(Path file, String content) throws IOException {
    try (var out = files.create(file, true)) {
      out.write(content.getBytes(StandardCharsets.UTF_8));
    }
  }
}
