package com.trafficprediction.feeds.dataset;

import com.trafficprediction.core.network.Capabilities;
import com.trafficprediction.feeds.mapping.CapabilitiesMapping;
import com.trafficprediction.feeds.mapping.DatasetMapping;
import com.trafficprediction.feeds.mapping.MeasuredQuantity;
import com.trafficprediction.feeds.mapping.ReadingsMapping;
import com.trafficprediction.feeds.mapping.SegmentsMapping;
import com.trafficprediction.feeds.source.FeedException;
import com.trafficprediction.feeds.source.FeedException.Kind;

/** What a data set supports: what its mapping reaches. A claim that differs is an error. */
final class CapabilityCheck {
  private CapabilityCheck() {}

  static Capabilities of(String origin, DatasetMapping mapping) {
    CapabilitiesMapping claimed = mapping.capabilities();
    SegmentsMapping segments = mapping.segments();
    if (segments == null || !(mapping.readings() instanceof ReadingsMapping.Files files)) {
      Capabilities all = new Capabilities(true, true, true, true, true);
      return claimed == null ? all : claimed.toCapabilities();
    }
    Capabilities mapped =
        new Capabilities(
            files.has(MeasuredQuantity.VOLUME),
            files.has(MeasuredQuantity.OCCUPANCY),
            segments.columns().length() != null,
            segments.hasFreeways(),
            files.hasObserved());
    if (claimed != null) {
      Capabilities said = claimed.toCapabilities();
      same(origin, "volume", said.volume(), mapped.volume(), "a volume in readings");
      same(origin, "occupancy", said.occupancy(), mapped.occupancy(), "an occupancy in readings");
      same(origin, "lengths", said.lengths(), mapped.lengths(), "segments.columns.length");
      same(origin, "freeways", said.freeways(), mapped.freeways(), "segments.columns.postmile");
      same(
          origin,
          "observed_share",
          said.observedShare(),
          mapped.observedShare(),
          "observed or imputed in readings");
    }
    return mapped;
  }

  private static void same(
      String origin, String capability, boolean claimed, boolean mapped, String what) {
    if (claimed != mapped) {
      throw new FeedException(
          Kind.DATASET_FILE,
          origin
              + ": capabilities."
              + capability
              + ": says "
              + claimed
              + ", but the mapping has "
              + (mapped ? "" : "no ")
              + what
              + "; correct one of the two");
    }
  }
}
