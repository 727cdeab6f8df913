package com.trafficprediction.storage.layout;

import java.time.Instant;
import java.util.Optional;

/**
 * Whose readings a commit of the master data set holds, and of which time; kept among the settings
 * of its manifest.
 *
 * @param dataset name of the data set, as its network names it
 * @param start start of the first reading
 * @param end end of the last reading's interval; after {@code start}
 */
public record DataSpan(String dataset, Instant start, Instant end) {
  private static final String DATASET = "dataset";
  private static final String START = "start";
  private static final String END = "end";

  public DataSpan {
    if (!start.isBefore(end)) {
      throw new IllegalArgumentException("readings from " + start + " to " + end);
    }
  }

  /** What a manifest says; empty for a commit without readings. */
  public static Optional<DataSpan> of(OutputManifest manifest) {
    String dataset = manifest.settings().get(DATASET);
    String start = manifest.settings().get(START);
    String end = manifest.settings().get(END);
    return dataset == null || start == null || end == null
        ? Optional.empty()
        : Optional.of(new DataSpan(dataset, Instant.parse(start), Instant.parse(end)));
  }

  /** Says it in a manifest. */
  public OutputManifest.Builder describe(OutputManifest.Builder manifest) {
    return manifest
        .setting(DATASET, dataset)
        .setting(START, start.toString())
        .setting(END, end.toString());
  }
}
