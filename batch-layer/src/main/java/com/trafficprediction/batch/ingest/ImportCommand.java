package com.trafficprediction.batch.ingest;

import com.trafficprediction.batch.command.Commands;
import com.trafficprediction.batch.command.ExitCode;
import com.trafficprediction.batch.command.JobException;
import com.trafficprediction.batch.command.TimeOption;
import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.stage.CodeVersion;
import com.trafficprediction.batch.stage.Cost;
import com.trafficprediction.batch.stage.Progress;
import com.trafficprediction.batch.stage.StageFailedException;
import com.trafficprediction.batch.stage.Stages;
import com.trafficprediction.core.evaluation.SplitShares;
import com.trafficprediction.core.network.DistanceNeighbours;
import com.trafficprediction.core.network.NeighbourGraph;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.network.PostmileNeighbours;
import com.trafficprediction.core.reading.RejectionReason;
import com.trafficprediction.feeds.dataset.Dataset;
import com.trafficprediction.feeds.mapping.SplitMapping;
import com.trafficprediction.feeds.source.FeedRow;
import com.trafficprediction.feeds.source.ReadingsReader;
import com.trafficprediction.feeds.source.ReadingsSplit;
import com.trafficprediction.schemas.TrafficEvent;
import com.trafficprediction.storage.layout.DataSpan;
import com.trafficprediction.storage.layout.DatePartition;
import com.trafficprediction.storage.layout.HdfsLayout;
import com.trafficprediction.storage.layout.OutputManifest;
import com.trafficprediction.storage.layout.PartitionedData;
import com.trafficprediction.storage.network.NetworkStore;
import com.trafficprediction.storage.parquet.ParquetSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configured;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.util.Tool;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code import}: reads a data set into the master data set. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Reads a data set's files into the master data set on HDFS.",
    footer = {
      "",
      "Examples:",
      "  ${COMMAND-NAME} --dataset datasets/synthetic.yaml",
      "  ${COMMAND-NAME} --dataset datasets/pems-orange-2022.yaml --data DIR",
      "  ${COMMAND-NAME} --dataset my-feed.yaml --data DIR --from 2022-01-03T00:00:00-08:00",
      "  ${COMMAND-NAME} -D mapreduce.framework.name=local --dataset … --data DIR",
      "                                        on a cluster, files that this host alone has",
      "",
      "Importing the same files again changes nothing; changed files or a changed dataset file",
      "replace what was imported of the same time. Rejected rows are kept with their reasons",
      "below raw/_rejected. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 no files or no readings."
    })
public final class ImportCommand extends Configured implements Tool, Callable<Integer> {
  /** Configuration key: when the import runs, epoch milliseconds. */
  static final String NOW = "traffic.import.now";

  /** The {@code processor_id} of imported events. */
  public static final String PROCESSOR = "import";

  /** Manifest setting: the network's hash. */
  public static final String NETWORK = "network";

  /** Manifest setting: suggested split, such as {@code 70/10/20}. */
  public static final String SPLIT = "split";

