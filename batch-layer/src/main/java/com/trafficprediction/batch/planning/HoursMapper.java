package com.trafficprediction.batch.planning;

import com.trafficprediction.batch.plan.RunContext;
import com.trafficprediction.batch.shuffle.HourWritable;
import com.trafficprediction.batch.shuffle.SegmentTimeKey;
import com.trafficprediction.core.calendar.LocalCalendar;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.schemas.TrafficWindow;
import com.trafficprediction.storage.records.WindowRecords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.Mapper;

/**
 * Gathers windows into local hours and sends each hour to its segment, and where asked for to its
 * corridor too. Windows come sorted by segment and time; would they not, hours would come in more
 * parts and the result be the same.
 */
public final class HoursMapper extends Mapper<Void, TrafficWindow, SegmentTimeKey, HourWritable> {
  /** Configuration key: true to send hours to corridors too. */
  static final String CORRIDORS = "traffic.planner.corridors";

  static final List<String> FIELDS = List.of("segment_id", "window_start", "sums");

  private final SegmentTimeKey key = new SegmentTimeKey();
  private final HourWritable hour = new HourWritable();
  private String segmentId = "";
  private long hourStart;
  private Network network;
  private LocalCalendar calendar;
  private List<Integer> corridorOfSegment = List.of();

  @Override
  protected void setup(Context context) throws IOException {
    Configuration conf = context.getConfiguration();
    network = RunContext.open(conf).network();
    calendar = network.calendar();
    if (conf.getBoolean(CORRIDORS, false)) {
      Corridors corridors = new Corridors(network);
      List<Integer> keys = new ArrayList<>();
      network.segments().forEach(segment -> keys.add(corridors.keyOf(segment)));
      corridorOfSegment = List.copyOf(keys);
    }
  }

  @Override
  protected void map(Void ignored, TrafficWindow record, Context context)
      throws IOException, InterruptedException {
    long start = record.getWindowStart().toEpochMilli();
    long startOfHour = LocalHours.startOf(calendar, start);
    if (startOfHour != hourStart || !record.getSegmentId().equals(segmentId)) {
      flush(context);
      segmentId = record.getSegmentId();
      hourStart = startOfHour;
    }
    hour.set(LocalHours.positionOf(calendar, start), WindowRecords.sums(record.getSums()));
  }

  @Override
  protected void cleanup(Context context) throws IOException, InterruptedException {
    flush(context);
  }

  private void flush(Context context) throws IOException, InterruptedException {
    if (segmentId.isEmpty()) {
      return;
    }
    int segment = network.indexOf(segmentId);
    context.write(key.set(segment, hourStart, segment), hour);
    if (!corridorOfSegment.isEmpty() && corridorOfSegment.get(segment) != Corridors.NONE) {
      context.write(key.set(corridorOfSegment.get(segment), hourStart, segment), hour);
    }
    hour.clear();
  }
}
