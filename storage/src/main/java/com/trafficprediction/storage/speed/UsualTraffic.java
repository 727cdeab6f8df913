package com.trafficprediction.storage.speed;

import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.profile.SegmentProfile;
import java.util.Map;
import java.util.Optional;

/**
 * The live run as the speed layer uses it: the network, and what is usual on it. Immutable and
 * thread-safe.
 *
 * @param run the run's id
 * @param network the network that the profiles belong to
 * @param profiles by segment; a segment without an observed window has none
 */
public record UsualTraffic(String run, Network network, Map<String, SegmentProfile> profiles) {
  public UsualTraffic {
    profiles = Map.copyOf(profiles);
  }

  /** The profile of a segment, if it has one. */
  public Optional<SegmentProfile> findProfile(String segmentId) {
    return Optional.ofNullable(profiles.get(segmentId));
  }
}
