package com.trafficprediction.core.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Who is up- and downstream of whom, and how that was found. Immutable and thread-safe. */
public final class NeighbourGraph {
  /** How neighbours were found. */
  public enum Method {
    /** Adjacent stations of one freeway, direction and lane type, by postmile. */
    POSTMILE,
    /** Road distances published with the data set. */
    DISTANCE_FILE,
    /** Near by coordinates, ranked by how well one's past explains the other's next change. */
    LAGGED_CORRELATION
  }

  private final Method method;
  private final SortedMap<String, Neighbours> bySegment;
  private final Map<String, List<String>> dependents;

  public NeighbourGraph(Method method, Map<String, Neighbours> bySegment) {
    this.method = method;
    this.bySegment = Collections.unmodifiableSortedMap(new TreeMap<>(bySegment));
    this.dependents = new TreeMap<>();
    this.bySegment.forEach(this::addDependent);
  }

  private void addDependent(String id, Neighbours neighbours) {
    for (String other : neighbours.all()) {
      if (other.equals(id)) {
        throw new IllegalArgumentException("segment " + id + " cannot be its own neighbour");
      }
      dependents.computeIfAbsent(other, k -> new ArrayList<>()).add(id);
    }
  }

  public Method method() {
    return method;
  }

  /** Neighbours by segment id, ascending. */
  public SortedMap<String, Neighbours> bySegment() {
    return bySegment;
  }

  /** Neighbours of a segment; {@link Neighbours#NONE} for one that has none. */
  public Neighbours of(String segmentId) {
    return bySegment.getOrDefault(segmentId, Neighbours.NONE);
  }

  /** Segments whose features read this one, itself not among them. */
  public List<String> dependentsOf(String segmentId) {
    return Collections.unmodifiableList(dependents.getOrDefault(segmentId, List.of()));
  }
}
