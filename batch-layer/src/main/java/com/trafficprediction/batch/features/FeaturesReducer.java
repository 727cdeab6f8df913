package com.trafficprediction.batch.features;

import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.profiling.ProfileIndex;
import com.trafficprediction.batch.shuffle.SegmentTimeKey;
import com.trafficprediction.batch.shuffle.WindowBlockWritable;
import com.trafficprediction.batch.stage.Dropped;
import com.trafficprediction.core.feature.FeatureCatalog;
import com.trafficprediction.core.feature.FeatureExtractor;
import com.trafficprediction.core.feature.SegmentContext;
import com.trafficprediction.core.feature.WindowRing;
import com.trafficprediction.core.forecast.Horizon;
import com.trafficprediction.core.network.Neighbours;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.core.profile.SegmentProfile;
import com.trafficprediction.core.random.Seeds;
import com.trafficprediction.core.units.Quantity;
import com.trafficprediction.core.window.Windows;
import com.trafficprediction.schemas.FeatureRow;
import com.trafficprediction.storage.parquet.ParquetOutput;
import com.trafficprediction.storage.records.FeatureRecords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Reducer;

/**
 * Streams one segment's windows and those of its neighbours in time order and writes a row for
 * every origin with an observed target. An origin is written once everything that its row may read
 * is in: the past for the features, the hour ahead for the targets and for the leave-day-out
 * profile.
 *
 * <p>Memory: a ring of {@value #RING_WINDOWS} windows for the segment and each neighbour, whatever
 * the length of the data.
 */
