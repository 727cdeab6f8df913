package com.trafficprediction.storage.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoriesTest {
  private static final RunId OLD = new RunId("run-20220122T050000Z-9f3c");
  private static final RunId KILLED = new RunId("run-20220122T060000Z-0001");
  private static final RunId LIVE = new RunId("run-20220122T070000Z-abcd");

  @TempDir java.nio.file.Path directory;

  @Test
  void whatIsNotKeptGoesAndTheAdvisoryPointerStays() throws IOException {
    FileSystem files = FileSystem.getLocal(new Configuration());
    HdfsLayout layout = new HdfsLayout(new Path(directory.toString()));
    RunDirectories runs = new RunDirectories(files, layout);
    assertThat(runs.listRuns()).isEmpty();
    for (Path path :
        List.of(
            layout.windows(OLD),
            layout.models(OLD),
            StagedOutput.stagingOf(layout.models(KILLED), "a1"),
            layout.mlFeatures(LIVE),
            layout.models(LIVE))) {
      files.mkdirs(path);
    }
    FileBytes.createAtomically(files, layout.currentPointer(), new byte[] {1});

    assertThat(runs.listRuns()).containsExactly(OLD, KILLED, LIVE);
    assertThat(runs.prune(Set.of(LIVE))).containsExactly(OLD, KILLED);

    assertThat(runs.listRuns()).containsExactly(LIVE);
    assertThat(files.exists(layout.mlFeatures(LIVE))).isTrue();
    assertThat(files.exists(layout.currentPointer())).isTrue();
  }
}
