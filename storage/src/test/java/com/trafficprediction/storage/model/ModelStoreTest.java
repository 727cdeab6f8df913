package com.trafficprediction.storage.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trafficprediction.storage.layout.FileBytes;
import com.trafficprediction.storage.layout.HdfsLayout;
import com.trafficprediction.storage.layout.IncompleteOutputException;
import com.trafficprediction.storage.layout.OutputManifest;
import com.trafficprediction.storage.layout.RunId;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {
  private static final RunId RUN = new RunId("run-20220122T050000Z-9f3c");
  private static final OutputManifest MANIFEST =
      OutputManifest.builder("train", "1.2.3", Instant.parse("2022-01-22T05:00:00Z"))
          .seed(7)
          .build();

  @TempDir java.nio.file.Path directory;
  private FileSystem files;
  private HdfsLayout layout;
  private ModelStore store;

  @BeforeEach
  void start() throws IOException {
    files = FileSystem.getLocal(new Configuration());
    layout = new HdfsLayout(new Path(directory.toString()));
    store = new ModelStore(files, layout);
  }

  @Test
  void aBundleComesBack() throws IOException {
    store.write(
        RUN,
        Map.of("metadata.json", new byte[] {1}, "decision_tree/15.bin", new byte[] {2, 3}),
        MANIFEST);

    ModelStore.Bundle bundle = store.open(RUN);

    assertThat(bundle.names()).containsExactly("decision_tree/15.bin", "metadata.json");
    assertThat(bundle.read("decision_tree/15.bin")).containsExactly(2, 3);
    assertThat(store.listRuns()).containsExactly(RUN);
  }

  @Test
  void aFileThatWasTamperedWithIsNeverHandedOut() throws IOException {
    store.write(RUN, Map.of("decision_tree/15.bin", new byte[] {2, 3}), MANIFEST);
    FileBytes.replaceAtomically(
        files, new Path(layout.models(RUN), "decision_tree/15.bin"), new byte[] {2, 4});
    ModelStore.Bundle bundle = store.open(RUN);

    assertThatThrownBy(() -> bundle.read("decision_tree/15.bin"))
        .isInstanceOf(IncompleteOutputException.class)
        .hasMessageContaining("SHA-256");
  }

  @Test
  void aRunWithoutABundleSaysSo() {
    assertThatThrownBy(() -> store.open(RUN)).isInstanceOf(IncompleteOutputException.class);
  }

  @Test
  void aNameCannotLeaveTheBundle() {
    assertThatThrownBy(() -> store.write(RUN, Map.of("../x", new byte[0]), MANIFEST))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
