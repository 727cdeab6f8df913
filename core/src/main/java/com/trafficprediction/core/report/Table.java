package com.trafficprediction.core.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of text; the first column names the row. Cells that start like a number align right.
 *
 * <p>Not thread-safe.
 */
final class Table {
  private final String caption;
  private final List<String> head;
  private final List<List<String>> rows = new ArrayList<>();
  private final List<Boolean> strong = new ArrayList<>();

  Table(String caption, String... head) {
    this.caption = caption;
    this.head = List.of(head);
  }

  Table row(String... cells) {
    return add(false, cells);
  }

  /** A row that stands out, such as the selected model's. */
  Table strongRow(String... cells) {
    return add(true, cells);
  }

  private Table add(boolean isStrong, String... cells) {
    if (cells.length != head.size()) {
      throw new IllegalArgumentException(
          caption + ": " + cells.length + " cells under " + head.size() + " headings");
    }
    rows.add(List.of(cells));
    strong.add(isStrong);
    return this;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The table, open to view. */
  void write(Markup m) {
    m.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption);
    m.open("table").leaf("caption", caption).open("thead").open("tr");
    for (int i = 0; i < head.size(); i++) {
      m.leaf("th", head.get(i), "scope", "col", "class", numericColumn(i) ? "num" : "");
    }
    m.close().close().open("tbody");
    for (int r = 0; r < rows.size(); r++) {
      m.open("tr", "class", strong.get(r) ? "strong" : "");
      for (int i = 0; i < head.size(); i++) {
        String cell = rows.get(r).get(i);
        if (i == 0) {
          m.leaf("th", cell, "scope", "row");
        } else {
          m.leaf("td", cell, "class", numericColumn(i) ? "num" : "");
        }
      }
      m.close();
    }
    m.close().close().close();
  }

  /** The table behind a chart: folded, one key press away, under its caption. */
  void writeFolded(Markup m) {
    m.open("details").leaf("summary", "Table: " + caption);
    write(m);
    m.close();
  }

  private boolean numericColumn(int column) {
    return column > 0
        && rows.stream()
            .map(row -> row.get(column))
            .allMatch(cell -> cell.isEmpty() || startsLikeNumber(cell.charAt(0)))
        && !rows.isEmpty();
  }

  private static boolean startsLikeNumber(char c) {
    return Character.isDigit(c) || c == '−' || c == '+' || c == '–' || c == '×';
  }
}
