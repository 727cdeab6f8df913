package com.trafficprediction.batch.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trafficprediction.batch.command.JobException;
import com.trafficprediction.batch.fixture.TinyRun;
import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.plan.RunPlan;
import com.trafficprediction.batch.publishing.PublishSettings;
import com.trafficprediction.batch.stage.Progress;
import com.trafficprediction.batch.stage.StageFailedException;
import com.trafficprediction.batch.stage.Stages;
import com.trafficprediction.localcluster.LocalCluster;
import com.trafficprediction.localcluster.Service;
import com.trafficprediction.storage.hbase.BatchStore;
import com.trafficprediction.storage.hbase.BatchTable;
import com.trafficprediction.storage.hbase.BatchView;
import com.trafficprediction.storage.hbase.HBaseSettings;
import com.trafficprediction.storage.hbase.LivePointer;
import com.trafficprediction.storage.hbase.RunLock;
import com.trafficprediction.storage.hbase.RunRecord;
import com.trafficprediction.storage.hbase.RunRecord.State;
import com.trafficprediction.storage.json.StoredJson;
import com.trafficprediction.storage.layout.FileBytes;
import com.trafficprediction.storage.layout.OutputManifest;
import com.trafficprediction.storage.layout.RunId;
import com.trafficprediction.storage.layout.StagedOutput;
import com.trafficprediction.storage.model.ModelStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Publishing into a real HBase on a real HDFS. */
class PublishStageIT {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2022-02-01T00:00:00Z"), ZoneOffset.UTC);
  private static final RunId FIRST = new RunId("run-20220124T080000Z-0001");
  private static final RunId SECOND = new RunId("run-20220125T080000Z-0002");
  private static final String UNTIL = "2022-01-24T00:00";

  @TempDir static java.nio.file.Path directory;
  private static LocalCluster cluster;
  private static int namespaces;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Stages stages =
      new Stages(new Progress(new PrintStream(said, true, StandardCharsets.UTF_8), false));
  private final PublishStage publish = new PublishStage(CLOCK);
  private Configuration conf = new Configuration();

  @BeforeAll
  static void startHBase() {
    cluster =
        LocalCluster.builder(directory.resolve("stack")).with(Service.HBASE).randomPorts().start();
  }

  @AfterAll
  static void stopHBase() {
    cluster.close();
  }

  /** Each test has a namespace and a root of its own. */
  @BeforeEach
  void configure() {
    namespaces++;
    conf = new Configuration();
    for (String site : List.of("core-site.xml", "hdfs-site.xml", "hbase-site.xml")) {
      conf.addResource(new Path(cluster.conf().resolve(site).toUri()));
    }
    conf.set("mapreduce.framework.name", "local");
    conf.set("hadoop.tmp.dir", directory.resolve("tmp").toString());
    conf.setInt("mapreduce.client.completion.pollinterval", 50);
    conf.setInt("mapreduce.task.io.sort.mb", 8);
    conf.setInt("mapreduce.job.reduces", 1);
    conf.setInt(HBaseSettings.SALT_BUCKETS, 1);
    conf.set(HBaseSettings.NAMESPACE, "publish" + namespaces);
    conf.set(RunContext.ROOT, cluster.hdfsUri() + "/publish" + namespaces);
  }

  @Test
  void aRunWithoutModelsIsRefusedAndOneWithThemGoesLive() throws Exception {
    RunContext run = prepare(FIRST);

    assertThatThrownBy(() -> publish.execute(conf, run, stages))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("has no model bundle")
        .hasMessageContaining("run --run " + FIRST);

    writeModels(run);
    publish.execute(conf, run, stages);

    try (BatchStore store = BatchStore.open(conf, CLOCK)) {
      LivePointer live = store.registry().findLive().orElseThrow();
      assertThat(live)
          .isEqualTo(
              new LivePointer(
                  FIRST.value(),
                  FIRST.value(),
                  run.plan().network(),
                  TinyRun.at(UNTIL),
                  CLOCK.instant()));
      assertThat(currentPointer(run)).isEqualTo(live);
      RunRecord known = store.registry().findRun(FIRST).orElseThrow();
      assertThat(known.state()).isEqualTo(State.PUBLISHED);
      // Four stations for 8 days; no profile of the one that was never observed.
      assertThat(known.rows())
          .containsEntry("batch_windows", 4L * 8 * TinyRun.WINDOWS_PER_DAY)
          .containsEntry("segment_profiles", 3L)
          .containsEntry("hourly", 4L * TinyRun.DAYS * 2)
          .containsKey("planner");
      BatchView view = store.view(FIRST);
      assertThat(view.listWindows("b", Instant.EPOCH, CLOCK.instant()))
          .hasSize(8 * TinyRun.WINDOWS_PER_DAY)
          .allMatch(w -> w.startMillis() >= TinyRun.at("2022-01-16T00:00").toEpochMilli());
      assertThat(view.listProfiles())
          .allMatch(profile -> profile.getFittedThrough().equals(TinyRun.at(UNTIL)));
      assertThat(view.listPlanner("bottlenecks")).containsOnlyKeys("b/am");
    }
    assertThat(run.files().exists(run.layout().hfiles(FIRST))).isFalse();

    publish.execute(conf, run, stages);
    assertThat(said.toString(StandardCharsets.UTF_8)).contains(FIRST + " is live already");

    try (BatchStore store = BatchStore.open(conf, CLOCK);
        RunLock lock = store.registry().lock("somebody else", Duration.ofMinutes(2))) {
      assertThatThrownBy(() -> publish.execute(conf, run, stages))
          .isInstanceOf(JobException.class)
          .hasMessageContaining("somebody else");
      lock.requireHeld();
    }
  }

