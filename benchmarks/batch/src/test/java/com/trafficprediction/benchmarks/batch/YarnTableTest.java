package com.trafficprediction.benchmarks.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.batch.stage.Cost;
import com.trafficprediction.benchmarks.Report;
import com.trafficprediction.benchmarks.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YarnTableTest {
  @TempDir Path docs;

  @Test
  void bothRunnersAndTheirRatioAreShownInTotalAndPerJob() {
    assertThat(table().lines())
        .contains(
            "| synthetic-96x10, 276,480 | LocalJobRunner | 30.0 (20.0 to 50.0) | 3.0 | 5.0 | NaN |"
                + " NaN | NaN | 60.0 | 16.0 | 0 |",
            "|  | YARN | 120.0 (120.0 to 120.0) | 12.0 | 10.0 | NaN | NaN | NaN | 240.0 | 44.0 |"
                + " 27 |",
            "|  | **ratio** | **0.25** | **0.25** | **0.50** | **NaN** | **NaN** | **NaN** |"
                + " **0.25** | **0.36** |  |");
  }

  @Test
  void theTableSaysOnWhatAndWhatWasCompared() {
    assertThat(table())
        .contains("but for 2 reducers per job with either runner")
        .contains("A NodeManager of 4,096 MB; containers of 512 MB for masters, 768 MB for maps")
        .contains("synthetic-96x10: windows (2 files, 1,234,567 bytes)");
  }

  @Test
  void thePageHasItBesideTheComparisonWithSpark() throws IOException {
    Report.keep(docs, Result.here("batch", "all", "Spark", true, "| s |\n", List.of()));
    Report.keep(docs, Result.here("batch", "yarn", YarnTable.title(3), true, table(), List.of()));
    assertThat(Files.readString(docs.resolve("benchmarks.md")))
        .contains("## batch: Spark (quick: no claim)", "| s |")
        .contains("## batch: on YARN, import to features, median of 3 runs", "| YARN |");
  }

  private static String table() {
    MeasuredChain measured =
        new MeasuredChain(
            "synthetic-96x10",
            276_480,
            Map.of(
                Runner.LOCAL, List.of(local(50), local(20), local(30)),
                Runner.YARN, List.of(run(120, 240, 27, 12, 10))),
            List.of(new SameOutput.Compared("windows", 2, 1_234_567, "bytes")));
    Configuration conf = new Configuration(false);
    conf.set("yarn.nodemanager.resource.memory-mb", "4096");
    conf.set("yarn.app.mapreduce.am.resource.mb", "512");
    conf.set("mapreduce.map.memory.mb", "768");
    conf.set("mapreduce.reduce.memory.mb", "1024");
    return YarnTable.of(List.of(measured), conf);
  }

  private static ChainRun local(double wall) {
    return run(wall, 60, 0, 3, 5);
  }

  private static ChainRun run(
      double wall, double cpu, long containers, double importing, double windows) {
    return new ChainRun(
        wall, cpu, containers, Map.of("import", cost(importing), "windows", cost(windows)));
  }

  private static Cost cost(double wall) {
    return new Cost(wall, 2 * wall, Double.NaN, Double.NaN);
  }
}