public final class FeaturesReducer
    extends Reducer<SegmentTimeKey, WindowBlockWritable, Text, FeatureRow> {
  /**
   * Four hours back (lags, carrying forward, the profile around them), 135 minutes ahead, and two
   * blocks: rounded up.
   */
  private static final int RING_WINDOWS = 128;

  /**
   * The end of the furthest window that a row reads: the last target, and what is left out of the
   * profile around it, an hour more than elsewhere where the clock repeats one.
   */
  private static final long LOOK_AHEAD_MILLIS =
      Horizon.MINUTES_60.minutes() * 60_000L + SegmentProfile.LEAVE_OUT_REACH_MILLIS;

  private final float[] row = new float[FeatureCatalog.features().size()];
  private final float[] speedTargets = new float[Horizon.values().length];
  private final float[] volumeTargets = new float[Horizon.values().length];
  private RunContext run;
  private ProfileIndex profiles;
  private StoredNetworkMeans means;
  private double sample;
  private Seeds seeds;

  @Override
  protected void setup(Context context) throws IOException {
    Configuration conf = context.getConfiguration();
    run = RunContext.open(conf);
    sample = conf.getDouble(FeaturesJob.SAMPLE, 1);
    seeds = new Seeds(run.plan().seed());
    profiles =
        ProfileIndex.open(
            conf, new Path(conf.get(FeaturesJob.PROFILES, "")), run.network().calendar());
    means =
        StoredNetworkMeans.read(
            conf,
            new Path(conf.get(FeaturesJob.MEANS, "")),
            run.plan().fromMillis(),
            run.plan().untilMillis());
  }

  @Override
  protected void cleanup(Context context) throws IOException {
    profiles.close();
  }

  @Override
  protected void reduce(SegmentTimeKey key, Iterable<WindowBlockWritable> blocks, Context context)
      throws IOException, InterruptedException {
    Segment segment = run.network().segments().get(key.segment());
    Optional<SegmentProfile> profile = profiles.find(segment.id());
    if (profile.isEmpty()) {
      context.getCounter(Dropped.NO_PROFILE).increment(1);
      return;
    }
    if (rarelyObserved(profile.get())) {
      context.getCounter(Dropped.RARELY_OBSERVED).increment(1);
      return;
    }
    SegmentStream stream = open(segment);
    long frontier = Long.MIN_VALUE;
    for (WindowBlockWritable block : blocks) {
      if (key.time() > frontier) {
        frontier = key.time();
        writeOrigins(stream, frontier - LOOK_AHEAD_MILLIS, context);
      }
      block.putInto(stream.ring(key.tag()), key.time());
    }
    writeOrigins(stream, run.plan().untilMillis(), context);
  }

  /** True when less than the plan's share of the fitted time was observed. */
  private boolean rarelyObserved(SegmentProfile profile) {
    long windows = (profile.fittedThrough() - run.plan().fromMillis()) / Windows.MILLIS;
    return profile.statistics().speedWindows() * 100 < windows * run.plan().minObservedPercent();
  }

  private SegmentStream open(Segment segment) throws IOException {
    Map<Integer, WindowRing> rings = new HashMap<>();
    Neighbours neighbours = run.neighbours().of(segment.id());
    SegmentContext.Source own = source(segment.id(), rings);
    SegmentContext sources =
        new SegmentContext(
            run.network().calendar(),
            own,
            sources(neighbours.upstream(), rings),
            sources(neighbours.downstream(), rings),
            sources(neighbours.coLocated(), rings),
            means);
    return new SegmentStream(segment.id(), rings, own.windows(), sources, run.plan().fromMillis());
  }

  private List<SegmentContext.Source> sources(List<String> ids, Map<Integer, WindowRing> rings)
      throws IOException {
    List<SegmentContext.Source> sources = new ArrayList<>(ids.size());
    for (String id : ids) {
      sources.add(source(id, rings));
    }
    return sources;
  }

  private SegmentContext.Source source(String id, Map<Integer, WindowRing> rings)
      throws IOException {
    WindowRing ring =
        rings.computeIfAbsent(run.network().indexOf(id), i -> new WindowRing(RING_WINDOWS));
    return new SegmentContext.Source(ring, profiles.find(id).orElse(null));
  }

  /** Writes every origin up to and with {@code last} that has not been written. */
  private void writeOrigins(SegmentStream stream, long last, Context context)
      throws IOException, InterruptedException {
    while (stream.nextOrigin <= last) {
      writeOrigin(stream, stream.nextOrigin, context);
      stream.nextOrigin += Windows.MILLIS;
    }
  }

  private void writeOrigin(SegmentStream stream, long origin, Context context)
      throws IOException, InterruptedException {
    if (sample < 1 && seeds.uniform("features", stream.segmentId, origin) >= sample) {
      return;
    }
    if (!readTargets(stream.own, origin)) {
      context.getCounter(Dropped.NO_TARGET).increment(1);
      return;
    }
    if (!FeatureExtractor.extract(stream.context.rowAt(origin), row)) {
      context.getCounter(Dropped.NO_PROFILE).increment(1);
      return;
    }
    context.write(
        ParquetOutput.NO_PARTITION,
        FeatureRecords.toRecord(
            stream.segmentId,
            origin,
            run.network().calendar().date(origin),
            row,
            speedTargets,
            volumeTargets));
  }

  /** Reads what happened after the origin; false when no speed was observed at any target. */
  private boolean readTargets(WindowRing own, long origin) {
    Arrays.fill(speedTargets, Float.NaN);
    Arrays.fill(volumeTargets, Float.NaN);
    boolean any = false;
    int i = 0;
    for (Horizon horizon : Horizon.values()) {
      int speed = own.speedCenti(horizon.targetStart(origin));
      int volume = own.volumeVph(horizon.targetStart(origin));
      if (speed != Quantity.ABSENT) {
        speedTargets[i] = (float) Quantity.fromCenti(speed);
        any = true;
      }
      if (volume != Quantity.ABSENT) {
        volumeTargets[i] = volume;
      }
      i++;
    }
    return any;
  }

  /** What streaming one segment needs: rings by position in the network, and where it stands. */
  private static final class SegmentStream {
    private final String segmentId;
    private final Map<Integer, WindowRing> rings;
    private final WindowRing own;
    private final SegmentContext context;
    private long nextOrigin;

    SegmentStream(
        String segmentId,
        Map<Integer, WindowRing> rings,
        WindowRing own,
        SegmentContext context,
        long fromMillis) {
      this.segmentId = segmentId;
      this.rings = rings;
      this.own = own;
      this.context = context;
      this.nextOrigin = fromMillis + Windows.MILLIS;
    }

    WindowRing ring(int source) {
      return Objects.requireNonNull(rings.get(source), "a block of a segment that is no neighbour");
    }
  }
}