  @Option(
      names = "--dataset",
      required = true,
      paramLabel = "FILE",
      description = "Dataset file that describes the source (see datasets/ and docs/datasets.md).")
  private Path datasetFile = Path.of("");

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Directory of the data files, by the same path on every node of a cluster. Not needed for"
              + " a synthetic data set.")
  private @Nullable Path data;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = TimeOption.Converter.class,
      description = "First instant to import: an instant, or a duration back from the end (-7d).")
  private @Nullable TimeOption from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = TimeOption.Converter.class,
      description = "Import what lies before this instant.")
  private @Nullable TimeOption to;

  @Option(
      names = "--earlier",
      paramLabel = "keep|replace",
      description = {
        "What becomes of earlier imports of this data set. By default those whose time lies within"
            + " this one's are replaced, those of other times are kept, and one that reaches beyond"
            + " this one is a question to you."
      })
  private EarlierImports.@Nullable Choice earlier;

  private final Clock clock;

  public ImportCommand() {
    this(Clock.systemUTC());
  }

  ImportCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public int run(String[] args) {
    return Commands.execute(this, args);
  }

  @Override
  public Integer call() throws Exception {
    Dataset dataset = Dataset.load(datasetFile);
    Path directory = dataDirectory(dataset);
    ImportRange range = range(dataset, directory);
    HdfsLayout layout = RunContext.layout(getConf());
    FileSystem files = layout.root().getFileSystem(getConf());
    PartitionedData raw = new PartitionedData(files, layout.raw());
    Network network = dataset.network(directory);
    String hash =
        new NetworkStore(files, layout).save(network, neighbours(dataset, network, directory));
    String id = ImportId.of(dataset, hash, dataset.splits(directory, 1), directory, range);
    Progress progress = Progress.ofProcess();
    if (raw.listCommits().stream().anyMatch(commit -> commit.id().equals(id))) {
      progress.say("import " + id + " was done before; nothing to do");
      return ExitCode.OK;
    }
    // Done before, and superseded since: what a manifest lists under an id never changes.
    String fresh = raw.findCommit(id).isPresent() ? id + "-" + clock.millis() : id;
    return importNew(dataset, directory, range, raw, files, fresh, hash, progress);
  }

  private int importNew(
      Dataset dataset,
      Path directory,
      ImportRange range,
      PartitionedData raw,
      FileSystem files,
      String id,
      String networkHash,
      Progress progress)
      throws IOException, InterruptedException, ClassNotFoundException {
    Instant now = clock.instant();
    getConf().setLong(NOW, now.toEpochMilli());
    org.apache.hadoop.fs.Path staging = raw.stage(id);
    Job job = ImportJob.createJob(getConf(), dataset, directory, range, staging);
    Cost cost = runOrExplain(job, files, staging, progress);
    Map<String, Long> counts = counts(job.getCounters());
    long accepted = count(counts, "accepted");
    if (accepted == 0) {
      files.delete(staging, true);
      throw nothingAccepted(dataset, counts);
    }
    DataSpan span = span(dataset.name(), files, staging);
    List<OutputManifest> superseded;
    try {
      superseded = EarlierImports.replacedBy(raw, span, earlier);
    } catch (JobException e) {
      files.delete(staging, true);
      throw e;
    }
    keepRejected(files, staging, id);
    raw.commit(
        span.describe(cost.describe(OutputManifest.builder("import", CodeVersion.current(), now)))
            .id(id)
            .inputs(List.of(dataset.origin(), directory.toString()))
            .counts(counts)
            .setting(NETWORK, networkHash)
            .setting(SPLIT, split(dataset.suggestedSplit()))
            .supersedes(superseded.stream().map(OutputManifest::id).toList())
            .build());
    superseded.forEach(old -> progress.say("this replaces import " + old.id()));
    summarise(dataset, counts, id, progress);
    return ExitCode.OK;
  }

  private static Cost runOrExplain(
      Job job, FileSystem files, org.apache.hadoop.fs.Path staging, Progress progress)
      throws IOException, InterruptedException, ClassNotFoundException {
    try {
      return new Stages(progress).run(job).cost();
    } catch (StageFailedException e) {
      Optional<String> problem = ImportProblem.find(files, staging);
      files.delete(staging, true);
      if (problem.isPresent()) {
        throw JobException.failure(problem.get() + ". Nothing was imported");
      }
      throw e;
    }
  }

  private static String split(SplitMapping shares) {
    return new SplitShares(shares.train(), shares.validation(), shares.test()).toString();
  }

  private Path dataDirectory(Dataset dataset) {
    if (data != null) {
      return data;
    }
    if (dataset.needsData()) {
      throw JobException.usage(
          "data set " + dataset.name() + " lies in files: name their directory with --data DIR");
    }
    return Path.of("");
  }

  private ImportRange range(Dataset dataset, Path directory) throws IOException {
    if (from == null && to == null) {
      return ImportRange.ALL;
    }
    boolean relative = from instanceof TimeOption.Back || to instanceof TimeOption.Back;
    Instant end = relative ? endOfData(dataset, directory) : Instant.EPOCH;
    long first = from == null ? Long.MIN_VALUE : from.resolve(end).toEpochMilli();
    long last = to == null ? Long.MAX_VALUE : to.resolve(end).toEpochMilli();
    if (first >= last) {
      throw JobException.usage("the range to import is empty: --from must lie before --to");
    }
    return new ImportRange(first, last);
  }

  /** The end of the latest reading's interval: a pass over the files, needed for -24h alone. */
  private static Instant endOfData(Dataset dataset, Path directory) throws IOException {
    long end = Long.MIN_VALUE;
    for (ReadingsSplit split : dataset.splits(directory, 1)) {
      try (ReadingsReader reader = dataset.open(directory, split)) {
        while (reader.advance()) {
          if (reader.current() instanceof FeedRow.Parsed parsed
              && parsed.reading().timestampMillis() != null) {
            end = Math.max(end, parsed.reading().timestampMillis());
          }
        }
      }
    }
    if (end == Long.MIN_VALUE) {
      throw JobException.noInput("data set " + dataset.name() + " has no readings");
    }
    return Instant.ofEpochMilli(end).plusSeconds(dataset.intervalSeconds());
  }

  private static NeighbourGraph neighbours(Dataset dataset, Network network, Path directory) {
    return switch (dataset.neighbourMethod()) {
      case POSTMILE -> PostmileNeighbours.of(network);
      case DISTANCE_FILE ->
          DistanceNeighbours.of(network, dataset.distances(directory).orElseThrow());
      // Found by the run, from its training split alone.
      case LAGGED_CORRELATION ->
          new NeighbourGraph(NeighbourGraph.Method.LAGGED_CORRELATION, Map.of());
    };
  }

  /** The time that the staged events cover: read off the first and the last day. */
  private DataSpan span(String dataset, FileSystem files, org.apache.hadoop.fs.Path staging)
      throws IOException {
    TreeMap<DatePartition, List<org.apache.hadoop.fs.Path>> days = new TreeMap<>();
    int base = staging.toUri().getPath().length() + 1;
    RemoteIterator<LocatedFileStatus> all = files.listFiles(staging, true);
    while (all.hasNext()) {
      org.apache.hadoop.fs.Path file = all.next().getPath();
      DatePartition.findIn(file.toUri().getPath().substring(base))
          .ifPresent(day -> days.computeIfAbsent(day, d -> new ArrayList<>()).add(file));
    }
    long start = Long.MAX_VALUE;
    long end = Long.MIN_VALUE;
    for (DatePartition day : new HashSet<>(List.of(days.firstKey(), days.lastKey()))) {
      for (org.apache.hadoop.fs.Path file : days.getOrDefault(day, List.of())) {
        try (ParquetSource<TrafficEvent> events =
            ParquetSource.open(
                getConf(), file, TrafficEvent.class, List.of("timestamp", "interval_seconds"))) {
          while (events.advance()) {
            long at = events.current().getTimestamp().toEpochMilli();
            start = Math.min(start, at);
            end = Math.max(end, at + events.current().getIntervalSeconds() * 1000L);
          }
        }
      }
    }
    return new DataSpan(dataset, Instant.ofEpochMilli(start), Instant.ofEpochMilli(end));
  }

  private static void keepRejected(FileSystem files, org.apache.hadoop.fs.Path staging, String id)
      throws IOException {
    org.apache.hadoop.fs.Path rejected = new org.apache.hadoop.fs.Path(staging, ImportJob.REJECTED);
    if (!files.exists(rejected)) {
      return;
    }
    org.apache.hadoop.fs.Path kept =
        new org.apache.hadoop.fs.Path(
            new org.apache.hadoop.fs.Path(staging.getParent(), ImportJob.REJECTED), id);
    files.mkdirs(kept.getParent());
    files.delete(kept, true);
    if (!files.rename(rejected, kept)) {
      throw new IOException("could not rename " + rejected + " to " + kept);
    }
  }

  private static Map<String, Long> counts(Counters counters) {
    Map<String, Long> counts = new TreeMap<>();
    for (Fed fed : Fed.values()) {
      counts.put(key(fed), counters.findCounter(fed).getValue());
    }
    for (RejectionReason reason : RejectionReason.values()) {
      long n = counters.findCounter(reason).getValue();
      if (n > 0) {
        counts.put("rejected_" + key(reason), n);
      }
    }
    return counts;
  }

  private static long count(Map<String, Long> counts, String key) {
    return counts.getOrDefault(key, 0L);
  }

  private static String key(Enum<?> counter) {
    return counter.name().toLowerCase(Locale.ROOT);
  }

  private static JobException nothingAccepted(Dataset dataset, Map<String, Long> counts) {
    long refused = count(counts, "refused");
    if (refused > 0) {
      return JobException.failure(
          "not one of "
              + count(counts, "cells")
              + " rows of data set "
              + dataset.name()
              + " is a valid reading ("
              + reasons(counts)
              + "). Check the columns, units and time format in "
              + dataset.origin());
    }
    return JobException.noInput(
        "data set "
            + dataset.name()
            + " has no readings in the range that was asked for: widen --from and --to");
  }

  private static String reasons(Map<String, Long> counts) {
    StringBuilder text = new StringBuilder();
    counts.forEach(
        (key, n) -> {
          if (key.startsWith("rejected_")) {
            text.append(text.isEmpty() ? "" : ", ")
                .append(key.substring("rejected_".length()))
                .append(' ')
                .append(n);
          }
        });
    return text.toString();
  }

  private static void summarise(
      Dataset dataset, Map<String, Long> counts, String id, Progress progress) {
    progress.say(
        "imported %,d readings of %s%s (%,d without a value, %,d of segments left out, %,d rejected)"
            .formatted(
                count(counts, "accepted"),
                dataset.name(),
                dataset.synthetic() ? ", SYNTHETIC data" : "",
                count(counts, "missing"),
                count(counts, "filtered"),
                count(counts, "refused")));
    if (count(counts, "refused") > 0) {
      progress.say("rejected: " + reasons(counts) + "; the rows are kept in raw/_rejected/" + id);
    }
  }

  /** Names an import by all that decides its content. */
  private static final class ImportId {
    static String of(
        Dataset dataset,
        String networkHash,
        List<ReadingsSplit> splits,
        Path directory,
        ImportRange range)
        throws IOException {
      Set<Path> seen = new HashSet<>();
      StringBuilder all = new StringBuilder(dataset.text()).append(networkHash).append(range);
      for (ReadingsSplit split : splits) {
        for (ReadingsSplit.Slice slice : split.slices()) {
          Path file = directory.resolve(slice.file());
          all.append(slice.file());
          if (!slice.file().isEmpty() && Files.isRegularFile(file) && seen.add(file)) {
            all.append(CodeVersion.sha256(file));
          }
        }
      }
      String hash =
          CodeVersion.sha256(all.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 12);
      return dataset.name() + "-" + hash;
    }
  }
}
