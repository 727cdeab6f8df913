package com.trafficprediction.batch.profiling;

import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.profile.SegmentProfile;
import com.trafficprediction.storage.parquet.ParquetSource;
import com.trafficprediction.storage.records.ProfileRecords;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.MapFile;
import org.apache.hadoop.io.SequenceFile;
import org.apache.hadoop.io.Text;

/**
 * Profiles by segment id on disk, so that a task holds those of a segment and its neighbours and
 * never those of the whole network. A {@link MapFile} under the hood. Not thread-safe.
 */
public final class ProfileIndex implements Closeable {
  /** Profiles kept in memory: a segment, its neighbours, and some that the next one shares. */
  private static final int CACHED = 64;

  private final MapFile.Reader reader;
  private final LocalCalendar calendar;
  private final Map<String, Optional<SegmentProfile>> cache =
      new LinkedHashMap<>(CACHED, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<SegmentProfile>> eldest) {
          return size() > CACHED;
        }
      };

  private ProfileIndex(MapFile.Reader reader, LocalCalendar calendar) {
    this.reader = reader;
    this.calendar = calendar;
  }

  /** Writes an index of the profiles in some Parquet files, each sorted by segment. */
  public static void write(Configuration conf, Collection<Path> profiles, Path index)
      throws IOException {
    Map<String, Path> fileOfSegment = new TreeMap<>();
    for (Path file : profiles) {
      try (ParquetSource<com.trafficprediction.schemas.SegmentProfile> source =
          ParquetSource.open(
              conf,
              file,
              com.trafficprediction.schemas.SegmentProfile.class,
              List.of("segment_id"))) {
        while (source.advance()) {
          fileOfSegment.put(source.current().getSegmentId(), file);
        }
      }
    }
    Map<Path, ParquetSource<com.trafficprediction.schemas.SegmentProfile>> open = new TreeMap<>();
    try (MapFile.Writer writer =
        new MapFile.Writer(
            conf,
            index,
            MapFile.Writer.keyClass(Text.class),
            MapFile.Writer.valueClass(BytesWritable.class),
            MapFile.Writer.compression(SequenceFile.CompressionType.NONE))) {
      for (Map.Entry<String, Path> entry : fileOfSegment.entrySet()) {
        append(conf, writer, open, entry.getKey(), entry.getValue());
      }
    } finally {
      for (ParquetSource<?> source : open.values()) {
        source.close();
      }
    }
  }

  /** Merges the files: each is sorted, so the next profile of a file is the one wanted. */
  private static void append(
      Configuration conf,
      MapFile.Writer writer,
      Map<Path, ParquetSource<com.trafficprediction.schemas.SegmentProfile>> open,
      String segmentId,
      Path file)
      throws IOException {
    ParquetSource<com.trafficprediction.schemas.SegmentProfile> source = open.get(file);
    if (source == null) {
      source = ParquetSource.open(conf, file, com.trafficprediction.schemas.SegmentProfile.class);
      open.put(file, source);
    }
    if (!source.advance() || !source.current().getSegmentId().equals(segmentId)) {
      throw new IOException(file + " is not sorted by segment: run the profiles job again");
    }
    ByteBuffer encoded = source.current().toByteBuffer();
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    writer.append(new Text(segmentId), new BytesWritable(bytes));
  }

  /** Opens an index. */
  public static ProfileIndex open(Configuration conf, Path index, LocalCalendar calendar)
      throws IOException {
    return new ProfileIndex(new MapFile.Reader(index, conf), calendar);
  }

  /** The profile of a segment; empty when nothing was observed on it. */
  public Optional<SegmentProfile> find(String segmentId) throws IOException {
    Optional<SegmentProfile> known = cache.get(segmentId);
    if (known == null) {
      BytesWritable bytes = new BytesWritable();
      known =
          reader.get(new Text(segmentId), bytes) == null
              ? Optional.empty()
              : Optional.of(decode(bytes));
      cache.put(segmentId, known);
    }
    return known;
  }

  private SegmentProfile decode(BytesWritable bytes) throws IOException {
    com.trafficprediction.schemas.SegmentProfile record =
        com.trafficprediction.schemas.SegmentProfile.fromByteBuffer(
            ByteBuffer.wrap(bytes.getBytes(), 0, bytes.getLength()));
    return new SegmentProfile(
        record.getSegmentId(),
        record.getFittedThrough().toEpochMilli(),
        ProfileRecords.toSums(record),
        calendar);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
