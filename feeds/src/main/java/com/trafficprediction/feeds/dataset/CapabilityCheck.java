package com.trafficprediction.feeds.dataset;

import com.trafficprediction.core.network.Capabilities;
import com.trafficprediction.feeds.mapping.CapabilitiesMapping;
import com.trafficprediction.feeds.mapping.DatasetMapping;
import com.trafficprediction.feeds.mapping.MeasuredQuantity;
import com.trafficprediction.feeds.mapping.ReadingsMapping;
import com.trafficprediction.feeds.mapping.SegmentsMapping;
import com.trafficprediction.feeds.source.FeedException;
import com.trafficprediction.feeds.source.FeedException.Kind;
import org.jspecify.annotations.Nullable;

/** What a data set supports: what its mapping reaches. A claim that differs is an error. */
final class CapabilityCheck {
  private final String origin;
  private final Capabilities mapped;

  private CapabilityCheck(String origin, Capabilities mapped) {
    this.origin = origin;
    this.mapped = mapped;
  }

  /** Capabilities of readings that are files. */
  static Capabilities ofFiles(String origin, DatasetMapping mapping) {
    SegmentsMapping segments = mapping.segments();
    if (segments == null || !(mapping.readings() instanceof ReadingsMapping.Files files)) {
      throw new IllegalStateException("not a data set of files: " + origin);
    }
    Capabilities mapped =
        new Capabilities(
            files.has(MeasuredQuantity.VOLUME),
            files.has(MeasuredQuantity.OCCUPANCY),
            segments.columns().length() != null,
            segments.hasFreeways(),
            files.hasObserved());
    return new CapabilityCheck(origin, mapped).check(mapping.capabilities());
  }

  /** Capabilities of readings that are computed. */
  static Capabilities ofGenerated(String origin, DatasetMapping mapping, Capabilities generated) {
    return new CapabilityCheck(origin, generated).check(mapping.capabilities());
  }

  private Capabilities check(@Nullable CapabilitiesMapping claimed) {
    if (claimed != null) {
      Capabilities said = claimed.toCapabilities();
      same("volume", said.volume(), mapped.volume(), "a volume in readings");
      same("occupancy", said.occupancy(), mapped.occupancy(), "an occupancy in readings");
      same("lengths", said.lengths(), mapped.lengths(), "segments.columns.length");
      same("freeways", said.freeways(), mapped.freeways(), "segments.columns.postmile");
      same(
          "observed_share",
          said.observedShare(),
          mapped.observedShare(),
          "observed or imputed in readings");
    }
    return mapped;
  }

  private void same(String capability, boolean claimed, boolean has, String what) {
    if (claimed != has) {
      throw new FeedException(
          Kind.DATASET_FILE,
          origin
              + ": capabilities."
              + capability
              + ": says "
              + claimed
              + ", but the mapping has "
              + (has ? "" : "no ")
              + what
              + "; correct one of the two");
    }
  }
}
