package com.trafficprediction.feeds.table;

import com.trafficprediction.core.network.Direction;
import com.trafficprediction.feeds.table.Table.Row;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A freeway and the direction of travel on it. */
record Road(String freeway, Direction direction) {

  /** Reads roads from one column with a pattern, or from two columns. */
  record Columns(int road, @Nullable Pattern pattern, int freeway, int direction) {
    static Columns of(
        Table table,
        String section,
        @Nullable String road,
        @Nullable String pattern,
        @Nullable String freeway,
        @Nullable String direction) {
      return new Columns(
          table.column(section + ".columns.road", road),
          pattern == null ? null : Pattern.compile(pattern),
          table.column(section + ".columns.freeway", freeway),
          table.column(section + ".columns.direction", direction));
    }

    /** The row's road; empty when the row names none. */
    Optional<Road> read(Row row) {
      return pattern == null ? separate(row) : combined(row, pattern);
    }

    private Optional<Road> combined(Row row, Pattern taken) {
      String text = row.text(road);
      if (text.isEmpty()) {
        return Optional.empty();
      }
      Matcher matcher = taken.matcher(text);
      if (!matcher.matches()) {
        throw row.wrong("road '" + text + "' does not match road_pattern " + taken);
      }
      return Optional.of(
          new Road(matcher.group("freeway"), direction(row, matcher.group("direction"))));
    }

    private Optional<Road> separate(Row row) {
      String name = row.text(freeway);
      return name.isEmpty()
          ? Optional.empty()
          : Optional.of(new Road(name, direction(row, row.text(direction))));
    }

    private static Direction direction(Row row, String code) {
      try {
        return Direction.ofCode(code);
      } catch (IllegalArgumentException e) {
        throw row.wrong(String.valueOf(e.getMessage()));
      }
    }
  }
}
