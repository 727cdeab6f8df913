package com.trafficprediction.benchmarks.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BatchBenchOptionsTest {
  private final CommandLine line = BatchBenchMain.commandLine(new BatchBench());

  @Test
  void thePeerIsSparkUnlessYarnIsAskedFor() {
    assertThat(peer()).isEqualTo(Beside.SPARK);
    assertThat(peer("--beside", "yarn", "--quick", "--rounds", "3")).isEqualTo(Beside.YARN);
    assertThat(peer("--beside=spark")).isEqualTo(Beside.SPARK);
  }

  @Test
  void anotherPeerIsRefused() {
    assertThatThrownBy(() -> line.parseArgs("--beside", "flink"))
        .isInstanceOf(CommandLine.ParameterException.class)
        .hasMessageContaining("--beside");
  }

  private Beside peer(String... options) {
    line.parseArgs(options);
    return line.getCommandSpec().findOption("--beside").getValue();
  }
}
