package com.trafficprediction.oozie;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.localcluster.LocalCluster;
import com.trafficprediction.localcluster.Service;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.oozie.action.hadoop.LauncherAM;
import org.apache.oozie.client.CoordinatorAction;
import org.apache.oozie.client.OozieClient;
import org.apache.oozie.client.OozieClientException;
import org.apache.oozie.client.WorkflowAction;
import org.apache.oozie.client.WorkflowJob;
import org.apache.oozie.local.LocalOozie;
import org.apache.oozie.util.XConfiguration;
import org.jdom.Element;
import org.json.simple.JSONObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shipped files, put on HDFS by {@code deploy.sh} and run unedited by Oozie's own engine, whose
 * launchers and MapReduce jobs run in containers of a real YARN beside a real HBase.
 *
 * <p>In order: one run of the archive's day imports, computes and is stopped by the gate; what
 * follows works on what it left, so that the minutes in containers are spent once.
 */
@TestMethodOrder(OrderAnnotation.class)
class WorkflowIT {
  private static final Duration PATIENCE = Duration.ofMinutes(12);
  private static final String SEALED =
      "/traffic-data/streaming/raw-events/year=2021/month=06/day=01";
  private static final org.apache.hadoop.fs.Path LIVE =
      new org.apache.hadoop.fs.Path("/traffic-data/models/current");
  private static final String USER = System.getProperty("user.name");

  @TempDir static Path directory;
  private static LocalCluster cluster;
  private static FileSystem files;
  private static String application;
  private static Engine engine;

  /** The workflow that the gate stopped. */
  private static String stopped = "";

  @BeforeAll
  static void startAll() throws Exception {
    cluster =
        LocalCluster.builder(directory.resolve("stack"))
            .with(Service.HBASE, Service.YARN)
            .randomPorts()
            .patience(Duration.ofMinutes(10))
            .start();
    files = FileSystem.get(URI.create(cluster.hdfsUri()), configuration());
    putShareLibrary();
    putDataset();
    application = deploy();
    engine =
        Engine.start(
            directory.resolve("oozie"),
            cluster.conf(),
            Map.of(
                "oozie.service.ActionCheckerService.action.check.interval", "5",
                "oozie.service.ActionCheckerService.action.check.delay", "5",
                "oozie.service.CoordMaterializeTriggerService.lookup.interval", "5",
                "oozie.service.CoordMaterializeTriggerService.scheduling.interval", "5",
                "oozie.service.coord.input.check.requeue.interval", "2000",
                "oozie.service.StatusTransitService.statusTransit.interval", "5"));
  }

