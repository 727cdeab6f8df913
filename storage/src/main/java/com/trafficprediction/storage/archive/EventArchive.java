package com.trafficprediction.storage.archive;

import com.trafficprediction.core.network.Network;
import com.trafficprediction.schemas.TrafficEvent;
import com.trafficprediction.storage.layout.CommittedOutput;
import com.trafficprediction.storage.layout.DataSpan;
import com.trafficprediction.storage.layout.DatePartition;
import com.trafficprediction.storage.layout.FileBytes;
import com.trafficprediction.storage.layout.LinearCommits;
import com.trafficprediction.storage.layout.OutputManifest;
import com.trafficprediction.storage.layout.OutputManifest.DataFile;
import com.trafficprediction.storage.parquet.ParquetSink;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The archive of {@code traffic-events}: files by hour of event time, and a manifest per flush with
 * the offsets that it covers. The manifests are numbered, and no two have one number: whoever
 * writes the next has seen the one before, so that two processes cannot both archive an offset.
 *
 * <p>For use by one thread.
 */
public final class EventArchive {
  private static final String PRODUCER = "archive";
  private static final String DAYS = "year=*/month=*/day=*";
  private static final int MOST_ATTEMPTS = 20;

  private final FileSystem files;
  private final Configuration configuration;
  private final Path root;
  private final LinearCommits commits;
  private final Network network;
  private final String writer;
  private final Clock clock;
  private ArchiveState state;
  private long written;
  private Instant sealedUntil = Instant.MIN;

  /**
   * Opens the archive.
   *
   * @param root its directory; nothing needs to exist yet
   * @param topicId the topic's incarnation
   * @param network what the events were checked against
   * @param writer names this process's files; unique among processes and restarts
   */
  public EventArchive(
      FileSystem files,
      Configuration configuration,
      Path root,
      String topicId,
      Network network,
      String writer,
      Clock clock)
      throws IOException {
    this.files = files;
    this.configuration = configuration;
    this.root = root;
    this.commits = new LinearCommits(files, root);
    this.network = network;
    this.writer = writer;
    this.clock = clock;
    this.state = new ArchiveState(topicId, network.dataset(), 0, new TreeMap<>());
    reload();
  }

  /** How far the archive is, by partition; a partition without an event is not in it. */
  public SortedMap<Integer, ArchivePosition> positions() {
    return new TreeMap<>(state.positions());
  }

  /**
   * The end of the newest day that is sealed: up to here every partition has been archived.
   *
   * @param root the archive's directory
   * @return empty before the first
   */
  public static Optional<Instant> findSealedUntil(FileSystem files, Path root) throws IOException {
    return daysBelow(files, root).entrySet().stream()
        .filter(day -> day.getValue())
        .map(day -> day.getKey().end())
        .max(Comparator.naturalOrder());
  }

  /** Looks again how far it is: other processes write to it as well. */
  public void reload() throws IOException {
    long known = state.sequence();
    long newest = known > 0 ? commits.findNewestSince(known) : commits.findNewest().orElse(0);
    if (newest > known) {
      state = ArchiveState.of(commits.get(newest), newest, state.topicId(), network.dataset());
    }
  }

  /**
   * Archives events: all of them, or none.
   *
   * @param events in any order; sorted here
   * @param from where each partition stood when its first event was read
   * @param to where it stands behind its last one; the same partitions
   * @throws ArchiveConflictException when another process archived one of the partitions meanwhile;
   *     nothing was archived
   */
  public void flush(
      List<TrafficEvent> events, Map<Integer, Long> from, Map<Integer, ArchivePosition> to)
      throws IOException {
    List<DataFile> data = write(events);
    for (int attempt = 1; ; attempt++) {
      requireUnmoved(from);
      ArchiveState next = state.with(to);
      try {
        commits.put(next.sequence(), manifest(next, events, from, data), writer);
        state = next;
        return;
      } catch (FileAlreadyExistsException e) {
        if (attempt == MOST_ATTEMPTS) {
          throw e;
        }
        reload();
      }
    }
  }

  /** A partition that the archive does not know yet is where we began. */
  private void requireUnmoved(Map<Integer, Long> from) throws ArchiveConflictException {
    for (Map.Entry<Integer, Long> ours : from.entrySet()) {
      ArchivePosition position = state.positions().get(ours.getKey());
      if (position != null && position.nextOffset() != ours.getValue()) {
        throw new ArchiveConflictException(
            "partition "
                + ours.getKey()
                + " is archived up to "
                + position.nextOffset()
                + ", not "
                + ours.getValue()
                + ": another process did it");
      }
    }
  }

