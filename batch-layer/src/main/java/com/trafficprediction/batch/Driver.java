package com.trafficprediction.batch;

import com.trafficprediction.batch.command.ActionOutput;
import com.trafficprediction.batch.command.ExitCode;
import com.trafficprediction.batch.ingest.ImportCommand;
import com.trafficprediction.batch.reporting.ReportCommand;
import com.trafficprediction.batch.run.RunCommand;
import com.trafficprediction.batch.run.StageCommand;
import com.trafficprediction.storage.login.KerberosLogin;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.util.GenericOptionsParser;
import org.apache.hadoop.util.Tool;

/** {@code hadoop jar traffic-batch.jar JOB [-D key=value …] [options]}. */
public final class Driver {
  private static final Map<String, Supplier<Tool>> JOBS = jobs();

  private Driver() {}

  /** Names of all jobs, and what makes one. */
  static Map<String, Supplier<Tool>> jobs() {
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
    int exit = execute(args);
    if (exit == ExitCode.FAILURE && ActionOutput.inWorkflow()) {
      // Oozie tries an action again that throws; one that exits has failed for good, as is right
      // for the other codes: wrong usage and missing input are the same the next time.
      throw new IllegalStateException("job " + args[0] + " failed; this action's log says why");
    }
    System.exit(exit);
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
    Configuration configuration = configuration();
    // As ToolRunner does, but before the login: -conf and -D may say who logs in, and whether.
    String[] options =
        new GenericOptionsParser(configuration, Arrays.copyOfRange(args, 1, args.length))
            .getRemainingArgs();
    // What a scheduler starts has tokens already, and no business with a keytab.
    if (System.getenv(UserGroupInformation.HADOOP_TOKEN_FILE_LOCATION) == null) {
      try {
        KerberosLogin.ifConfigured(configuration);
      } catch (IOException e) {
        System.err.println(args[0] + ": " + e.getMessage());
        return ExitCode.FAILURE;
      }
    }
    Tool tool = job.get();
    tool.setConf(configuration);
    return tool.run(options);
  }

  /** The client's configuration and, in a workflow, the settings of the action. */
  private static Configuration configuration() {
    Configuration conf = new Configuration();
    ActionOutput.findConfiguration().ifPresent(file -> conf.addResource(new Path(file.toUri())));
    return conf;
  }

  private static void usage(PrintStream out) {
    out.println("Usage: hadoop jar traffic-batch.jar JOB [-D key=value ...] [options]");
    out.println(
        "Jobs: " + String.join(", ", JOBS.keySet()) + ". Each explains itself with --help.");
  }
}
