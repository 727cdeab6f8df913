package com.trafficprediction.storage.hbase;

import org.apache.hadoop.conf.Configuration;

/**
 * What a deployment chooses about HBase; where HBase is comes from the Hadoop configuration.
 *
 * @param namespace namespace of all tables
 * @param saltBuckets regions that a new table starts with, 1 to 256; existing tables keep theirs
 */
public record HBaseSettings(String namespace, int saltBuckets) {
  public static final String NAMESPACE = "traffic.hbase.namespace";
  public static final String SALT_BUCKETS = "traffic.hbase.salt.buckets";
  public static final String DEFAULT_NAMESPACE = "traffic";

  /** One region server serves four regions a table well; a cluster wants one per disk or more. */
  public static final int DEFAULT_SALT_BUCKETS = 4;

  public HBaseSettings {
    if (!namespace.matches("[A-Za-z0-9_]+")) {
      throw new IllegalArgumentException(
          NAMESPACE + " = '" + namespace + "': letters, digits and underscores only");
    }
    if (saltBuckets < 1 || saltBuckets > SegmentKeys.MAX_BUCKETS) {
      throw new IllegalArgumentException(SALT_BUCKETS + " = " + saltBuckets + ": must be 1 to 256");
    }
  }

  /** The settings in a configuration, with defaults for what it does not name. */
  public static HBaseSettings from(Configuration configuration) {
    return new HBaseSettings(
        configuration.get(NAMESPACE, DEFAULT_NAMESPACE),
        configuration.getInt(SALT_BUCKETS, DEFAULT_SALT_BUCKETS));
  }
}