  @AfterAll
  static void stopAll() throws IOException {
    if (engine != null) {
      engine.close();
    }
    if (files != null) {
      files.close();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  @Order(1)
  void aSealedDayStartsARunThatTheGateStops() throws Exception {
    OozieClient client = LocalOozie.getCoordClient();
    Properties submission = submission("coord");
    submission.setProperty("start", "2021-06-02T00:30Z");
    // The only one: a run whose successor is due would be skipped.
    submission.setProperty("end", "2021-06-02T12:00Z");
    submission.setProperty("dataset", cluster.hdfsUri() + "/feeds/made-up.yaml");
    String id = client.run(submission);

    await("the run waits for its day", () -> isWaiting(client, id));
    CoordinatorAction waiting = actions(client, id).get(0);
    assertThat(waiting.getMissingDependencies()).contains(SEALED);
    assertThat(waiting.getExternalId()).as("no workflow yet").isNull();
    files.create(new org.apache.hadoop.fs.Path(SEALED, "_SUCCESS")).close();

    await("a workflow starts", () -> actions(client, id).get(0).getExternalId() != null);
    stopped = actions(client, id).get(0).getExternalId();
    WorkflowJob job = end(stopped);
    assertThat(job.getStatus()).as(() -> describe(job)).isEqualTo(WorkflowJob.Status.KILLED);
    assertThat(steps(job))
        .as(() -> describe(job))
        .containsEntry("import", "OK")
        .containsEntry("linear-regression", "OK")
        .containsEntry("decision-tree", "OK")
        .containsEntry("random-forest", "OK")
        .containsEntry("gradient-boosted-trees", "OK")
        .containsEntry("evaluate", "OK")
        .doesNotContainKey("publish");
    assertThat(action(job, "evaluate").getData()).contains("gate=failed");
    String run = run(job);
    assertThat(action(job, "stopped").getErrorMessage())
        .contains("quality gate stopped run " + run, "models/" + run + "/report.html");
    assertThat(text("/traffic-data/models/" + run + "/report.html")).contains("<html");
    assertThat(files.exists(LIVE)).as("nothing is live").isFalse();
  }

  @Test
  @Order(2)
  void aStoppedRunGoesLiveWhenItIsRunAgainWithForce() throws Exception {
    OozieClient client = LocalOozie.getClient();
    WorkflowJob before = client.getJobInfo(stopped);
    String run = run(before);
    Properties again = settings(before);
    again.setProperty("force", "true");
    // All that ended well but the decision, which is to be taken anew.
    again.setProperty(
        OozieClient.RERUN_SKIP_NODES,
        before.getActions().stream()
            .filter(a -> a.getStatus() == WorkflowAction.Status.OK && !a.getName().equals("gate"))
            .map(WorkflowAction::getName)
            .collect(Collectors.joining(",")));
    client.reRun(stopped, again);

    WorkflowJob job = end(stopped);
    assertThat(job.getStatus()).as(() -> describe(job)).isEqualTo(WorkflowJob.Status.SUCCEEDED);
    assertThat(steps(job)).containsEntry("publish", "OK").containsEntry("report", "OK");
    assertThat(run(job)).as("the same run, not computed again").isEqualTo(run);
    assertThat(text(LIVE.toString())).as("what is live").contains(run);
  }

  @Test
  @Order(4)
  void aStepThatFailsEndsTheRunAndIsNamed() throws Exception {
    String live = text(LIVE.toString());
    Properties submission = submission("wf");
    submission.setProperty("source", "nowhere");
    WorkflowJob job = end(LocalOozie.getClient().run(submission));
    assertThat(job.getStatus()).isEqualTo(WorkflowJob.Status.KILLED);
    assertThat(steps(job)).containsEntry("windows", "ERROR").doesNotContainKey("profiles");
    assertThat(action(job, "windows").getErrorCode()).as("no input").isEqualTo("3");
    assertThat(action(job, "windows").getUserRetryCount()).as("the same again").isZero();
    assertThat(action(job, "failed").getErrorMessage())
        .contains("Step windows of " + job.getId(), "[3]", "oozie job -rerun");
    assertThat(text(LIVE.toString())).isEqualTo(live);
  }

  @Test
  @Order(3)
  void aDayThatIsNotSealedStopsARunBeforeItBegins() throws Exception {
    Properties submission = submission("wf");
    submission.setProperty("sealedDay", cluster.hdfsUri() + SEALED.replace("day=01", "day=02"));
    WorkflowJob job = end(LocalOozie.getClient().run(submission));
    assertThat(job.getStatus()).isEqualTo(WorkflowJob.Status.KILLED);
    assertThat(action(job, "not-sealed").getErrorMessage()).contains("day=02", "has no _SUCCESS");
  }

  private static Properties submission(String kind) {
    Properties submission = Engine.submission(kind);
    Configuration conf = configuration();
    submission.setProperty("nameNode", cluster.hdfsUri());
    submission.setProperty("resourceManager", conf.get("yarn.resourcemanager.address"));
    submission.setProperty("application", cluster.hdfsUri() + application);
    submission.setProperty("source", "made-up");
    submission.setProperty("preset", "quick");
    submission.setProperty("split", "60/20/20");
    // Launchers and masters share 2.4 GB here.
    submission.setProperty("stepMemory", "768");
    submission.setProperty("trainMemory", "256");
    return submission;
  }

  /** What a workflow was submitted with. */
  private static Properties settings(WorkflowJob job) throws IOException {
    Properties settings = new Properties();
    new XConfiguration(new StringReader(job.getConf()))
        .forEach(e -> settings.put(e.getKey(), e.getValue()));
    return settings;
  }

  /** Waits until a workflow has ended, however. */
  private static WorkflowJob end(String id) throws Exception {
    OozieClient client = LocalOozie.getClient();
    await(
        "the end of " + id,
        () -> {
          WorkflowJob.Status status = client.getJobInfo(id).getStatus();
          return status != WorkflowJob.Status.PREP && status != WorkflowJob.Status.RUNNING;
        });
    return client.getJobInfo(id);
  }

  private static boolean isWaiting(OozieClient client, String id) throws OozieClientException {
    List<CoordinatorAction> actions = actions(client, id);
    return !actions.isEmpty()
        && actions.get(0).getStatus() == CoordinatorAction.Status.WAITING
        && actions.get(0).getMissingDependencies() != null
        && !actions.get(0).getMissingDependencies().isEmpty();
  }

  private static List<CoordinatorAction> actions(OozieClient client, String id)
      throws OozieClientException {
    // Without a range, this client answers without actions.
    return client.getCoordJobInfo(id, null, 1, 10).getActions();
  }

  private interface Condition {
    boolean holds() throws OozieClientException;
  }

  private static void await(String what, Condition condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(500);
    }
  }

  private static Map<String, String> steps(WorkflowJob job) {
    Map<String, String> steps = new TreeMap<>();
    job.getActions().forEach(a -> steps.put(a.getName(), a.getStatus().name()));
    return steps;
  }

  private static WorkflowAction action(WorkflowJob job, String name) {
    return job.getActions().stream()
        .filter(a -> a.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + " in " + describe(job)));
  }

