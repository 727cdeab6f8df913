package com.trafficprediction.feeds.table;

import com.trafficprediction.core.network.ChainPosition;
import com.trafficprediction.core.network.LaneType;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.core.units.LengthUnit;
import com.trafficprediction.feeds.mapping.SegmentsMapping;
import com.trafficprediction.feeds.mapping.SegmentsMapping.WithoutCoordinates;
import com.trafficprediction.feeds.source.FeedException;
import com.trafficprediction.feeds.source.FeedException.Kind;
import com.trafficprediction.feeds.table.Table.Row;
import com.trafficprediction.feeds.yaml.DidYouMean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The segments table as read: who is kept, who is left out, and in what order they stand.
 *
 * @param kept segments of the network, in the order of the table
 * @param leftOut ids of rows that {@code keep} or missing coordinates leave out; their readings are
 *     counted as filtered
 * @param order all ids in the order of the table
 */
public record SegmentTable(List<Segment> kept, Set<String> leftOut, List<String> order) {
  public SegmentTable {
    kept = List.copyOf(kept);
    leftOut = Collections.unmodifiableSet(new TreeSet<>(leftOut));
    order = List.copyOf(order);
  }

  /**
   * Reads the table. It is small and everything hangs on it, so that any bad row is an error.
   *
   * @throws FeedException naming file, line and column
   */
  public static SegmentTable read(DataDirectory data, SegmentsMapping mapping) {
    String file = data.last("segments.file", mapping.file());
    Table table = Table.read(data, file, mapping.delimiter(), mapping.header());
    Reader reader = new Reader(mapping, table);
    for (Row row : table.rows()) {
      reader.add(row);
    }
    if (reader.kept.isEmpty()) {
      throw new FeedException(
          Kind.MALFORMED_DATA,
          data.resolve(file)
              + ": none of its "
              + table.rows().size()
              + " rows is a segment to keep; check segments.keep and segments.types");
    }
    return new SegmentTable(reader.kept, reader.leftOut, List.copyOf(reader.order));
  }

  private static final class Reader {
    private final SegmentsMapping mapping;
    private final int id;
    private final int name;
    private final int latitude;
    private final int longitude;
    private final int postmile;
    private final int length;
    private final int lanes;
    private final int type;
    private final Road.Columns road;

    private final List<Segment> kept = new ArrayList<>();
    private final Set<String> leftOut = new TreeSet<>();
    private final Set<String> order = new LinkedHashSet<>();

    Reader(SegmentsMapping mapping, Table table) {
      SegmentsMapping.Columns columns = mapping.columns();
      this.mapping = mapping;
      this.id = table.column("segments.columns.id", columns.id());
      this.name = table.column("segments.columns.name", columns.name());
      this.latitude = table.column("segments.columns.latitude", columns.latitude());
      this.longitude = table.column("segments.columns.longitude", columns.longitude());
      this.postmile = table.column("segments.columns.postmile", columns.postmile());
      this.length = table.column("segments.columns.length", columns.length());
      this.lanes = table.column("segments.columns.lanes", columns.lanes());
      this.type = table.column("segments.columns.type", columns.type());
      this.road =
          Road.Columns.of(
              table,
              "segments",
              columns.road(),
              mapping.roadPattern(),
              columns.freeway(),
              columns.direction());
    }

    void add(Row row) {
      String segmentId = row.text(id);
      if (segmentId.isEmpty()) {
        throw row.wrong("no id (segments.columns.id)");
      }
      if (!order.add(segmentId)) {
        throw row.wrong("segment " + segmentId + " is there twice");
      }
      LaneType laneType = laneType(row);
      if (!mapping.keep().isEmpty() && !mapping.keep().contains(laneType)) {
        leftOut.add(segmentId);
        return;
      }
      double lat = row.number(latitude, "segments.columns.latitude");
      double lon = row.number(longitude, "segments.columns.longitude");
      if (Double.isNaN(lat) || Double.isNaN(lon)) {
        if (mapping.withoutCoordinates() == WithoutCoordinates.FAIL) {
          throw row.wrong(
              "segment "
                  + segmentId
                  + " has no coordinates; segments.without_coordinates: leave_out passes over such"
                  + " rows");
        }
        leftOut.add(segmentId);
        return;
      }
      kept.add(segment(row, segmentId, lat, lon, laneType));
    }

    private Segment segment(Row row, String segmentId, double lat, double lon, LaneType laneType) {
      String label = row.text(name);
      double lengthKm =
          mapping.lengthUnit() == null
              ? Double.NaN
              : mapping.lengthUnit().toKm(row.number(length, "segments.columns.length"));
      double laneCount = row.number(lanes, "segments.columns.lanes");
      try {
        return new Segment(
            segmentId,
            label.isEmpty() ? segmentId : label,
            lat,
            lon,
            position(row, laneType),
            lengthKm == 0 ? Double.NaN : lengthKm,
            Double.isNaN(laneCount) ? 0 : (int) laneCount);
      } catch (IllegalArgumentException e) {
        throw row.wrong(String.valueOf(e.getMessage()));
      }
    }

    private @Nullable ChainPosition position(Row row, LaneType laneType) {
      LengthUnit unit = mapping.postmileUnit();
      if (unit == null) {
        return null;
      }
      double km = unit.toKm(row.number(postmile, "segments.columns.postmile"));
      return Double.isNaN(km)
          ? null
          : road.read(row)
              .map(r -> new ChainPosition(r.freeway(), r.direction(), laneType, km))
              .orElse(null);
    }

    private LaneType laneType(Row row) {
      if (type < 0) {
        return LaneType.MAINLINE;
      }
      String text = row.text(type);
      LaneType laneType = mapping.types().get(text);
      if (laneType == null) {
        throw row.wrong(
            "type '"
                + text
                + "' is not in segments.types"
                + DidYouMean.hint(text, mapping.types().keySet())
                + " Add it there with one of mainline, hov, ramp, connector, other.");
      }
      return laneType;
    }
  }
}
