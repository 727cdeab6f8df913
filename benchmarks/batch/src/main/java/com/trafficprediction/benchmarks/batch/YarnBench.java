package com.trafficprediction.benchmarks.batch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;

/**
 * The job jar in containers of a real ResourceManager and NodeManager, beside the same jar on the
 * local runner.
 */
final class YarnBench {
  private final YarnStack stack;
  private final int rounds;

  YarnBench(YarnStack stack, int rounds) {
    this.stack = stack;
    this.rounds = rounds;
  }

  /**
   * Measures one data set.
   *
   * @throws IOException when a job fails, or the results of both differ
   */
  MeasuredChain measure(BatchInput input) throws IOException, InterruptedException {
    SameOutput same = new SameOutput(stack.files(), stack.conf());
    Map<Runner, List<ChainRun>> runs = new EnumMap<>(Runner.class);
    List<SameOutput.Compared> compared = List.of();
    long readings = 0;
    for (int round = 1; round <= rounds; round++) {
      for (Runner runner : Runner.inTurn(round)) {
        ChainRun took = stack.run(runner, input, root(runner));
        say(input, round, runner, took);
        runs.computeIfAbsent(runner, r -> new ArrayList<>()).add(took);
      }
      ChainOutput local = ChainOutput.below(stack.files(), root(Runner.LOCAL));
      compared = same.require(local, ChainOutput.below(stack.files(), root(Runner.YARN)));
      readings = local.readings(stack.files());
      for (Runner runner : Runner.values()) {
        stack.files().delete(root(runner), true);
      }
    }
    return new MeasuredChain(input.name(), readings, runs, compared);
  }

  private static Path root(Runner runner) {
    return new Path("/bench-" + runner.framework());
  }

  private void say(BatchInput input, int round, Runner runner, ChainRun took) {
    List<String> jobs = new ArrayList<>();
    took.jobs().forEach((job, cost) -> jobs.add("%s %.1f".formatted(job, cost.wallSeconds())));
    System.err.printf(
        "%s, round %d of %d, %s: %.1f s (%s), %.1f cpu s (jobs %.1f), %d containers%n",
        input.name(),
        round,
        rounds,
        runner.label(),
        took.wallSeconds(),
        String.join(", ", jobs),
        took.cpuSeconds(),
        took.jobCpuSeconds(),
        took.containers());
  }
}