  private List<DataFile> write(List<TrafficEvent> events) throws IOException {
    List<TrafficEvent> sorted = new ArrayList<>(events);
    sorted.sort(
        Comparator.comparingLong((TrafficEvent e) -> hours(e.getTimestamp()))
            .thenComparing(TrafficEvent::getSegmentId)
            .thenComparing(TrafficEvent::getTimestamp));
    List<DataFile> data = new ArrayList<>();
    int from = 0;
    while (from < sorted.size()) {
      DatePartition hour = DatePartition.hourOf(sorted.get(from).getTimestamp());
      int to = from;
      while (to < sorted.size()
          && DatePartition.hourOf(sorted.get(to).getTimestamp()).equals(hour)) {
        to++;
      }
      data.add(writeHour(hour, sorted.subList(from, to)));
      from = to;
    }
    return data;
  }

  /** Hours are UTC's, as {@link DatePartition}'s are. */
  private static long hours(Instant timestamp) {
    return Math.floorDiv(timestamp.getEpochSecond(), 3_600);
  }

  private DataFile writeHour(DatePartition hour, List<TrafficEvent> events) throws IOException {
    String path = "%s/%s-%06d.snappy.parquet".formatted(hour.path(), writer, written++);
    Path file = new Path(root, path);
    try (ParquetSink<TrafficEvent> sink =
        ParquetSink.create(configuration, file, TrafficEvent.class)) {
      for (TrafficEvent event : events) {
        sink.write(event);
      }
    }
    return new DataFile(path, files.getFileStatus(file).getLen(), FileBytes.sha256(files, file));
  }

  private OutputManifest manifest(
      ArchiveState next, List<TrafficEvent> events, Map<Integer, Long> from, List<DataFile> data) {
    OutputManifest.Builder manifest =
        OutputManifest.builder(PRODUCER, writer, clock.instant())
            .id(LinearCommits.idOf(next.sequence()))
            .count("events", events.size());
    next.writeTo(manifest);
    span(events).ifPresent(span -> span.describe(manifest));
    from.forEach((partition, start) -> manifest.setting("start." + partition, start.toString()));
    return manifest.files(data).build();
  }

  /**
   * A flush may only say how far silent partitions are. After the network was changed, events of
   * the one before may still come; they are kept, but say nothing of this one's time.
   */
  private Optional<DataSpan> span(List<TrafficEvent> events) {
    List<TrafficEvent> ours =
        events.stream().filter(event -> network.contains(event.getSegmentId())).toList();
    Optional<Instant> start =
        ours.stream().map(TrafficEvent::getTimestamp).min(Comparator.naturalOrder());
    Optional<Instant> end =
        ours.stream()
            .map(event -> event.getTimestamp().plusSeconds(event.getIntervalSeconds()))
            .max(Comparator.naturalOrder());
    return start.isPresent() && end.isPresent()
        ? Optional.of(new DataSpan(network.dataset(), start.get(), end.get()))
        : Optional.empty();
  }

  /**
   * Marks days with {@code _SUCCESS} that every partition has passed.
   *
   * @param partitions how many partitions the topic has
   * @param delayMillis how far beyond a day's end a partition must be
   * @return the instant up to which days are sealed; empty before the first
   */
  public Optional<Instant> seal(int partitions, long delayMillis) throws IOException {
    long passed = Long.MAX_VALUE;
    for (int partition = 0; partition < partitions; partition++) {
      ArchivePosition position = state.positions().get(partition);
      if (position == null || position.newestMillis() == ArchivePosition.NOTHING_YET) {
        return Optional.empty();
      }
      passed = Math.min(passed, position.newestMillis());
    }
    Instant end = DatePartition.dayOf(Instant.ofEpochMilli(passed - delayMillis)).start();
    if (end.isAfter(sealedUntil)) {
      sealDaysBefore(end);
      sealedUntil = end;
    }
    return Optional.of(end);
  }

  private void sealDaysBefore(Instant end) throws IOException {
    for (Map.Entry<DatePartition, Boolean> day : daysBelow(files, root).entrySet()) {
      if (!day.getValue() && !day.getKey().end().isAfter(end)) {
        files
            .create(new Path(new Path(root, day.getKey().path()), CommittedOutput.SUCCESS), true)
            .close();
      }
    }
  }

  /** The days that have a directory, and whether they are sealed. */
  private static Map<DatePartition, Boolean> daysBelow(FileSystem files, Path root)
      throws IOException {
    Map<DatePartition, Boolean> days = new LinkedHashMap<>();
    FileStatus[] found = files.globStatus(new Path(root, DAYS));
    String base = files.makeQualified(root).toUri().getPath() + "/";
    for (FileStatus day : found == null ? new FileStatus[0] : found) {
      Optional<DatePartition> partition =
          DatePartition.findIn(day.getPath().toUri().getPath().substring(base.length()));
      if (partition.isPresent()) {
        days.put(partition.get(), files.exists(new Path(day.getPath(), CommittedOutput.SUCCESS)));
      }
    }
    return days;
  }
}
