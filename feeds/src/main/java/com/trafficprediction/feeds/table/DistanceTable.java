package com.trafficprediction.feeds.table;

import com.trafficprediction.core.network.DistanceNeighbours.RoadDistance;
import com.trafficprediction.feeds.mapping.DistancesMapping;
import com.trafficprediction.feeds.table.Table.Row;
import java.util.ArrayList;
import java.util.List;

/** Reads a table of road distances. */
public final class DistanceTable {
  private DistanceTable() {}

  /**
   * All rows of the table, in its order.
   *
   * @throws com.trafficprediction.feeds.source.FeedException naming file, line and column
   */
  public static List<RoadDistance> read(DataDirectory data, DistancesMapping mapping) {
    String file = data.last("distances.file", mapping.file());
    Table table = Table.read(data, file, mapping.delimiter(), mapping.header());
    int from = table.column("distances.columns.from", mapping.columns().from());
    int to = table.column("distances.columns.to", mapping.columns().to());
    int cost = table.column("distances.columns.cost", mapping.columns().cost());
    List<RoadDistance> distances = new ArrayList<>(table.rows().size());
    for (Row row : table.rows()) {
      double km = mapping.unit().toKm(row.number(cost, "distances.columns.cost"));
      if (row.text(from).isEmpty() || row.text(to).isEmpty() || !(km >= 0)) {
        throw row.wrong("needs two ids and a distance of at least 0");
      }
      distances.add(new RoadDistance(row.text(from), row.text(to), km));
    }
    return List.copyOf(distances);
  }
}
