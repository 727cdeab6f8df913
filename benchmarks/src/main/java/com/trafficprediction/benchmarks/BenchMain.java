package com.trafficprediction.benchmarks;

import com.trafficprediction.batch.command.ExitCode;
import com.trafficprediction.benchmarks.finished.RunBench;
import com.trafficprediction.benchmarks.start.StartBench;
import com.trafficprediction.benchmarks.training.TrainingBench;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.util.Tool;
import org.apache.hadoop.util.ToolRunner;

/** {@code bench NAME [options]}. */
public final class BenchMain {
  private static final Map<String, Supplier<Tool>> BENCHES = benches();

  private BenchMain() {}

  private static Map<String, Supplier<Tool>> benches() {
    Map<String, Supplier<Tool>> benches = new LinkedHashMap<>();
    benches.put("training", TrainingBench::new);
    benches.put("run", RunBench::new);
    benches.put("start", StartBench::new);
    return benches;
  }

  /** Runs the benchmark named by the first argument. */
  public static void main(String[] args) throws Exception {
    System.exit(execute(args));
  }

  private static int execute(String... args) throws Exception {
    if (args.length == 0 || args[0].equals("--help") || args[0].equals("-h")) {
      usage(args.length == 0 ? System.err : System.out);
      return args.length == 0 ? ExitCode.USAGE : ExitCode.OK;
    }
    Supplier<Tool> bench = BENCHES.get(args[0]);
    if (bench == null) {
      System.err.println("there is no benchmark '" + args[0] + "'");
      usage(System.err);
      return ExitCode.USAGE;
    }
    return ToolRunner.run(
        new Configuration(), bench.get(), Arrays.copyOfRange(args, 1, args.length));
  }

  private static void usage(PrintStream out) {
    out.println("Usage: bin/traffic bench NAME [options]");
    out.println(
        "Benchmarks: "
            + String.join(", ", BENCHES.keySet())
            + ", batch, stream, serving. Each explains itself with --help.");
  }
}
