package com.trafficprediction.batch.publishing;

import com.trafficprediction.batch.command.JobException;
import org.apache.hadoop.conf.Configuration;

/**
 * What a deployment chooses about publishing.
 *
 * @param days days of five-minute windows before the watermark that are loaded, at least 1; lags
 *     and history reach back no further
 * @param keep earlier runs that are kept beside the live one, at least 0: what can be gone back to
 * @param rollback true to let a run replace a live one that was started later
 */
public record PublishSettings(int days, int keep, boolean rollback) {
  public static final String DAYS = "traffic.publish.days";
  public static final String KEEP = "traffic.publish.keep";
  public static final String ROLLBACK = "traffic.publish.rollback";

  /** A week, so that a chart can show the same time last week, and a day of slack. */
  public static final int DEFAULT_DAYS = 8;

  public static final int DEFAULT_KEEP = 3;

  public PublishSettings {
    if (days < 1) {
      throw JobException.usage(DAYS + " = " + days + ": at least one day of windows is needed");
    }
    if (keep < 0) {
      throw JobException.usage(KEEP + " = " + keep + ": cannot keep fewer than no runs");
    }
  }

  /** The settings in a configuration, with defaults for what it does not name. */
  public static PublishSettings from(Configuration conf) {
    return new PublishSettings(
        conf.getInt(DAYS, DEFAULT_DAYS),
        conf.getInt(KEEP, DEFAULT_KEEP),
        conf.getBoolean(ROLLBACK, false));
  }
}
