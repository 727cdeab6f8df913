package com.trafficprediction.localcluster;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a user can ask for. A service is one or more {@linkplain Daemon daemons}. */
public enum Service {
  /** NameNode and DataNode. */
  HDFS,
  /** ResourceManager and NodeManager with the job history server; needs HDFS. */
  YARN,
  /** ZooKeeper, master and region server; needs HDFS. */
  HBASE,
  /** One broker in KRaft mode. */
  KAFKA;

  /**
   * Returns the service of that name, in any case.
   *
   * @throws ClusterException (usage) if there is none
   */
  public static Service get(String name) {
    return Arrays.stream(values())
        .filter(s -> s.name().equalsIgnoreCase(name.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                ClusterException.usage(
                    "no service is called '"
                        + name
                        + "'; the services are "
                        + Arrays.stream(values())
                            .map(Service::label)
                            .collect(Collectors.joining(", "))));
  }

  /** The name as users write it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the services and all that they need. */
  static Set<Service> withNeeds(Collection<Service> services) {
    Set<Service> all = EnumSet.noneOf(Service.class);
    all.addAll(services);
    if (all.contains(YARN) || all.contains(HBASE)) {
      all.add(HDFS);
    }
    return all;
  }
}
