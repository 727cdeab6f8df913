package com.trafficprediction.feeds.mapping;

/** How files are compressed. */
public enum Compression {
  /** Gzip where the name ends in .gz, else none. */
  BY_SUFFIX,
  NONE,
  GZIP;

  /** True when a file of this name is to be read as gzip. */
  public boolean isGzip(String fileName) {
    return this == GZIP || (this == BY_SUFFIX && fileName.endsWith(".gz"));
  }
}
