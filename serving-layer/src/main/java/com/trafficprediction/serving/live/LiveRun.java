package com.trafficprediction.serving.live;

import com.trafficprediction.core.profile.SegmentProfile;
import com.trafficprediction.serving.forecast.ServedModels;
import com.trafficprediction.storage.hbase.BatchView;
import com.trafficprediction.storage.hbase.LivePointer;
import com.trafficprediction.storage.network.StoredNetwork;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything a request may read of the batch side, resolved once. Immutable and thread-safe; the
 * view's tables stay readable until the run is pruned.
 */
public final class LiveRun {
  private final StoredNetwork network;
  private final Map<String, SegmentProfile> profiles;
  private final @Nullable LivePointer pointer;
  private final @Nullable BatchView view;
  private final @Nullable ServedModels models;
  private final String modelProblem;

  LiveRun(
      StoredNetwork network,
      Map<String, SegmentProfile> profiles,
      @Nullable LivePointer pointer,
      @Nullable BatchView view,
      @Nullable ServedModels models,
      String modelProblem) {
    this.network = network;
    this.profiles = Map.copyOf(profiles);
    this.pointer = pointer;
    this.view = view;
    this.models = models;
    this.modelProblem = modelProblem;
  }

  /** The same, read by another connection. */
  LiveRun reading(BatchView fresh) {
    return new LiveRun(network, profiles, pointer, fresh, models, modelProblem);
  }

  /** The segments, and who is up- and downstream of whom. */
  public StoredNetwork network() {
    return network;
  }

  /** What is usual, by segment; a segment without an observed window has none. */
  public Map<String, SegmentProfile> profiles() {
    return profiles;
  }

  /** The profile of a segment, if it has one. */
  public Optional<SegmentProfile> findProfile(String segmentId) {
    return Optional.ofNullable(profiles.get(segmentId));
  }

  /** What is live; empty before the first run was published. */
  public Optional<LivePointer> pointer() {
    return Optional.ofNullable(pointer);
  }

  /** The run's tables. */
  public Optional<BatchView> view() {
    return Optional.ofNullable(view);
  }

  /** The models that forecast. */
  public Optional<ServedModels> models() {
    return Optional.ofNullable(models);
  }

  /**
   * Why there are no models, or why they are older than the pointer says; empty when all is well.
   */
  public String modelProblem() {
    return modelProblem;
  }

  /** The batch view knows nothing from this instant on; without a run, it knows nothing at all. */
  public Instant watermark() {
    return pointer == null ? Instant.MIN : pointer.watermark();
  }

  /** Changes whenever anything that can be read here does. */
  public String version() {
    String run = pointer == null ? "none" : pointer.run() + "-" + pointer.model();
    return run + "-" + network.hash().substring(0, 12);
  }
}