  private static String run(WorkflowJob job) throws IOException {
    Properties data = new Properties();
    data.load(new StringReader(action(job, "windows").getData()));
    return data.getProperty("run");
  }

  private static String describe(WorkflowJob job) {
    StringBuilder text = new StringBuilder(job.getStatus().toString());
    for (WorkflowAction a : job.getActions()) {
      text.append(
          "\n  %s %s [%s] %s %s"
              .formatted(
                  a.getName(),
                  a.getStatus(),
                  a.getErrorCode(),
                  a.getErrorMessage(),
                  a.getExternalId()));
    }
    return text.toString();
  }

  private static String text(String path) throws IOException {
    try (FSDataInputStream in = files.open(new org.apache.hadoop.fs.Path(path))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Configuration configuration() {
    Configuration conf = new Configuration();
    for (String site : List.of("core-site.xml", "hdfs-site.xml", "yarn-site.xml")) {
      conf.addResource(new org.apache.hadoop.fs.Path(cluster.conf().resolve(site).toUri()));
    }
    return conf;
  }

  /** What oozie-setup.sh does on a server: the launcher's own jars. */
  private static void putShareLibrary() throws Exception {
    org.apache.hadoop.fs.Path library =
        new org.apache.hadoop.fs.Path("/user/" + USER + "/share/lib/lib_20210101000000/oozie");
    files.mkdirs(library);
    for (Class<?> one :
        List.of(LauncherAM.class, OozieClient.class, JSONObject.class, Element.class)) {
      URI jar = one.getProtectionDomain().getCodeSource().getLocation().toURI();
      files.copyFromLocalFile(new org.apache.hadoop.fs.Path(jar), library);
    }
  }

  private static void putDataset() throws IOException {
    String made =
        """
        name: made-up
        description: a small freeway that does not exist
        licence: none
        synthetic: true
        time_zone: America/Los_Angeles
        readings:
          format: synthetic
          model: {interval_seconds: 300, freeways: 1, segments: 4, days: 6, outages_per_detector_day: 0.5}
        """;
    Path local = Files.writeString(directory.resolve("made-up.yaml"), made);
    files.copyFromLocalFile(
        new org.apache.hadoop.fs.Path(local.toUri()),
        new org.apache.hadoop.fs.Path("/feeds/made-up.yaml"));
  }

  /** Runs the shipped script with a {@code hadoop} that knows this cluster; what it printed. */
  private static String deploy() throws Exception {
    Path client =
        Path.of("..", "local-cluster", "libs", "target", "dist", "client", "client.jar")
            .toAbsolutePath();
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path hadoop =
        Files.writeString(
            directory.resolve("hadoop"),
            """
            #!/usr/bin/env bash
            shift
            exec %s -Xmx256m -Dtraffic.log.file=%s -cp %s:%s org.apache.hadoop.fs.FsShell "$@"
            """
                .formatted(java, directory.resolve("deploy.log"), cluster.conf(), client));
    assertThat(hadoop.toFile().setExecutable(true)).isTrue();
    Path jobs = Files.writeString(directory.resolve("jobs.xml"), SMALL_JOBS);
    ProcessBuilder builder =
        new ProcessBuilder(
                Engine.SHIPPED.resolve("deploy.sh").toString(),
                "--hbase-conf",
                cluster.conf().toString(),
                "--jobs",
                jobs.toString())
            .redirectErrorStream(true);
    builder.environment().put("HADOOP", hadoop.toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.lines()
        .filter(line -> line.startsWith("application="))
        .map(line -> line.substring("application=".length()))
        .findFirst()
        .orElseThrow();
  }

  /** As small as containers get; small jobs run within their master's. */
  private static final String SMALL_JOBS =
      """
      <configuration>
        <property><name>mapreduce.job.reduces</name><value>1</value></property>
        <property><name>mapreduce.job.ubertask.enable</name><value>true</value></property>
        <property><name>yarn.app.mapreduce.am.resource.mb</name><value>768</value></property>
        <property><name>yarn.app.mapreduce.am.command-opts</name><value>-Xmx600m -XX:+UseSerialGC -XX:TieredStopAtLevel=1</value></property>
        <property><name>mapreduce.map.memory.mb</name><value>512</value></property>
        <property><name>mapreduce.map.java.opts</name><value>-Xmx384m -XX:+UseSerialGC -XX:TieredStopAtLevel=1</value></property>
        <property><name>mapreduce.reduce.memory.mb</name><value>512</value></property>
        <property><name>mapreduce.reduce.java.opts</name><value>-Xmx384m -XX:+UseSerialGC -XX:TieredStopAtLevel=1</value></property>
        <property><name>mapreduce.task.io.sort.mb</name><value>32</value></property>
        <property><name>traffic.hbase.salt.buckets</name><value>1</value></property>
      </configuration>
      """;
}
