package com.trafficprediction.feeds.table;

import com.trafficprediction.core.reading.RejectionReason;
import com.trafficprediction.feeds.mapping.IncidentsMapping;
import com.trafficprediction.feeds.source.AgencyIncident;
import com.trafficprediction.feeds.source.FeedException;
import com.trafficprediction.feeds.source.RejectedRow;
import com.trafficprediction.feeds.table.Table.Row;
import com.trafficprediction.feeds.time.ParsedTime;
import com.trafficprediction.feeds.time.TimestampParser;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The incidents table as read. A bad row does not spoil it: it is rejected, with its line.
 *
 * @param incidents in the order of the table
 * @param rejected rows that are no incidents
 */
public record IncidentTable(List<AgencyIncident> incidents, List<RejectedRow> rejected) {
  public IncidentTable {
    incidents = List.copyOf(incidents);
    rejected = List.copyOf(rejected);
  }

  /**
   * Reads the table.
   *
   * @param zone of timestamps that name no offset
   * @throws FeedException when the file or a column is missing
   */
  public static IncidentTable read(DataDirectory data, IncidentsMapping mapping, ZoneId zone) {
    String file = data.last("incidents.file", mapping.file());
    Table table = Table.read(data, file, mapping.delimiter(), mapping.header());
    Reader reader = new Reader(mapping, table, zone);
    List<AgencyIncident> incidents = new ArrayList<>();
    List<RejectedRow> rejected = new ArrayList<>();
    for (Row row : table.rows()) {
      ParsedTime start = reader.start(row);
      RejectionReason bad = RejectionReason.UNPARSABLE;
      if (start.isTime()) {
        try {
          incidents.add(reader.incident(row, start.epochMillis()));
          continue;
        } catch (FeedException | IllegalArgumentException e) {
          bad = RejectionReason.UNPARSABLE;
        }
      } else {
        bad = RejectionReason.MISSING_TIMESTAMP;
      }
      String text = String.join(String.valueOf(mapping.delimiter().character()), row.fields());
      rejected.add(new RejectedRow(file, row.line(), text, Set.of(bad)));
    }
    return new IncidentTable(incidents, rejected);
  }

  private static final class Reader {
    private final IncidentsMapping mapping;
    private final TimestampParser times;
    private final int id;
    private final int start;
    private final int duration;
    private final int postmile;
    private final int description;
    private final Road.Columns road;

    Reader(IncidentsMapping mapping, Table table, ZoneId zone) {
      IncidentsMapping.Columns columns = mapping.columns();
      this.mapping = mapping;
      this.times = new TimestampParser(mapping.timeFormat(), zone);
      this.id = table.column("incidents.columns.id", columns.id());
      this.start = table.column("incidents.columns.start", columns.start());
      this.duration = table.column("incidents.columns.duration", columns.duration());
      this.postmile = table.column("incidents.columns.postmile", columns.postmile());
      this.description = table.column("incidents.columns.description", columns.description());
      this.road =
          Road.Columns.of(
              table,
              "incidents",
              columns.road(),
              mapping.roadPattern(),
              columns.freeway(),
              columns.direction());
    }

    ParsedTime start(Row row) {
      return times.parse(row.text(start));
    }

    AgencyIncident incident(Row row, long startMillis) {
      Optional<Road> where = road.read(row);
      double distance = row.number(postmile, "incidents.columns.postmile");
      double lasted = row.number(duration, "incidents.columns.duration");
      return new AgencyIncident(
          row.text(id),
          startMillis,
          mapping.durationUnit().toMinutes(lasted),
          where.map(Road::freeway).orElse(null),
          where.map(Road::direction).orElse(null),
          mapping.postmileUnit() == null ? Double.NaN : mapping.postmileUnit().toKm(distance),
          row.text(description));
    }
  }
}
