package com.trafficprediction.benchmarks.batch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the comparison of both results counted.
 *
 * @param tables tables with their sizes
 */
record Comparison(List<Table> tables) {

  /** One table: how many rows and cells were compared. */
  record Table(String name, long rows, long cells) {}

  Comparison {
    tables = List.copyOf(tables);
  }

  /**
   * Reads what the peer wrote.
   *
   * @throws IOException when a cell differs: then no time means anything
   */
  static Comparison require(List<String> lines) throws IOException {
    List<Table> tables = new ArrayList<>();
    boolean equal = true;
    for (String line : lines) {
      String[] parts = line.split("[=,]", -1);
      if (parts.length == 4) {
        tables.add(new Table(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2])));
        equal &= parts[3].equals("0");
      }
    }
    if (!equal) {
      throw new IOException("the results differ:\n" + String.join("\n", lines));
    }
    return new Comparison(tables);
  }
}