  @Test
  void whatIsLiveStaysUntilAnotherRunIsWholeAndOldRunsAreDropped() throws Exception {
    RunContext first = prepare(FIRST);
    writeModels(first);
    RunContext second = copyOf(first, SECOND);
    publish.execute(conf, first, stages);
    LivePointer before = live();
    List<String> lines = readPlanner(second);
    writePlanner(second, List.of("a line that is no row"));

    assertThatThrownBy(() -> publish.execute(conf, second, stages))
        .isInstanceOf(StageFailedException.class)
        .hasMessageContaining("publish planner");

    assertThat(live()).isEqualTo(before).isEqualTo(currentPointer(first));
    assertThat(second.files().exists(second.layout().hfiles(SECOND))).isFalse();
    assertThat(tables(FIRST)).hasSize(BatchTable.values().length);
    assertThat(tables(SECOND)).isEmpty();
    assertThat(state(SECOND)).isEqualTo(State.FAILED);

    writePlanner(second, lines);
    publish.execute(conf, second, stages);
    assertThat(live().run()).isEqualTo(SECOND.value());

    assertThatThrownBy(() -> publish.execute(conf, first, stages))
        .isInstanceOf(JobException.class)
        .hasMessageContaining(SECOND + " is live")
        .hasMessageContaining("--rollback");
    conf.setBoolean(PublishSettings.ROLLBACK, true);
    publish.execute(conf, first, stages);
    assertThat(live().run()).isEqualTo(FIRST.value());

    conf.setInt(PublishSettings.KEEP, 0);
    publish.execute(conf, second, stages);
    assertThat(live().run()).isEqualTo(SECOND.value());
    assertThat(tables(FIRST)).isEmpty();
    assertThat(state(FIRST)).isEqualTo(State.PRUNED);
    assertThat(tables(SECOND)).hasSize(BatchTable.values().length);
    assertThat(first.files().exists(first.layout().features(FIRST))).isFalse();
    assertThat(first.files().exists(first.layout().models(FIRST))).isFalse();
    assertThat(first.files().exists(first.layout().features(SECOND))).isTrue();
  }

  private RunContext prepare(RunId id) throws Exception {
    RunContext run = TinyRun.ofRoad(conf, id);
    for (RunStage stage :
        List.of(
            PreparationStages.profiles(CLOCK),
            PlanningStages.hourly(CLOCK),
            PlanningStages.planner(CLOCK))) {
      stage.execute(conf, run, stages);
      assertThat(stage.isDone(run)).isTrue();
    }
    return run;
  }

  /** A run that computed the same. */
  private RunContext copyOf(RunContext run, RunId id) throws IOException {
    Path from = run.layout().features(run.run());
    Path to = run.layout().features(id);
    FileUtil.copy(run.files(), from, run.files(), to, false, conf);
    run.files().delete(new Path(to, "plan.json"), false);
    RunContext.create(
        conf,
        StoredJson.read(
            new String(StoredJson.write(run.plan()), StandardCharsets.UTF_8)
                .replace(run.plan().run(), id.value())
                .getBytes(StandardCharsets.UTF_8),
            RunPlan.class,
            "a copied plan"));
    RunContext copy = RunContext.open(conf, id);
    writeModels(copy);
    return copy;
  }

  private static void writeModels(RunContext run) throws IOException {
    new ModelStore(run.files(), run.layout())
        .write(
            run.run(),
            Map.of("gradient_boosted_trees/15.bin", new byte[] {1, 2, 3}),
            OutputManifest.builder("train", "test", CLOCK.instant()).build());
  }

  private static List<String> readPlanner(RunContext run) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Path file : CommittedStage.filesOf(run, run.layout().planner(run.run()))) {
      text.append(new String(FileBytes.readAll(run.files(), file), StandardCharsets.UTF_8));
    }
    return text.toString().lines().toList();
  }

  private static void writePlanner(RunContext run, List<String> lines) throws IOException {
    Path planner = run.layout().planner(run.run());
    run.files().delete(planner, true);
    try (StagedOutput output = StagedOutput.open(run.files(), planner)) {
      FileBytes.createAtomically(
          run.files(),
          new Path(output.directory(), "part-r-00000"),
          String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
      output.commit(OutputManifest.builder("planner", "test", CLOCK.instant()).build());
    }
  }

  private LivePointer live() throws IOException {
    try (BatchStore store = BatchStore.open(conf, CLOCK)) {
      return store.registry().findLive().orElseThrow();
    }
  }

  private Set<BatchTable> tables(RunId run) throws IOException {
    try (BatchStore store = BatchStore.open(conf, CLOCK)) {
      return store.listTables(run);
    }
  }

  private State state(RunId run) throws IOException {
    try (BatchStore store = BatchStore.open(conf, CLOCK)) {
      return store.registry().findRun(run).orElseThrow().state();
    }
  }

  private static LivePointer currentPointer(RunContext run) throws IOException {
    Path file = run.layout().currentPointer();
    return StoredJson.read(
        FileBytes.readAll(run.files(), file), LivePointer.class, file.toString());
  }
}
