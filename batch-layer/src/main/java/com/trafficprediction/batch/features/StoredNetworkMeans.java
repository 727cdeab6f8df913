package com.trafficprediction.batch.features;

import com.trafficprediction.batch.features.NetworkMeansJob.NetworkMeanWritable;
import com.trafficprediction.core.feature.NetworkMean;
import com.trafficprediction.core.feature.NetworkMeans;
import com.trafficprediction.core.window.Windows;
import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.SequenceFile;

/**
 * The network means of a run in memory: 16 bytes per window, 1.7 MB for a year. Immutable,
 * thread-safe.
 */
public final class StoredNetworkMeans implements NetworkMeans {
  private final long from;
  private final NetworkMean[] means;

  private StoredNetworkMeans(long from, NetworkMean[] means) {
    this.from = from;
    this.means = means;
  }

  /** Reads the output of {@link NetworkMeansJob} for windows that start in [from, until). */
  public static StoredNetworkMeans read(Configuration conf, Path directory, long from, long until)
      throws IOException {
    NetworkMean[] means = new NetworkMean[Math.toIntExact((until - from) / Windows.MILLIS)];
    Arrays.fill(means, NetworkMean.NONE);
    FileSystem files = directory.getFileSystem(conf);
    for (FileStatus part : files.globStatus(new Path(directory, "part-*"))) {
      try (SequenceFile.Reader reader =
          new SequenceFile.Reader(conf, SequenceFile.Reader.file(part.getPath()))) {
        LongWritable start = new LongWritable();
        NetworkMeanWritable mean = new NetworkMeanWritable();
        while (reader.next(start, mean)) {
          means[Math.toIntExact((start.get() - from) / Windows.MILLIS)] = mean.get();
        }
      }
    }
    return new StoredNetworkMeans(from, means);
  }

  @Override
  public NetworkMean at(long startMillis) {
    long index = Math.floorDiv(startMillis - from, Windows.MILLIS);
    return index < 0 || index >= means.length ? NetworkMean.NONE : means[(int) index];
  }
}
