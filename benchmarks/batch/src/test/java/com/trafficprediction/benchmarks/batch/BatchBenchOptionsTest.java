package com.trafficprediction.benchmarks.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BatchBenchOptionsTest {
  private final BatchBench bench = new BatchBench();
  private final CommandLine line = BatchBenchMain.commandLine(bench);

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

  @Test
  void aClaimNeedsTheRealDataAndMoreThanARound() {
    assertThat(claims(true)).isTrue();
    assertThat(claims(false)).isFalse();
    assertThat(claims(true, "--rounds", "2")).isTrue();
    assertThat(claims(true, "--rounds", "1")).isFalse();
    assertThat(claims(true, "--quick", "--rounds", "3")).isFalse();
  }

  private boolean claims(boolean real, String... options) {
    line.parseArgs(options);
    return bench.makesClaim(real);
  }

  private Beside peer(String... options) {
    line.parseArgs(options);
    return line.getCommandSpec().findOption("--beside").getValue();
  }
}
