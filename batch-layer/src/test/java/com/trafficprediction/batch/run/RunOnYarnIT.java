package com.trafficprediction.batch.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.trafficprediction.batch.command.ExitCode;
import com.trafficprediction.batch.fixture.SyntheticDataset;
import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.localcluster.LocalCluster;
import com.trafficprediction.localcluster.Service;
import com.trafficprediction.storage.hbase.BatchStore;
import com.trafficprediction.storage.hbase.LivePointer;
import com.trafficprediction.storage.hbase.RunRecord;
import com.trafficprediction.storage.layout.RunId;
import com.trafficprediction.storage.model.ModelStore;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Import and a whole run as jobs in YARN containers, with real HDFS and HBase daemons: what works
 * in one process but cannot be shipped, or finds no class there, fails here.
 */
class RunOnYarnIT {
  private static final Path JOB_JAR = Path.of("target", "traffic-batch.jar").toAbsolutePath();
  private static final Path CLIENT =
      Path.of("..", "local-cluster", "libs", "target", "dist", "client", "client.jar")
          .toAbsolutePath();

  @TempDir Path directory;

  @Test
  void aRunInContainersGoesLive() throws Exception {
    assertThat(JOB_JAR).as("built by the package phase").exists();
    Path dataset = SyntheticDataset.write(directory, 4, 6);
    try (LocalCluster cluster =
        LocalCluster.builder(directory.resolve("stack"))
            .with(Service.HBASE, Service.YARN)
            .randomPorts()
            .start()) {
      Configuration conf = configuration(cluster);
      hadoopJar(cluster, "import", "--dataset", dataset.toString());
      hadoopJar(cluster, "run", "--preset", "quick", "--split", "60/20/20", "--force");

      try (BatchStore store = BatchStore.open(conf, Clock.systemUTC())) {
        LivePointer live = store.registry().findLive().orElseThrow();
        RunId id = new RunId(live.run());
        RunRecord known = store.registry().findRun(id).orElseThrow();
        assertThat(known.rows()).containsEntry("segment_profiles", 4L);
        RunContext run = RunContext.open(conf, id);
        JsonNode metadata =
            new ObjectMapper()
                .readTree(new ModelStore(run.files(), run.layout()).open(id).read("metadata.json"));
        assertThat(metadata.at("/models/persistence/15/n").asLong()).isPositive();
        assertThat(metadata.path("jobs"))
            .as("cost of each job, as its containers counted it")
            .hasSizeGreaterThan(7)
            .allMatch(job -> job.path("cpu_seconds").asDouble() > 0);
        assertThat(succeeded(conf)).as("each job an application").isGreaterThan(12);
      }
    }
  }

  private static Configuration configuration(LocalCluster cluster) {
    Configuration conf = new Configuration();
    for (String site :
        List.of(
            "core-site.xml",
            "hdfs-site.xml",
            "mapred-site.xml",
            "yarn-site.xml",
            "hbase-site.xml")) {
      conf.addResource(new org.apache.hadoop.fs.Path(cluster.conf().resolve(site).toUri()));
    }
    return conf;
  }

  /** Starts a job as people do, with {@code hadoop jar}. */
  private void hadoopJar(LocalCluster cluster, String job, String... options) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Dtraffic.log.file=" + directory.resolve(job + ".log"),
                "-cp",
                cluster.conf() + File.pathSeparator + CLIENT,
                "org.apache.hadoop.util.RunJar",
                JOB_JAR.toString(),
                job,
                "-Dmapreduce.framework.name=yarn",
                // Containers take seconds to start: small jobs run within their master's.
                "-Dmapreduce.job.reduces=1",
                "-Dmapreduce.job.ubertask.enable=true",
                "-Dyarn.app.mapreduce.am.resource.mb=1024",
                "-Dyarn.app.mapreduce.am.command-opts=-Xmx768m -XX:+UseSerialGC -XX:TieredStopAtLevel=1",
                "-Dmapreduce.task.io.sort.mb=32",
                "-Dtraffic.hbase.salt.buckets=1"));
    for (String task : List.of("map", "reduce")) {
      command.add("-Dmapreduce." + task + ".memory.mb=512");
      command.add(
          "-Dmapreduce." + task + ".java.opts=-Xmx384m -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
    }
    command.addAll(List.of(options));
    File said = directory.resolve(job + ".txt").toFile();
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said).start();
    assertThat(process.waitFor()).as(() -> text(said)).isEqualTo(ExitCode.OK);
  }

  private static String text(File said) {
    try {
      return Files.readString(said.toPath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Applications that ended well. */
  private static long succeeded(Configuration conf) throws Exception {
    try (YarnClient yarn = YarnClient.createYarnClient()) {
      yarn.init(conf);
      yarn.start();
      return yarn.getApplications().stream()
          .filter(app -> app.getFinalApplicationStatus() == FinalApplicationStatus.SUCCEEDED)
          .count();
    }
  }
}
