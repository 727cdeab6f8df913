package com.trafficprediction.serving.events;

import com.trafficprediction.serving.latest.Entry;
import com.trafficprediction.serving.latest.Kind;
import com.trafficprediction.serving.latest.LatestBoard;
import com.trafficprediction.serving.latest.OffsetVector;
import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What one client is to be sent next. Holds no events: only how far the client is on the board, so
 * that a slow client costs nothing and gets the newest state of each key when it is ready. Not
 * thread-safe.
 */
final class StreamFeed {
  /**
   * After so many bytes a client is asked again whether it is ready, and gets what is newest then.
   */
  private static final int ROUND_BYTES = 128 << 10;

  private final LatestBoard board;
  private final FrameCache cache;
  private final Options options;
  private long cursor;
  private boolean begun;

  /**
   * What a client asked for.
   *
   * @param batch one event per tick with all that is new, instead of one per change
   * @param model version of an external model to follow; empty for ours
   * @param lastEventId where it was when it was cut off; empty for a new client
   */
  record Options(boolean batch, String model, String lastEventId) {}

  StreamFeed(LatestBoard board, FrameCache cache, Options options) {
    this.board = board;
    this.cache = cache;
    this.options = options;
  }

  /** The state now, or for a client that comes back what it has missed. */
  byte[] begin() {
    begun = true;
    long now = board.sequence();
    OffsetVector vector = board.vector();
    cursor = now;
    Optional<OffsetVector> seen = OffsetVector.parse(options.lastEventId());
    if (seen.isPresent() && !seen.get().isAheadOf(vector)) {
      List<Entry> missed = board.unseenBy(seen.get()).stream().filter(this::isWanted).toList();
      return missed.isEmpty() ? new byte[0] : events(missed);
    }
    return initial(vector);
  }

  private byte[] initial(OffsetVector vector) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        Frames.many("initial", vector.toString(), board.listPredictions(options.model())));
    for (Entry incident : board.listIncidents()) {
      incident.writeFrame(out);
    }
    return out.toByteArray();
  }

  /**
   * What is new, in the order of change, at most about {@value #ROUND_BYTES} bytes; may be empty.
   */
  byte[] next() {
    if (!begun) {
      return begin();
    }
    long newest = board.sequence();
    if (newest == cursor) {
      return new byte[0];
    }
    if (options.batch()) {
      byte[] frame =
          options.model().isEmpty()
              ? cache.get(cursor, newest, () -> batch(cursor))
              : batch(cursor);
      cursor = newest;
      return frame;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Entry entry : board.since(cursor)) {
      cursor = entry.sequence();
      if (isWanted(entry)) {
        entry.writeFrame(out);
      }
      if (out.size() >= ROUND_BYTES) {
        break;
      }
    }
    return out.toByteArray();
  }

  private byte[] batch(long after) {
    return events(board.since(after).stream().filter(this::isWanted).toList());
  }

  private byte[] events(Collection<Entry> entries) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (!options.batch()) {
      entries.forEach(entry -> entry.writeFrame(out));
      return out.toByteArray();
    }
    Map<Boolean, List<Entry>> byKind =
        entries.stream().collect(Collectors.partitioningBy(e -> e.kind() == Kind.INCIDENT));
    List<Entry> incidents = byKind.getOrDefault(true, List.of());
    List<Entry> predictions = byKind.getOrDefault(false, List.of());
    incidents.forEach(incident -> incident.writeFrame(out));
    if (!predictions.isEmpty()) {
      out.writeBytes(Frames.many("batch", latestId(entries), predictions));
    }
    return out.toByteArray();
  }

  private static String latestId(Collection<Entry> entries) {
    String id = "";
    for (Entry entry : entries) {
      id = entry.id();
    }
    return id;
  }

  private boolean isWanted(Entry entry) {
    return entry.kind() == Kind.INCIDENT || entry.model().equals(options.model());
  }

  /** Frames that many clients get: those between two places on the board. Thread-safe. */
  static final class FrameCache {
    private static final int KEPT = 32;

    private final Map<Long, Map.Entry<Long, byte[]>> frames =
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Long, Map.Entry<Long, byte[]>> eldest) {
            return size() > KEPT;
          }
        };

    /** The frame of what changed in (from, to]; made once. */
    synchronized byte[] get(long from, long to, java.util.function.Supplier<byte[]> make) {
      Map.Entry<Long, byte[]> known = frames.get(from);
      if (known != null && known.getKey() == to) {
        return known.getValue();
      }
      byte[] made = make.get();
      frames.put(from, Map.entry(to, made));
      return made;
    }
  }
}
