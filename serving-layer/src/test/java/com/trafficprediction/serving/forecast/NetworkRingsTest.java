package com.trafficprediction.serving.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import com.trafficprediction.core.feature.FeatureCatalog;
import com.trafficprediction.core.feature.FeatureExtractor;
import com.trafficprediction.core.feature.NetworkMean;
import com.trafficprediction.core.feature.SegmentContext;
import com.trafficprediction.core.feature.WindowRing;
import com.trafficprediction.core.network.Neighbours;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.core.profile.ProfileFold;
import com.trafficprediction.core.profile.SegmentProfile;
import com.trafficprediction.core.window.TrafficWindow;
import com.trafficprediction.core.window.WindowFold;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.storage.network.StoredNetwork;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Serving's rows equal the batch layer's to the bit. The batch layer streams a segment and its
 * neighbours from files in time order, with network means from a pass of their own; here windows of
 * all segments come one by one, out of order and more than once.
 */
class NetworkRingsTest {
  private final StoredNetwork stored = Roads.stored();
  private final Network network = stored.network();
  private final Map<String, SegmentProfile> profiles = new HashMap<>();
  private final Map<String, WindowRing> files = new HashMap<>();

  NetworkRingsTest() {
    Roads.profiles(network)
        .forEach(
            (id, sums) ->
                profiles.put(
                    id, new SegmentProfile(id, Roads.WATERMARK, sums, network.calendar())));
    for (Segment segment : network.segments()) {
      WindowRing all = new WindowRing(Roads.WINDOWS);
      for (int i = 0; i < Roads.WINDOWS; i++) {
        all.put(Roads.start(i), Roads.window(segment.id(), i).sums());
      }
      files.put(segment.id(), all);
    }
  }

  @Test
  void rowsEqualThoseOfTheBatchLayerToTheBit() {
    NetworkRings rings = new NetworkRings(stored, profiles);
    Random random = new Random(11);
    float[] online = new float[FeatureCatalog.features().size()];
    float[] offline = new float[FeatureCatalog.features().size()];
    int compared = 0;
    for (int i = 0; i < Roads.WINDOWS; i++) {
      for (TrafficWindow window : arrivals(i, random)) {
        rings.put(network.indexOf(window.segmentId()), window.startMillis(), window.sums());
      }
      long origin = Roads.start(i) + Windows.MILLIS;
      if (origin < Roads.WATERMARK) {
        continue;
      }
      for (Segment segment : network.segments()) {
        boolean usable = rings.extract(network.indexOf(segment.id()), origin, online);
        assertThat(usable)
            .isEqualTo(FeatureExtractor.extract(context(segment).at(origin), offline));
        assertThat(bits(online)).as(segment.id() + " at window " + i).isEqualTo(bits(offline));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(2_000);
  }

  /**
   * The windows of a moment, each first with nothing in it, shuffled among those of the moment
   * before.
   */
  private List<TrafficWindow> arrivals(int index, Random random) {
    List<TrafficWindow> arrivals = new ArrayList<>();
    for (Segment segment : network.segments()) {
      arrivals.add(new TrafficWindow(segment.id(), Roads.start(index), new WindowFold().sums()));
      if (index > 0) {
        arrivals.add(Roads.window(segment.id(), index - 1));
      }
    }
    Collections.shuffle(arrivals, random);
    List<TrafficWindow> whole = new ArrayList<>();
    network.segments().forEach(segment -> whole.add(Roads.window(segment.id(), index)));
    Collections.shuffle(whole, random);
    arrivals.addAll(whole);
    return arrivals;
  }

  private SegmentContext context(Segment segment) {
    Neighbours neighbours = stored.neighbours().of(segment.id());
    return new SegmentContext(
        network.calendar(),
        source(segment.id()),
        sources(neighbours.upstream()),
        sources(neighbours.downstream()),
        sources(neighbours.coLocated()),
        this::mean);
  }

  private NetworkMean mean(long start) {
    NetworkMean mean = NetworkMean.NONE;
    for (Segment segment : network.segments()) {
      int index = (int) ((start - Roads.START) / Windows.MILLIS);
      mean =
          mean.merge(
              NetworkMean.of(ProfileFold.speedCenti(Roads.window(segment.id(), index).sums())));
    }
    return mean;
  }

  private List<SegmentContext.Source> sources(List<String> ids) {
    return ids.stream().map(this::source).toList();
  }

  private SegmentContext.Source source(String id) {
    WindowRing ring = Objects.requireNonNull(files.get(id));
    return new SegmentContext.Source(ring, profiles.get(id));
  }

  private static int[] bits(float[] row) {
    int[] bits = new int[row.length];
    for (int i = 0; i < row.length; i++) {
      bits[i] = Float.floatToRawIntBits(row[i]);
    }
    return bits;
  }
}
