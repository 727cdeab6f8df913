package com.trafficprediction.batch;

import com.trafficprediction.batch.command.ExitCode;
import com.trafficprediction.batch.ingest.ImportCommand;
import com.trafficprediction.batch.reporting.ReportCommand;
import com.trafficprediction.batch.run.RunCommand;
import com.trafficprediction.batch.run.StageCommand;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.util.Tool;
import org.apache.hadoop.util.ToolRunner;

/** {@code hadoop jar traffic-batch.jar JOB [-D key=value …] [options]}. */
public final class Driver {
  private static final Map<String, Supplier<Tool>> JOBS = jobs();

  private Driver() {}

  private static Map<String, Supplier<Tool>> jobs() {
    Map<String, Supplier<Tool>> jobs = new LinkedHashMap<>();
    jobs.put("import", ImportCommand::new);
    jobs.put("windows", StageCommand.WindowsCommand::new);
    jobs.put("profiles", StageCommand.ProfilesCommand::new);
    jobs.put("features", StageCommand.FeaturesCommand::new);
    jobs.put("train", StageCommand.TrainCommand::new);
    jobs.put("evaluate", StageCommand.EvaluateCommand::new);
    jobs.put("planner", StageCommand.PlannerCommand::new);
    jobs.put("publish", StageCommand.PublishCommand::new);
    jobs.put("report", ReportCommand::new);
    jobs.put("run", RunCommand::new);
    return jobs;
  }

  /** Runs the job named by the first argument. */
  public static void main(String[] args) throws Exception {
    System.exit(execute(args));
  }

  static int execute(String... args) throws Exception {
    if (args.length == 0 || args[0].equals("--help") || args[0].equals("-h")) {
      usage(args.length == 0 ? System.err : System.out);
      return args.length == 0 ? ExitCode.USAGE : ExitCode.OK;
    }
    Supplier<Tool> job = JOBS.get(args[0]);
    if (job == null) {
      System.err.println("there is no job '" + args[0] + "'");
      usage(System.err);
      return ExitCode.USAGE;
    }
    return ToolRunner.run(new Configuration(), job.get(), Arrays.copyOfRange(args, 1, args.length));
  }

  private static void usage(PrintStream out) {
    out.println("Usage: hadoop jar traffic-batch.jar JOB [-D key=value ...] [options]");
    out.println(
        "Jobs: " + String.join(", ", JOBS.keySet()) + ". Each explains itself with --help.");
  }
}
