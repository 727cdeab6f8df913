package com.trafficprediction.core.network;

import java.util.List;
import java.util.stream.Stream;

/**
 * The segments whose readings help to forecast one segment.
 *
 * @param upstream where its traffic comes from, nearest first, at most {@link #HOPS}
 * @param downstream where its traffic goes, nearest first, at most {@link #HOPS}
 * @param coLocated station of the other lane type at the same place; at most one
 */
public record Neighbours(List<String> upstream, List<String> downstream, List<String> coLocated) {
  /** Neighbours used in each direction. */
  public static final int HOPS = 4;

  public static final Neighbours NONE = new Neighbours(List.of(), List.of(), List.of());

  public Neighbours {
    upstream = List.copyOf(upstream);
    downstream = List.copyOf(downstream);
    coLocated = List.copyOf(coLocated);
    if (upstream.size() > HOPS || downstream.size() > HOPS || coLocated.size() > 1) {
      throw new IllegalArgumentException(
          "at most " + HOPS + " neighbours in each direction and one co-located station");
    }
  }

  /** All of them, each once: the halo whose windows the segment's features read. */
  public List<String> all() {
    return Stream.of(upstream, downstream, coLocated).flatMap(List::stream).distinct().toList();
  }
}
