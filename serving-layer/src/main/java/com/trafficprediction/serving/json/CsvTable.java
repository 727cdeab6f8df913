package com.trafficprediction.serving.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * JSON rows as CSV (RFC 4180): a nested field becomes a column {@code outer_inner}, null an empty
 * cell. A cell that a spreadsheet would run as a formula is quoted with an apostrophe.
 */
public final class CsvTable {
  /**
   * For {@code @Produces} beside a method that answers JSON: whoever takes anything gets JSON.
   * Without the lower quality Jersey takes whichever method it finds first.
   */
  public static final String PRODUCES = "text/csv;qs=0.5";

  private static final String LINE_END = "\r\n";
  private static final String FORMULA_STARTS = "=+-@\t";

  private CsvTable() {}

  /** The table with a header line, UTF-8. */
  public static byte[] write(List<JsonNode> rows) {
    List<Map<String, String>> flat = new ArrayList<>();
    Set<String> columns = new LinkedHashSet<>();
    for (JsonNode row : rows) {
      Map<String, String> cells = new LinkedHashMap<>();
      flatten("", row, cells);
      columns.addAll(cells.keySet());
      flat.add(cells);
    }
    StringBuilder csv = new StringBuilder(String.join(",", columns)).append(LINE_END);
    for (Map<String, String> cells : flat) {
      List<String> line = new ArrayList<>();
      columns.forEach(column -> line.add(cells.getOrDefault(column, "")));
      csv.append(String.join(",", line)).append(LINE_END);
    }
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void flatten(String prefix, JsonNode node, Map<String, String> cells) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String name = prefix + field.getKey();
      if (field.getValue().isObject()) {
        flatten(name + "_", field.getValue(), cells);
      } else {
        cells.put(name, cell(field.getValue()));
      }
    }
  }

  private static String cell(JsonNode value) {
    if (value.isNull()) {
      return "";
    }
    String text = value.asText();
    if (value.isTextual() && !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0) {
      text = "'" + text;
    }
    boolean special = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return special ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
