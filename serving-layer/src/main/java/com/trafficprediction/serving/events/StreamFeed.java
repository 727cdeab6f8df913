package com.trafficprediction.serving.events;

import com.trafficprediction.serving.latest.Entry;
import com.trafficprediction.serving.latest.Kind;
import com.trafficprediction.serving.latest.LatestBoard;
import com.trafficprediction.serving.latest.OffsetVector;
import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
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
  private Frame begin() {
    begun = true;
    long now = board.sequence();
    OffsetVector vector = board.vector();
    Optional<OffsetVector> seen = OffsetVector.parse(options.lastEventId());
    boolean resumes = seen.isPresent() && !seen.get().isAheadOf(vector);
    return take(
        resumes ? "missed" : "initial",
        resumes ? options.lastEventId() : "",
        now,
        () -> Frame.of(resumes ? missed(seen.get()) : initial(vector)),
        now);
  }

  private byte[] missed(OffsetVector seen) {
    List<Entry> missed = board.unseenBy(seen).stream().filter(this::isWanted).toList();
    return missed.isEmpty() ? new byte[0] : events(missed);
  }

  /** A frame that others at the same place get, too. */
  private Frame take(String what, String from, long to, Supplier<Frame> make, long after) {
    FrameCache.Piece piece =
        cache.get(key(what, from, to), () -> new FrameCache.Piece(make.get(), after));
    cursor = piece.cursor();
    return piece.frame();
  }

  private FrameCache.Key key(String what, String from, long to) {
    return new FrameCache.Key(what + options.batch() + options.model(), from, to);
  }

  private byte[] initial(OffsetVector vector) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<Entry> incidents = board.listIncidents();
    String id = incidents.isEmpty() ? vector.toString() : "";
    out.writeBytes(Frames.many("initial", id, board.listPredictions(options.model())));
    writeLastWithId(out, incidents, vector.toString());
    return out.toByteArray();
  }

  /**
   * Writes incidents, of which the last alone moves a client to where all of this is known: one
   * that is cut off before it gets all of it again.
   */
  private static void writeLastWithId(ByteArrayOutputStream out, List<Entry> incidents, String id) {
    for (int i = 0; i < incidents.size(); i++) {
      out.writeBytes(Frames.one(incidents.get(i), i == incidents.size() - 1 ? id : ""));
    }
  }

  /**
   * What is new, in the order of change, at most about {@value #ROUND_BYTES} bytes unless it is a
   * batch; may be empty.
   */
  Frame next() {
    if (!begun) {
      Frame first = begin();
      return first.isEmpty() ? next() : first;
    }
    long newest = board.sequence();
    long from = cursor;
    if (newest == from) {
      return Frame.NONE;
    }
    if (options.batch()) {
      return take("batch", Long.toString(from), newest, () -> Frame.of(batch(from)), newest);
    }
    FrameCache.Piece piece = cache.get(key("each", Long.toString(from), newest), () -> each(from));
    cursor = piece.cursor();
    return piece.frame();
  }

  private FrameCache.Piece each(long from) {
    long last = from;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Entry entry : board.since(from)) {
      last = entry.sequence();
      if (isWanted(entry)) {
        entry.writeFrame(out);
      }
      if (out.size() >= ROUND_BYTES) {
        break;
      }
    }
    return new FrameCache.Piece(Frame.of(out.toByteArray()), last);
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
    if (!predictions.isEmpty()) {
      String id = incidents.isEmpty() ? latestId(entries) : "";
      out.writeBytes(Frames.many("batch", id, predictions));
    }
    writeLastWithId(out, incidents, latestId(entries));
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
}
