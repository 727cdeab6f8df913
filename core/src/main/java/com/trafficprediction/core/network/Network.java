package com.trafficprediction.core.network;

import com.trafficprediction.core.calendar.LocalCalendar;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The segments of one data set, sorted by id, with the local time and holidays they live in.
 * Immutable and thread-safe.
 */
public final class Network {
  private static final double MARGIN_DEGREES = 0.01;

  private final String dataset;
  private final boolean synthetic;
  private final ZoneId zone;
  private final Set<LocalDate> holidays;
  private final Capabilities capabilities;
  private final List<Segment> segments;
  private final Map<String, Integer> indexById;
  private final Bounds bounds;

  /**
   * @param dataset name of the data set; the source part of derived event ids
   * @param synthetic true when the readings come from a model; shown wherever they are shown
   * @param zone time zone of the road
   * @param holidays local dates that count as Sundays
   * @param capabilities what the data set can support
   * @param segments at least one, ids unique, in any order
   */
  public Network(
      String dataset,
      boolean synthetic,
      ZoneId zone,
      Set<LocalDate> holidays,
      Capabilities capabilities,
      List<Segment> segments) {
    if (segments.isEmpty()) {
      throw new IllegalArgumentException("data set " + dataset + " has no segments");
    }
    this.dataset = dataset;
    this.synthetic = synthetic;
    this.zone = zone;
    this.holidays = Set.copyOf(holidays);
    this.capabilities = capabilities;
    this.segments = segments.stream().sorted(Comparator.comparing(Segment::id)).toList();
    this.indexById = new HashMap<>();
    for (Segment segment : this.segments) {
      if (indexById.put(segment.id(), indexById.size()) != null) {
        throw new IllegalArgumentException("segment " + segment.id() + " is defined twice");
      }
    }
    this.bounds = Bounds.around(this.segments, MARGIN_DEGREES);
  }

  public String dataset() {
    return dataset;
  }

  public boolean synthetic() {
    return synthetic;
  }

  public ZoneId zone() {
    return zone;
  }

  /** Holidays in ascending order. */
  public List<LocalDate> holidays() {
    return List.copyOf(new TreeSet<>(holidays));
  }

  public Capabilities capabilities() {
    return capabilities;
  }

  /** All segments, ascending by id. */
  public List<Segment> segments() {
    return segments;
  }

  /** Where coordinates of readings may lie: the segments' box, about 1 km wider. */
  public Bounds bounds() {
    return bounds;
  }

  public boolean contains(String segmentId) {
    return indexById.containsKey(segmentId);
  }

  /** The segment with this id, if there is one. */
  public Optional<Segment> find(String segmentId) {
    Integer index = indexById.get(segmentId);
    return index == null ? Optional.empty() : Optional.of(segments.get(index));
  }

  /**
   * The segment with this id.
   *
   * @throws IllegalArgumentException when there is none
   */
  public Segment get(String segmentId) {
    return segments.get(indexOf(segmentId));
  }

  /**
   * Position of a segment in {@link #segments()}.
   *
   * @throws IllegalArgumentException when there is none with this id
   */
  public int indexOf(String segmentId) {
    Integer index = indexById.get(segmentId);
    if (index == null) {
      throw new IllegalArgumentException(
          "segment " + segmentId + " is not in the network of data set " + dataset);
    }
    return index;
  }

  /** The network's local time. */
  public LocalCalendar calendar() {
    return new LocalCalendar(zone, holidays);
  }
}
