package com.trafficprediction.batch.stage;

import com.trafficprediction.storage.layout.OutputManifest;
import java.util.Locale;
import java.util.Optional;

/**
 * What work took, as manifests carry it.
 *
 * @param wallSeconds elapsed time
 * @param cpuSeconds processor time: of this process with the local runner, else of its containers
 * @param peakHeapMb most heap in use, MB; NaN where containers did the work
 * @param residentMb most memory that this process had until then, heap and all else, MB; NaN where
 *     containers did the work or the system does not say
 */
public record Cost(double wallSeconds, double cpuSeconds, double peakHeapMb, double residentMb) {
  private static final String WALL = "wall_seconds";
  private static final String CPU = "cpu_seconds";
  private static final String HEAP = "peak_heap_mb";
  private static final String RESIDENT = "resident_mb";

  /** Of one piece of work after the other. */
  public Cost plus(Cost other) {
    return new Cost(
        wallSeconds + other.wallSeconds,
        cpuSeconds + other.cpuSeconds,
        Math.max(peakHeapMb, other.peakHeapMb),
        Math.max(residentMb, other.residentMb));
  }

  /** Of a part of the work. */
  public Cost times(double share) {
    return new Cost(wallSeconds * share, cpuSeconds * share, peakHeapMb, residentMb);
  }

  /** Adds it to a manifest. */
  public OutputManifest.Builder describe(OutputManifest.Builder manifest) {
    return manifest
        .setting(WALL, String.format(Locale.ROOT, "%.1f", wallSeconds))
        .setting(CPU, String.format(Locale.ROOT, "%.1f", cpuSeconds))
        .setting(HEAP, String.format(Locale.ROOT, "%.0f", peakHeapMb))
        .setting(RESIDENT, String.format(Locale.ROOT, "%.0f", residentMb));
  }

  /** Reads it from a manifest; empty when it has none. */
  public static Optional<Cost> of(OutputManifest manifest) {
    String wall = manifest.settings().get(WALL);
    String cpu = manifest.settings().get(CPU);
    String heap = manifest.settings().get(HEAP);
    return wall == null || cpu == null || heap == null
        ? Optional.empty()
        : Optional.of(
            new Cost(
                Double.parseDouble(wall),
                Double.parseDouble(cpu),
                Double.parseDouble(heap),
                Double.parseDouble(manifest.settings().getOrDefault(RESIDENT, "NaN"))));
  }
}
