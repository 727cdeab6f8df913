package com.trafficprediction.batch.ingest;

import com.trafficprediction.batch.command.JobException;
import com.trafficprediction.storage.layout.DataSpan;
import com.trafficprediction.storage.layout.OutputManifest;
import com.trafficprediction.storage.layout.PartitionedData;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which earlier imports of a data set a new one replaces. Two imports of one time must not both
 * count when they disagree: readings of a corrected file would be blended with those of the wrong
 * one.
 */
final class EarlierImports {

  /** What the user asked for. */
  enum Choice {
    /** Both count; readings with the same event id are one. */
    KEEP,
    /** The earlier ones no longer count, as far as they may reach. */
    REPLACE
  }

  private EarlierImports() {}

  /**
   * The imports that a new one replaces.
   *
   * @param span whose readings the new import holds, and of which time
   * @param choice what the user asked for, if anything
   * @throws JobException when an earlier import overlaps the new one and reaches beyond it, and the
   *     user did not say what to do
   */
  static List<OutputManifest> replacedBy(
      PartitionedData raw, DataSpan span, @Nullable Choice choice) throws IOException {
    List<OutputManifest> replaced = new ArrayList<>();
    if (choice == Choice.KEEP) {
      return replaced;
    }
    for (OutputManifest earlier : raw.listCommits()) {
      Optional<DataSpan> found = DataSpan.of(earlier);
      if (found.isEmpty() || !found.get().dataset().equals(span.dataset())) {
        continue;
      }
      Instant from = found.get().start();
      Instant until = found.get().end();
      boolean overlaps = from.isBefore(span.end()) && span.start().isBefore(until);
      boolean within = !from.isBefore(span.start()) && !until.isAfter(span.end());
      if (overlaps && !within && choice == null) {
        throw JobException.usage(
            "import "
                + earlier.id()
                + " of this data set reaches from "
                + from
                + " to "
                + until
                + ", beyond this one: nothing was imported. Say --earlier keep to have both"
                + " (readings with the same event id are one), or --earlier replace to drop it");
      }
      if (overlaps) {
        replaced.add(earlier);
      }
    }
    return replaced;
  }
}
