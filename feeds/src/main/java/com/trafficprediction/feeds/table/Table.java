package com.trafficprediction.feeds.table;

import com.trafficprediction.feeds.mapping.Compression;
import com.trafficprediction.feeds.mapping.Delimiter;
import com.trafficprediction.feeds.source.FeedException;
import com.trafficprediction.feeds.source.FeedException.Kind;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A small delimited table, read whole. Quoted fields may hold delimiters and line breaks. */
final class Table {
  /** A row and where it stands. */
  record Row(String file, long line, List<String> fields) {
    /** The field, stripped; empty when the row is too short or the column is not mapped. */
    String text(int column) {
      return column < 0 || column >= fields.size() ? "" : fields.get(column).strip();
    }

    /**
     * The field as a number; NaN when empty.
     *
     * @throws FeedException naming file, line and key when it is something else
     */
    double number(int column, String keyPath) {
      String text = text(column);
      try {
        return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
      } catch (NumberFormatException e) {
        throw wrong("'" + text + "' (" + keyPath + ") is not a number");
      }
    }

    FeedException wrong(String message) {
      return new FeedException(Kind.MALFORMED_DATA, file + ", line " + line + ": " + message);
    }
  }

  private final ColumnNames columns;
  private final List<Row> rows;

  private Table(ColumnNames columns, List<Row> rows) {
    this.columns = columns;
    this.rows = rows;
  }

  /** Reads a table; blank lines are passed over. */
  static Table read(DataDirectory data, String file, Delimiter delimiter, boolean header) {
    String name = data.resolve(file).toString();
    List<Row> rows = new ArrayList<>();
    try (InputStream in = data.open(file, Compression.BY_SUFFIX);
        CsvReader<CsvRecord> csv =
            CsvReader.builder()
                .fieldSeparator(delimiter.character())
                .detectBomHeader(true)
                .ofCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (CsvRecord csvRecord : csv) {
        rows.add(new Row(name, csvRecord.getStartingLineNumber(), csvRecord.getFields()));
      }
    } catch (CsvParseException e) {
      throw new FeedException(Kind.MALFORMED_DATA, name + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
    if (!header) {
      return new Table(ColumnNames.byPosition(name), rows);
    }
    if (rows.isEmpty()) {
      throw new FeedException(Kind.MALFORMED_DATA, name + ": is empty, not even a header");
    }
    return new Table(
        ColumnNames.of(name, rows.get(0).fields()), List.copyOf(rows.subList(1, rows.size())));
  }

  /** Index of a mapped column, or -1 when the key is not given. */
  int column(String keyPath, @Nullable String column) {
    return column == null ? -1 : columns.index(keyPath, column);
  }

  List<Row> rows() {
    return rows;
  }
}
