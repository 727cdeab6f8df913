package com.trafficprediction.batch.stage;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.CounterGroup;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.MRConfig;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.mapreduce.TaskCounter;

/** Runs jobs with progress and cost. Used by one thread. */
public final class Stages {
  private static final long POLL_MILLIS = 250;

  /** Counters are enums; those of this layer are reported, Hadoop's own are not. */
  private static final String OUR_COUNTERS = "com.trafficprediction.batch.";

  private static final String HADOOP_DEFAULTS = "mapred-default.xml";
  private static final String LOCAL_REDUCERS_AT_A_TIME = "mapreduce.local.reduce.tasks.maximum";

  /** What a task of the local runner may need of the heap, sort buffer included: an estimate. */
  private static final long TASK_HEAP = 400_000_000;

  private final Progress progress;

  public Stages(Progress progress) {
    this.progress = progress;
  }

  public Progress progress() {
    return progress;
  }

  /**
   * Submits a job, shows its progress and waits for it.
   *
   * @return what it did and cost
   * @throws StageFailedException when the job fails
   */
  public StageReport run(Job job) throws IOException, InterruptedException, ClassNotFoundException {
    applyDefaults(job.getConfiguration());
    String stage = job.getJobName();
    progress.start(stage);
    long wall = System.nanoTime();
    long cpu = processCpuNanos();
    heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
    job.submit();
    Thread killer = new Thread(() -> kill(job), "kill " + stage);
    Runtime.getRuntime().addShutdownHook(killer);
    while (!job.isComplete()) {
      // Half of a job's length is about its map phase; without reducers all of it is.
      double map = job.mapProgress();
      progress.update(job.getNumReduceTasks() == 0 ? map : (map + job.reduceProgress()) / 2);
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    Runtime.getRuntime().removeShutdownHook(killer);
    if (!job.isSuccessful()) {
      throw new StageFailedException(
          stage,
          job.getStatus().getFailureInfo(),
          logOf(String.valueOf(job.getJobID()), isLocal(job)));
    }
    StageReport report =
        report(job, (System.nanoTime() - wall) / 1e9, (processCpuNanos() - cpu) / 1e9);
    progress.done(
        "%,d in, %,d out, %.1f s, %.1f cpu s"
            .formatted(
                report.recordsIn(),
                report.recordsOut(),
                report.cost().wallSeconds(),
                report.cost().cpuSeconds()));
    return report;
  }

  /** A job on a cluster would go on without the one who waits for it, and write to no end. */
  private static void kill(Job job) {
    try {
      if (!isLocal(job)) {
        job.killJob();
      }
    } catch (IOException e) {
      // The process ends anyway; the output of an attempt that nobody commits counts nowhere.
      System.err.println("could not kill job " + job.getJobID() + ": " + e.getMessage());
    }
  }

  /**
   * Of a job on a cluster, the command that shows the log: its application has the job's number.
   */
  static String logOf(String job, boolean local) {
    return local
        ? "Its log"
        : "'yarn logs -applicationId " + job.replaceFirst("^job_", "application_") + "'";
  }

  private static boolean isLocal(Job job) {
    return isLocal(job.getConfiguration());
  }

  private static boolean isLocal(Configuration conf) {
    return MRConfig.LOCAL_FRAMEWORK_NAME.equals(
        conf.get(MRConfig.FRAMEWORK_NAME, MRConfig.LOCAL_FRAMEWORK_NAME));
  }

  /** Settings that suit the local runner: whoever set one has it. */
  static void applyDefaults(Configuration conf) {
    if (!isLocal(conf)) {
      return;
    }
    String tasks = Integer.toString(localTasks());
    conf.setIfUnset("mapreduce.local.map.tasks.maximum", tasks);
    conf.setIfUnset(LOCAL_REDUCERS_AT_A_TIME, tasks);
    float share = MRJobConfig.DEFAULT_SHUFFLE_INPUT_BUFFER_PERCENT;
    // By its value, though somebody may have set just this one: a configuration that HBase has
    // copied calls all of it set.
    if (conf.getFloat(MRJobConfig.SHUFFLE_INPUT_BUFFER_PERCENT, share) == share) {
      // Each reducer takes this part of the heap, which is one for all of them.
      conf.setFloat(
          MRJobConfig.SHUFFLE_INPUT_BUFFER_PERCENT,
          share / Math.max(1, conf.getInt(LOCAL_REDUCERS_AT_A_TIME, 1)));
    }
  }

  /** Whether somebody set it. That it has a value says nothing: Hadoop's defaults are a file. */
  private static boolean isChosen(Configuration conf, String key) {
    String[] sources = conf.getPropertySources(key);
    return sources != null && !Arrays.asList(sources).contains(HADOOP_DEFAULTS);
  }

  private static int localTasks() {
    Runtime runtime = Runtime.getRuntime();
    return localTasks(runtime.availableProcessors(), runtime.maxMemory());
  }

  /** One per core, but no more than the heap that they share has room for. */
  static int localTasks(int cores, long heapBytes) {
    return (int) Math.max(1, Math.min(cores, heapBytes / TASK_HEAP));
  }

  /**
   * Number of reducers: what was set, else, with the local runner, one per core as far as the heap
   * has room, and on a cluster one, as Hadoop has it.
   */
  public static int reducers(Configuration conf) {
    return isLocal(conf) && !isChosen(conf, MRJobConfig.NUM_REDUCES)
        ? localTasks()
        : conf.getInt(MRJobConfig.NUM_REDUCES, 1);
  }

  private static StageReport report(Job job, double wall, double processCpu) throws IOException {
    Counters counters = job.getCounters();
    SortedMap<String, Long> counted = new TreeMap<>();
    for (CounterGroup group : counters) {
      if (group.getName().startsWith(OUR_COUNTERS)) {
        group.forEach(c -> counted.put(c.getName().toLowerCase(Locale.ROOT), c.getValue()));
      }
    }
    TaskCounter out =
        job.getNumReduceTasks() == 0
            ? TaskCounter.MAP_OUTPUT_RECORDS
            : TaskCounter.REDUCE_OUTPUT_RECORDS;
    return new StageReport(
        job.getJobName(),
        isLocal(job)
            ? new Cost(wall, processCpu, peakHeapMb(), residentMb())
            : new Cost(
                wall,
                counters.findCounter(TaskCounter.CPU_MILLISECONDS).getValue() / 1e3,
                Double.NaN,
                Double.NaN),
        counters.findCounter(TaskCounter.MAP_INPUT_RECORDS).getValue(),
        counters.findCounter(out).getValue(),
        counted);
  }

  /** An upper bound: the pools need not have been full at the same time. */
  private static double peakHeapMb() {
    return heapPools().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() / 1e6;
  }

  /** What Linux says of this process: {@code VmHWM: 123456 kB}. */
  private static double residentMb() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1e6)
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException | UncheckedIOException e) {
      return Double.NaN; // not a Linux
    }
  }

  private static Stream<MemoryPoolMXBean> heapPools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP);
  }

  private static long processCpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
