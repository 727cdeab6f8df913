package com.trafficprediction.batch.plan;

import com.trafficprediction.batch.command.JobException;
import com.trafficprediction.batch.ingest.ImportCommand;
import com.trafficprediction.storage.archive.EventArchive;
import com.trafficprediction.storage.layout.DataSpan;
import com.trafficprediction.storage.layout.DatePartition;
import com.trafficprediction.storage.layout.HdfsLayout;
import com.trafficprediction.storage.layout.OutputManifest;
import com.trafficprediction.storage.layout.PartitionedData;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * The master data set of one source as it is now: what was imported, and what came since by Kafka
 * and was archived. Both hold the same records with the same event ids, so that a reading that is
 * in both counts once.
 *
 * @param dataset the source's name
 * @param network content hash of the network that was imported last
 * @param split suggested split, such as {@code 70/10/20}
 * @param start start of the first reading
 * @param end end of what is whole and goes on without a long gap: beyond it, readings may be
 *     missing yet, or are apart from the rest, as a single reading of today is
 * @param last end of the last reading of all
 * @param files all files, sorted
 */
record MasterData(
    String dataset,
    String network,
    String split,
    Instant start,
    Instant end,
    Instant last,
    List<String> files) {
  /** Archived readings after a longer gap are learned from only when {@code --until} says so. */
  static final Duration LONGEST_GAP = Duration.ofDays(7);

  /**
   * Looks up the data.
   *
   * @param named the source's name; null for the one imported last
   * @param withArchive whether archived events count too
   * @throws JobException when nothing was imported, or nothing of that name
   */
  static MasterData find(
      FileSystem files, HdfsLayout layout, @Nullable String named, boolean withArchive)
      throws IOException {
    List<OutputManifest> all =
        new PartitionedData(files, layout.raw())
            .listCommits().stream()
                .sorted(Comparator.comparing(OutputManifest::createdAt))
                .toList();
    if (all.isEmpty()) {
      throw JobException.noInput(
          "nothing has been imported below " + layout.root() + ": run the import job first");
    }
    String name = named == null ? span(all.get(all.size() - 1)).dataset() : named;
    List<OutputManifest> imports = of(name, all);
    if (imports.isEmpty()) {
      throw JobException.noInput(
          "no data set named "
              + name
              + " has been imported; there are "
              + all.stream().map(manifest -> span(manifest).dataset()).distinct().toList());
    }
    OutputManifest newest = imports.get(imports.size() - 1);
    MasterData imported =
        new MasterData(
            name,
            setting(newest, ImportCommand.NETWORK),
            setting(newest, ImportCommand.SPLIT),
            start(imports),
            end(imports),
            end(imports),
            paths(imports, layout.raw()));
    return withArchive ? imported.withArchive(files, layout) : imported;
  }

  /** Goes on with what was archived, up to the last day that is whole. */
  private MasterData withArchive(FileSystem files, HdfsLayout layout) throws IOException {
    List<OutputManifest> flushes =
        of(dataset, new PartitionedData(files, layout.archivedEvents()).listCommits());
    if (flushes.isEmpty()) {
      return this;
    }
    Instant sealed =
        EventArchive.findSealedUntil(files, layout.archivedEvents()).orElse(Instant.MIN);
    List<DataSpan> hours = hoursOf(flushes);
    Instant whole = end;
    for (DataSpan hour : hours) {
      boolean goesOn = !hour.start().isAfter(whole.plus(LONGEST_GAP));
      if (goesOn && hour.start().isBefore(sealed)) {
        whole = latest(whole, earliest(hour.end(), sealed));
      }
    }
    Instant first = start;
    for (int i = hours.size() - 1; i >= 0; i--) {
      DataSpan hour = hours.get(i);
      if (!hour.end().isBefore(first.minus(LONGEST_GAP))) {
        first = earliest(first, hour.start());
      }
    }
    List<String> both = new ArrayList<>(this.files);
    both.addAll(paths(flushes, layout.archivedEvents()));
    return new MasterData(
        dataset,
        network,
        split,
        first,
        whole,
        latest(last, end(flushes)),
        both.stream().sorted().toList());
  }

  /** The hours with readings, in time: a flush may hold those of one day and of another year. */
  private static List<DataSpan> hoursOf(List<OutputManifest> flushes) {
    List<DataSpan> hours = new ArrayList<>();
    for (OutputManifest flush : flushes) {
      DataSpan all = span(flush);
      for (OutputManifest.DataFile file : flush.files()) {
        DatePartition hour = DatePartition.findIn(file.path()).orElseThrow();
        Instant from = latest(all.start(), hour.start());
        Instant until = earliest(all.end(), hour.end());
        if (from.isBefore(until)) {
          hours.add(new DataSpan(all.dataset(), from, until));
        }
      }
    }
    hours.sort(Comparator.comparing(DataSpan::start));
    return hours;
  }

  private static List<OutputManifest> of(String dataset, Collection<OutputManifest> all) {
    return all.stream()
        .filter(
            manifest ->
                DataSpan.of(manifest).filter(span -> span.dataset().equals(dataset)).isPresent())
        .toList();
  }

  private static Instant start(List<OutputManifest> commits) {
    return commits.stream().map(m -> span(m).start()).min(Comparator.naturalOrder()).orElseThrow();
  }

  private static Instant end(List<OutputManifest> commits) {
    return commits.stream().map(m -> span(m).end()).max(Comparator.naturalOrder()).orElseThrow();
  }

  private static Instant earliest(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static List<String> paths(List<OutputManifest> commits, Path root) {
    return commits.stream()
        .flatMap(manifest -> manifest.files().stream())
        .map(file -> new Path(root, file.path()).toString())
        .sorted()
        .toList();
  }

  private static DataSpan span(OutputManifest manifest) {
    return DataSpan.of(manifest).orElseThrow(() -> silent(manifest, "time"));
  }

  private static String setting(OutputManifest manifest, String name) {
    return Optional.ofNullable(manifest.settings().get(name))
        .orElseThrow(() -> silent(manifest, name));
  }

  private static JobException silent(OutputManifest manifest, String what) {
    return JobException.failure(
        "import " + manifest.id() + " does not say its " + what + ": import the data set again");
  }
}
