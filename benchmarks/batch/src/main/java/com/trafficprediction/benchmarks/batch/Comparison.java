package com.trafficprediction.benchmarks.batch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the comparison of both results counted.
 *
 * @param tables tables with their sizes
 */
record Comparison(List<Table> tables) {

  private static final Set<String> ALL = Set.of("windows", "profiles", "features");

  /** One table: how many rows and cells were compared. */
  record Table(String name, long rows, long cells) {}

  Comparison {
    tables = List.copyOf(tables);
  }

  /**
   * Reads what the peer wrote.
   *
   * @throws IOException when a cell differs or a table was not compared: then no time means
   *     anything
   */
  static Comparison require(List<String> lines) throws IOException {
    List<Table> tables = new ArrayList<>();
    Set<String> missing = new TreeSet<>(ALL);
    boolean equal = true;
    for (String line : lines) {
      String[] parts = line.split("[=,]", -1);
      if (parts.length == 4) {
        tables.add(new Table(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2])));
        equal &= parts[3].equals("0");
        if (!parts[1].equals("0")) {
          missing.remove(parts[0]);
        }
      }
    }
    if (!equal) {
      throw new IOException("the results differ:\n" + String.join("\n", lines));
    }
    if (!missing.isEmpty()) {
      throw new IOException(
          "nothing was compared of " + missing + ":\n" + String.join("\n", lines));
    }
    return new Comparison(tables);
  }
}
