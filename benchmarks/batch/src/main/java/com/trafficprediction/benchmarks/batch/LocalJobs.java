package com.trafficprediction.benchmarks.batch;

import com.trafficprediction.batch.ingest.ImportCommand;
import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.run.StageCommand;
import com.trafficprediction.benchmarks.handover.ProcessUse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.util.Tool;
import org.apache.hadoop.util.ToolRunner;

/**
 * {@code LocalJobs import DIRECTORY OPTIONS…} or {@code LocalJobs run DIRECTORY RUN FIGURES}: the
 * batch layer's jobs on the local runner, with all their files below a directory. The second runs
 * windows, profiles and features in one process, as {@code bin/traffic batch} does, and writes what
 * each took to FIGURES, a line each.
 */
public final class LocalJobs {
  private LocalJobs() {}

  /** Runs them; exits with the code of the first that fails. */
  public static void main(String[] args) throws Exception {
    Configuration conf = configuration(Path.of(args[1]));
    if (args[0].equals("import")) {
      System.exit(
          ToolRunner.run(
              conf,
              new ImportCommand(),
              List.of(args).subList(2, args.length).toArray(new String[0])));
    }
    run(conf, args[2], Path.of(args[3]));
  }

  /** Settings of jobs on the local runner. */
  static Configuration configuration(Path directory) {
    Configuration conf = new Configuration();
    conf.set("fs.defaultFS", "file:///");
    conf.set("mapreduce.framework.name", "local");
    conf.set("hadoop.tmp.dir", directory.resolve("tmp").toString());
    conf.set(RunContext.ROOT, directory.resolve("data").toString());
    return conf;
  }

  private static void run(Configuration conf, String run, Path figures) throws Exception {
    List<String> lines = new ArrayList<>();
    timed(lines, "windows", conf, new StageCommand.WindowsCommand(), run);
    timed(lines, "profiles", conf, new StageCommand.ProfilesCommand(), run);
    timed(lines, "features", conf, new StageCommand.FeaturesCommand(), run);
    lines.add("cpu=" + ProcessUse.cpuSeconds());
    lines.add("peak_mb=" + ProcessUse.peakMegabytes());
    Files.write(figures, lines);
  }

  private static void timed(
      List<String> lines, String stage, Configuration conf, Tool tool, String run)
      throws Exception {
    long started = System.nanoTime();
    int exit = ToolRunner.run(conf, tool, new String[] {"--run", run});
    if (exit != 0) {
      System.exit(exit);
    }
    lines.add(String.format(Locale.ROOT, "%s=%.3f", stage, (System.nanoTime() - started) / 1e9));
  }
}
