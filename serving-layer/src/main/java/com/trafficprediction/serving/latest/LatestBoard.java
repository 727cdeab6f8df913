package com.trafficprediction.serving.latest;

import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.messaging.stream.Received;
import com.trafficprediction.schemas.IncidentStatus;
import com.trafficprediction.schemas.TrafficIncident;
import com.trafficprediction.schemas.TrafficPrediction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The latest forecast per segment, horizon and model, of external models the {@value #MAX_EXTERNAL}
 * heard of last, and the latest revision of each incident, in the order in which they changed. A
 * reader that remembers the last sequence it saw asks for what changed since and gets each key
 * once, in its newest state: nothing needs a queue, however slow the reader is.
 *
 * <p>Thread-safe: one thread per topic writes, any number read.
 */
public final class LatestBoard {
  private static final String OURS = "run-";
  private static final int MAX_KEYS = 200_000;
  private static final int MAX_INCIDENTS = 2_000;

  /** Models beside ours that are kept per segment and horizon: those heard of last. */
  public static final int MAX_EXTERNAL = 4;

  /** A forecast from so much further back is a replay that starts over, not a straggler. */
  private static final long STRAGGLER_MILLIS = 3_600_000;

  private final Map<String, Entry> byKey = new HashMap<>();
  private final ConcurrentSkipListMap<Long, Entry> bySequence = new ConcurrentSkipListMap<>();

  /** Keys of external models by segment and horizon, the one that changed longest ago first. */
  private final Map<String, Set<String>> external = new HashMap<>();

  private volatile long sequence;
  private volatile OffsetVector vector = OffsetVector.none();
  private int incidents;
  private @Nullable Set<String> segments;

  /** Tells where a reader of a topic starts. */
  public synchronized void started(Kind kind, Map<Integer, Long> positions) {
    vector = vector.startingAt(kind, positions);
  }

  /**
   * Forgets what is of other segments, and takes in none of theirs from now on: the topics may
   * still hold what another data set left. Before the first call all segments are taken.
   */
  public synchronized void keepOnly(Set<String> segmentIds) {
    segments = Set.copyOf(segmentIds);
    boolean changed = byKey.values().removeIf(entry -> isForeign(entry.segmentId()));
    if (changed) {
      external.values().removeIf(keys -> !byKey.keySet().containsAll(keys));
      bySequence.values().removeIf(entry -> isForeign(entry.segmentId()));
      incidents = listIncidents().size();
      sequence++;
    }
  }

  private boolean isForeign(String segmentId) {
    Set<String> known = segments;
    return known != null && !known.contains(segmentId);
  }

  /** Takes a forecast in, unless a newer one of its key is there. */
  public synchronized void apply(Received<TrafficPrediction> received) {
    TrafficPrediction next = received.value();
    String model = sourceOf(next.getModelVersion());
    String key = key(next.getSegmentId(), next.getPredictionHorizonMinutes(), model);
    OffsetVector after = vector.after(Kind.PREDICTION, received.partition(), received.offset());
    Entry before = byKey.get(key);
    if (isForeign(next.getSegmentId())
        || (before != null && isOlder(next, before.prediction()))
        || (before != null && wasRead(received) && isNotAfter(next, before.prediction()))
        || (before == null && byKey.size() >= MAX_KEYS)) {
      vector = after;
      return;
    }
    put(
        key,
        after,
        Entry.of(
            sequence + 1,
            model,
            next,
            new Entry.Place(received.partition(), received.offset(), after.toString())));
    if (!model.isEmpty()) {
      forgetExternal(key(next.getSegmentId(), next.getPredictionHorizonMinutes(), ""), key);
    }
  }

  /** Of too many external models of a segment, the one that changed longest ago goes. */
  private void forgetExternal(String ours, String changed) {
    Set<String> keys = external.computeIfAbsent(ours, k -> new LinkedHashSet<>());
    keys.remove(changed);
    keys.add(changed);
    if (keys.size() > MAX_EXTERNAL) {
      String oldest = keys.iterator().next();
      keys.remove(oldest);
      Entry gone = byKey.remove(oldest);
      if (gone != null) {
        bySequence.remove(gone.sequence());
      }
    }
  }

  /**
   * After a failure a topic is read again from further back: the board must not go back with it.
   */
  private boolean wasRead(Received<TrafficPrediction> received) {
    return vector.covers(Kind.PREDICTION, received.partition(), received.offset());
  }

  private static boolean isNotAfter(TrafficPrediction next, TrafficPrediction before) {
    return !next.getCreatedAt().isAfter(before.getCreatedAt());
  }

  private static boolean isOlder(TrafficPrediction next, TrafficPrediction before) {
    long behind = before.getTimestamp().toEpochMilli() - next.getTimestamp().toEpochMilli();
    if (behind == 0 && next.getModelVersion().equals(before.getModelVersion())) {
      return next.getRevision() < before.getRevision();
    }
    return behind > 0 && behind <= STRAGGLER_MILLIS;
  }

  /** Takes an incident in, unless a newer revision of it is there. */
  public synchronized void applyIncident(Received<TrafficIncident> received) {
    TrafficIncident next = received.value();
    OffsetVector after = vector.after(Kind.INCIDENT, received.partition(), received.offset());
    String key = "incident|" + next.getIncidentId();
    Entry before = byKey.get(key);
    if (isForeign(next.getSegmentId())
        || (before != null && next.getRevision() < before.incident().getRevision())) {
      vector = after;
      return;
    }
    incidents += before == null ? 1 : 0;
    put(
        key,
        after,
        Entry.of(
            sequence + 1,
            next,
            new Entry.Place(received.partition(), received.offset(), after.toString())));
    forgetIncidents();
  }

  /** The vector moves last: who reads it first and then the board misses nothing. */
  private void put(String key, OffsetVector after, Entry entry) {
    Entry before = byKey.put(key, entry);
    bySequence.put(entry.sequence(), entry);
    if (before != null) {
      bySequence.remove(before.sequence());
    }
    sequence = entry.sequence();
    vector = after;
  }

  /** Of too many incidents, those that are over and changed longest ago go first. */
  private void forgetIncidents() {
    Iterator<Entry> oldest = bySequence.values().iterator();
    while (incidents > MAX_INCIDENTS && oldest.hasNext()) {
      Entry entry = oldest.next();
      if (entry.kind() == Kind.INCIDENT && entry.incident().getStatus() != IncidentStatus.open) {
        oldest.remove();
        byKey.remove("incident|" + entry.incident().getIncidentId());
        incidents--;
      }
    }
  }

  /** Sequence of the last change. */
  public long sequence() {
    return sequence;
  }

  /** How far the board is in the topics. */
  public OffsetVector vector() {
    return vector;
  }

  /** What changed after a sequence, oldest change first; each key once. */
  public Collection<Entry> since(long after) {
    return bySequence.tailMap(after, false).values();
  }

  /** What a reader with that vector has not seen; each key once, oldest change first. */
  public List<Entry> unseenBy(OffsetVector seen) {
    return bySequence.values().stream()
        .filter(entry -> !seen.covers(entry.kind(), entry.partition(), entry.offset()))
        .toList();
  }

  /** The latest forecasts of our models, or of an external one. */
  public List<Entry> listPredictions(String model) {
    return bySequence.values().stream()
        .filter(entry -> entry.kind() == Kind.PREDICTION && entry.model().equals(model))
        .toList();
  }

  /** The incidents, most recent change last. */
  public List<Entry> listIncidents() {
    return bySequence.values().stream().filter(entry -> entry.kind() == Kind.INCIDENT).toList();
  }

  /** The latest forecast of our models. */
  public synchronized Optional<TrafficPrediction> find(String segmentId, Horizon horizon) {
    return Optional.ofNullable(byKey.get(key(segmentId, horizon.minutes(), "")))
        .map(Entry::prediction);
  }

  /** The latest forecasts of a segment by our models, or by an external one, nearest first. */
  public synchronized List<Entry> listPredictions(String segmentId, String model) {
    List<Entry> found = new ArrayList<>();
    for (Horizon horizon : Horizon.values()) {
      Entry entry = byKey.get(key(segmentId, horizon.minutes(), model));
      if (entry != null) {
        found.add(entry);
      }
    }
    return found;
  }

  /** Whether there is a forecast of our models. */
  public boolean hasForecasts() {
    return bySequence.values().stream()
        .anyMatch(entry -> entry.kind() == Kind.PREDICTION && entry.model().isEmpty());
  }

  private static String key(String segmentId, int horizon, String model) {
    return segmentId + '|' + horizon + '|' + model;
  }

  /** Empty for our own runs; an external model stands beside them, not in their place. */
  public static String sourceOf(String modelVersion) {
    return modelVersion.startsWith(OURS) ? "" : modelVersion;
  }
}
