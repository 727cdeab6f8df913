package com.trafficprediction.batch.reporting;

import com.trafficprediction.batch.command.Commands;
import com.trafficprediction.batch.command.ExitCode;
import com.trafficprediction.batch.command.JobException;
import com.trafficprediction.batch.command.RunIdConverter;
import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.storage.hbase.BatchStore;
import com.trafficprediction.storage.hbase.LivePointer;
import com.trafficprediction.storage.layout.HdfsLayout;
import com.trafficprediction.storage.layout.RunId;
import com.trafficprediction.storage.model.BundleFiles;
import com.trafficprediction.storage.model.ModelStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configured;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.util.Tool;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code report}: shows what a run found. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Shows the report of the live run, or of any other.",
    footer = {
      "",
      "Examples:",
      "  ${COMMAND-NAME}             the live run's report.html, copied to this directory",
      "  ${COMMAND-NAME} --json      its metadata.json, on standard output",
      "  ${COMMAND-NAME} --list      every run that left a report",
      "  ${COMMAND-NAME} --run ID --html FILE"
    })
public final class ReportCommand extends Configured implements Tool, Callable<Integer> {
  @Option(
      names = "--run",
      paramLabel = "ID",
      converter = RunIdConverter.class,
      description = "The run; default: the one that is live.")
  private @Nullable RunId runId;

  @Option(names = "--json", description = "Print metadata.json.")
  private boolean json;

  @Option(names = "--list", description = "List the runs that left a report, oldest first.")
  private boolean list;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      defaultValue = "report.html",
      description = "Where to write the page. Default: ${DEFAULT-VALUE}.")
  private Path html = Path.of("report.html");

  @Override
  public int run(String[] args) {
    return Commands.execute(this, args);
  }

  @Override
  public Integer call() throws IOException {
    HdfsLayout layout = RunContext.layout(getConf());
    FileSystem files = layout.root().getFileSystem(getConf());
    ModelStore store = new ModelStore(files, layout);
    List<RunId> runs = store.listRuns();
    if (list) {
      runs.forEach(System.out::println);
      return ExitCode.OK;
    }
    RunId run = runId == null ? live() : runId;
    if (!runs.contains(run)) {
      throw JobException.noInput("run " + run + " left no report; there are " + runs);
    }
    ModelStore.Bundle bundle = store.open(run);
    if (json) {
      System.out.print(new String(bundle.read(BundleFiles.METADATA), StandardCharsets.UTF_8));
    } else {
      Files.write(html, bundle.read(BundleFiles.REPORT));
      System.out.println(html.toAbsolutePath());
    }
    return ExitCode.OK;
  }

  private RunId live() throws IOException {
    try (BatchStore store = BatchStore.open(getConf(), Clock.systemUTC())) {
      return store
          .registry()
          .findLive()
          .map(LivePointer::model)
          .map(RunId::new)
          .orElseThrow(
              () ->
                  JobException.noInput(
                      "nothing is live yet: run the batch first, or name a run with --run"));
    }
  }
}
