package com.trafficprediction.feeds.lines;

import com.trafficprediction.core.reading.RawReading;

/** Knows one text format and one file's columns. For use by one thread. */
interface LineParser {

  /** Hands everything that a line holds to the collector. The line is not blank and not cut. */
  void parse(LineSource line, Collector out);

  /** What to show of a line when a reading out of it is rejected. */
  default String text(LineSource line, RawReading reading) {
    return line.text();
  }

  /** Opens a file: reads its header, if the format has one, and resolves columns. */
  interface Factory {
    /**
     * Opens one file.
     *
     * @param file relative name, for rejected rows
     * @param firstLine the file's first line; must not be kept
     */
    LineParser open(String file, LineSource firstLine);

    /** True when the first line is a header and not data. */
    boolean hasHeader();
  }
}
