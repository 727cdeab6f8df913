package com.trafficprediction.feeds.mapping;

import com.trafficprediction.feeds.time.TimestampParser;
import com.trafficprediction.feeds.yaml.Key;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** How timestamps are written and what they mean. */
public record TimeMapping(
    @Key(
            value =
                "iso-8601, epoch-seconds, epoch-millis, or a pattern of java.time such as"
                    + " yyyy-MM-dd HH:mm",
            fallback = TimeMapping.DEFAULT_FORMAT)
        String format,
    @Key("Zone of timestamps that name none; the data set's time_zone when absent")
        @Nullable ZoneId zone,
    @Key(
            value = "Whether a timestamp is the start or the end of the interval it stands for",
            fallback = "start")
        Marks marks,
    @Key("Seconds that one reading covers, 1 to 300") int intervalSeconds,
    @Key("Local time of the first row, for files without a timestamp")
        @Nullable LocalDateTime start,
    @Key("Seconds from row to row, for files without a timestamp; interval_seconds when absent")
        @Nullable Integer stepSeconds) {

  static final String DEFAULT_FORMAT = "iso-8601";

  /** Which end of its interval a timestamp is. */
  public enum Marks {
    START,
    END
  }

  public TimeMapping {
    TimestampParser.check("format", format);
    if (intervalSeconds < 1 || intervalSeconds > 300) {
      throw new IllegalArgumentException(
          "interval_seconds: must lie in 1 to 300, readings are folded into 5-minute windows");
    }
    if (stepSeconds != null && (start == null || stepSeconds < 1)) {
      throw new IllegalArgumentException("step_seconds: needs start, and must be positive");
    }
  }
}
