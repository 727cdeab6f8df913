package com.trafficprediction.feeds.mapping;

import com.trafficprediction.feeds.synthetic.SyntheticParameters;
import com.trafficprediction.feeds.yaml.Key;
import com.trafficprediction.feeds.yaml.Variant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where readings come from, by format. */
public sealed interface ReadingsMapping {

  /** Readings from files. */
  sealed interface Files extends ReadingsMapping permits CsvLong, CsvWide, JsonLines, PandasHdf5 {
    /** Names or patterns, relative to the data directory. */
    List<String> files();

    Compression compression();

    TimeMapping time();

    ValuesMapping values();

    /** True when readings may carry this quantity. */
    boolean has(MeasuredQuantity quantity);

    /** True when readings say what share of them was measured. */
    boolean hasObserved();
  }

  /** One reading per line. */
  @Variant(value = "csv-long", doc = "A text table with one reading per line")
  record CsvLong(
      @Key("File names or patterns such as d??_*.txt.gz, read in the order of names")
          List<String> files,
      @Key(value = "How files are compressed", fallback = "by_suffix") Compression compression,
      @Key(value = "What separates the fields", fallback = "comma") Delimiter delimiter,
      @Key(value = "Whether the first line names the columns", fallback = "true") boolean header,
      @Key("Which column holds what: a name, or with header: false a position from 1")
          ReadingColumns columns,
      @Key("How timestamps are written and what they mean") TimeMapping time,
      @Key("Units, and what marks a missing value") ValuesMapping values)
      implements Files {
    public CsvLong {
      checkFiles(files);
      columns.check(values);
      noStart(time);
    }

    @Override
    public boolean has(MeasuredQuantity quantity) {
      return mapped(columns, quantity);
    }

    @Override
    public boolean hasObserved() {
      return columns.observed() != null || columns.imputed() != null;
    }
  }

  /** One line per time, one column per segment. */
  @Variant(value = "csv-wide", doc = "A text table with a line per time and a column per segment")
  record CsvWide(
      @Key("File names or patterns, read in the order of names") List<String> files,
      @Key(value = "How files are compressed", fallback = "by_suffix") Compression compression,
      @Key(value = "What separates the fields", fallback = "comma") Delimiter delimiter,
      @Key(
              value =
                  "Whether the first line names the columns (segment ids); without it the columns"
                      + " are the segments in the order of the segments table",
              fallback = "true")
          boolean header,
      @Key(value = "What the cells are", fallback = "speed") MeasuredQuantity quantity,
      @Key("Column of the timestamp; without one, give time.start") @Nullable String timestamp,
      @Key(value = "Columns that are neither a segment nor the timestamp", fallback = "[]")
          List<String> ignore,
      @Key("How timestamps are written and what they mean") TimeMapping time,
      @Key("Units, and what marks a missing value") ValuesMapping values)
      implements Files {
    public CsvWide {
      checkFiles(files);
      if ((timestamp == null) == (time.start() == null)) {
        throw new IllegalArgumentException(
            "give either the column 'timestamp', or time.start for files without one");
      }
      if (timestamp == null && (files.size() > 1 || files.get(0).matches(".*[*?\\[{].*"))) {
        throw new IllegalArgumentException(
            "time.start is the time of one file's first row: name exactly one file");
      }
      checkUnits(quantity, values);
    }

    @Override
    public boolean has(MeasuredQuantity wanted) {
      return wanted == quantity;
    }

    @Override
    public boolean hasObserved() {
      return false;
    }
  }

  /** One JSON object per line. */
  @Variant(value = "json-lines", doc = "A JSON object per line")
  record JsonLines(
      @Key("File names or patterns, read in the order of names") List<String> files,
      @Key(value = "How files are compressed", fallback = "by_suffix") Compression compression,
      @Key("Which JSON pointer (RFC 6901) leads to what, such as /detector/id")
          ReadingColumns pointers,
      @Key("How timestamps are written and what they mean") TimeMapping time,
      @Key("Units, and what marks a missing value") ValuesMapping values)
      implements Files {
    public JsonLines {
      checkFiles(files);
      pointers.check(values);
      noStart(time);
      for (ReadingColumns.Part part : ReadingColumns.Part.values()) {
        pointers
            .find(part)
            .filter(p -> !p.startsWith("/"))
            .ifPresent(
                p -> {
                  throw new IllegalArgumentException(
                      "pointers."
                          + part.key()
                          + ": '"
                          + p
                          + "' is not a JSON pointer; write '/"
                          + p.replace('.', '/')
                          + "'");
                });
      }
    }

    @Override
    public boolean has(MeasuredQuantity quantity) {
      return mapped(pointers, quantity);
    }

    @Override
    public boolean hasObserved() {
      return pointers.observed() != null || pointers.imputed() != null;
    }
  }

  /** A frame as pandas writes it. */
  @Variant(
      value = "hdf5-pandas",
      doc = "A pandas DataFrame in HDF5 (fixed format): rows are times, columns are segments")
  record PandasHdf5(
      @Key("File names or patterns, read in the order of names") List<String> files,
      @Key("Group of the frame in the file; needed only where a file holds several")
          @Nullable String group,
      @Key(value = "What the cells are", fallback = "speed") MeasuredQuantity quantity,
      @Key("What timestamps mean; they are numbers and have no format") TimeMapping time,
      @Key("Units, and what marks a missing value") ValuesMapping values)
      implements Files {
    public PandasHdf5 {
      checkFiles(files);
      checkUnits(quantity, values);
      noStart(time);
      if (!time.format().equals(TimeMapping.DEFAULT_FORMAT)) {
        throw new IllegalArgumentException(
            "time.format: the timestamps of HDF5 frames are numbers, remove it");
      }
    }

    @Override
    public Compression compression() {
      return Compression.NONE;
    }

    @Override
    public boolean has(MeasuredQuantity wanted) {
      return wanted == quantity;
    }

    @Override
    public boolean hasObserved() {
      return false;
    }
  }

  /** Readings that a traffic model computes. */
  @Variant(value = "synthetic", doc = "A traffic model in place of files; needs no data directory")
  record Synthetic(
      @Key(value = "Settings of the model that differ from its defaults", fallback = "{}")
          SyntheticParameters model)
      implements ReadingsMapping {}

  private static boolean mapped(ReadingColumns columns, MeasuredQuantity quantity) {
    return switch (quantity) {
          case SPEED -> columns.speed();
          case VOLUME -> columns.volume();
          case OCCUPANCY -> columns.occupancy();
        }
        != null;
  }

  private static void checkFiles(List<String> files) {
    if (files.isEmpty()) {
      throw new IllegalArgumentException("files: name at least one file or pattern");
    }
  }

  private static void noStart(TimeMapping time) {
    if (time.start() != null) {
      throw new IllegalArgumentException(
          "time.start: only for csv-wide files without a timestamp column");
    }
  }

  private static void checkUnits(MeasuredQuantity quantity, ValuesMapping values) {
    if ((quantity == MeasuredQuantity.VOLUME) != (values.volumePer() != null)) {
      throw new IllegalArgumentException(
          "values.volume_per belongs to quantity: volume, and is needed there");
    }
    if ((quantity == MeasuredQuantity.OCCUPANCY) != (values.occupancyUnit() != null)) {
      throw new IllegalArgumentException(
          "values.occupancy_unit belongs to quantity: occupancy, and is needed there");
    }
  }
}
