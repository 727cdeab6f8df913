package com.trafficprediction.batch.ingest;

import com.trafficprediction.batch.command.JobException;
import com.trafficprediction.storage.layout.OutputManifest;
import com.trafficprediction.storage.layout.PartitionedData;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
   * @param span time of the new import
   * @param choice what the user asked for, if anything
   * @throws JobException when an earlier import overlaps the new one and reaches beyond it, and the
   *     user did not say what to do
   */
  static List<OutputManifest> replacedBy(
      PartitionedData raw, String dataset, ImportRange span, @Nullable Choice choice)
      throws IOException {
    List<OutputManifest> replaced = new ArrayList<>();
    if (choice == Choice.KEEP) {
      return replaced;
    }
    for (OutputManifest earlier : raw.listCommits()) {
      if (!dataset.equals(earlier.settings().get(ImportCommand.DATASET))) {
        continue;
      }
      long from = millis(earlier, ImportCommand.START);
      long until = millis(earlier, ImportCommand.END);
      boolean overlaps = from < span.untilMillis() && span.fromMillis() < until;
      boolean within = span.fromMillis() <= from && until <= span.untilMillis();
      if (overlaps && !within && choice == null) {
        throw JobException.usage(
            "import "
                + earlier.id()
                + " of this data set reaches from "
                + Instant.ofEpochMilli(from)
                + " to "
                + Instant.ofEpochMilli(until)
                + ", beyond this one: nothing was imported. Say --earlier keep to have both"
                + " (readings with the same event id are one), or --earlier replace to drop it");
      }
      if (overlaps) {
        replaced.add(earlier);
      }
    }
    return replaced;
  }

  private static long millis(OutputManifest manifest, String setting) {
    return Instant.parse(manifest.settings().getOrDefault(setting, "")).toEpochMilli();
  }
}
