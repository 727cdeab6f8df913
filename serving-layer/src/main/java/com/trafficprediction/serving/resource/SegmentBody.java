package com.trafficprediction.serving.resource;

import com.trafficprediction.core.network.Capabilities;
import com.trafficprediction.core.network.ChainPosition;
import com.trafficprediction.core.network.Neighbours;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.storage.network.StoredNetwork;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A segment as the API shows it; what the data set does not say is null.
 *
 * @param freeway the freeway, such as {@code I5}
 * @param direction N, S, E or W
 * @param laneType {@code mainline} or {@code hov}
 * @param chain freeway, direction and lane type: segments of one chain follow each other
 * @param postmileKm place along the freeway
 * @param travelKm the same in the direction of travel: order a chain by it
 * @param lengthKm length that the station stands for
 * @param lanes number of lanes
 * @param upstream neighbours where traffic comes from, nearest first
 * @param downstream neighbours where traffic goes, nearest first
 * @param coLocated station of the other lane type at the same place
 */
record SegmentBody(
    String segmentId,
    String name,
    double latitude,
    double longitude,
    @Nullable String freeway,
    @Nullable String direction,
    @Nullable String laneType,
    @Nullable String chain,
    @Nullable Double postmileKm,
    @Nullable Double travelKm,
    @Nullable Double lengthKm,
    @Nullable Integer lanes,
    List<String> upstream,
    List<String> downstream,
    List<String> coLocated) {

  static SegmentBody of(Segment segment, Neighbours neighbours) {
    ChainPosition position = segment.position();
    return new SegmentBody(
        segment.id(),
        segment.name(),
        segment.latitude(),
        segment.longitude(),
        position == null ? null : position.freeway(),
        position == null ? null : position.direction().code(),
        position == null ? null : position.laneType().name().toLowerCase(Locale.ROOT),
        position == null ? null : position.chainId(),
        position == null ? null : (Double) position.postmileKm(),
        position == null ? null : (Double) position.travelKm(),
        Double.isNaN(segment.lengthKm()) ? null : (Double) segment.lengthKm(),
        segment.lanes() == 0 ? null : (Integer) segment.lanes(),
        neighbours.upstream(),
        neighbours.downstream(),
        neighbours.coLocated());
  }

  /**
   * The network as a whole.
   *
   * @param holidays local dates that count as Sundays, such as 2025-02-17, ascending
   * @param network its hash: changes whenever anything below does
   * @param notAvailable what the data set does not support, by capability, in words for people
   */
  record Collection(
      String dataset,
      boolean synthetic,
      String zone,
      List<String> holidays,
      String network,
      Capabilities capabilities,
      Map<String, String> notAvailable,
      Box bounds,
      int total,
      List<SegmentBody> segments) {

    static Collection of(StoredNetwork stored, List<SegmentBody> segments) {
      Network network = stored.network();
      return new Collection(
          network.dataset(),
          network.synthetic(),
          network.zone().getId(),
          network.holidays().stream().map(LocalDate::toString).toList(),
          stored.hash(),
          network.capabilities(),
          SegmentBody.missing(network.capabilities()),
          new Box(
              network.bounds().minLongitude(),
              network.bounds().minLatitude(),
              network.bounds().maxLongitude(),
              network.bounds().maxLatitude()),
          segments.size(),
          segments);
    }
  }

  /** A box in degrees, WGS 84. */
  record Box(double west, double south, double east, double north) {}

  static Map<String, String> missing(Capabilities capabilities) {
    Map<String, String> absent = new TreeMap<>();
    say(absent, capabilities.volume(), "volume", "this data set has no volume");
    say(absent, capabilities.occupancy(), "occupancy", "this data set has no occupancy");
    say(absent, capabilities.lengths(), "lengths", "this data set has no segment lengths");
    say(absent, capabilities.freeways(), "freeways", "this data set has no freeways");
    say(
        absent,
        capabilities.observedShare(),
        "observed_share",
        "this data set does not say how much of a reading was measured");
    return absent;
  }

  private static void say(Map<String, String> absent, boolean has, String name, String why) {
    if (!has) {
      absent.put(name, "not available: " + why);
    }
  }
}
