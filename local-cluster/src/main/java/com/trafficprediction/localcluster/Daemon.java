package com.trafficprediction.localcluster;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** A process of the stack, in the order in which to start them. */
public enum Daemon {
  /** NameNode and, unless that is apart, DataNode. */
  HDFS(Service.HDFS, "hadoop", "hadoop.HdfsMain", 256, 400, true),
  /** A DataNode in a process of its own; see {@link LocalCluster.Builder#dataNodeApart()}. */
  DATANODE(Service.HDFS, "hadoop", "hadoop.DataNodeMain", 192, 250, true),
  /** YARN's scheduler. */
  RESOURCEMANAGER(Service.YARN, "hadoop", "hadoop.ResourceManagerMain", 192, 280, true),
  /** Runs containers; the job history server lives in it. */
  NODEMANAGER(Service.YARN, "hadoop", "hadoop.NodeManagerMain", 192, 300, true),
  /** ZooKeeper, master, region server. */
  HBASE(Service.HBASE, "hbase", "hbase.HBaseMain", 512, 650, false),
  /** The broker. */
  KAFKA(Service.KAFKA, "kafka", "kafka.KafkaMain", 384, 500, false);

  private final Service service;
  private final String library;
  private final String main;
  private final int heapMib;
  private final int expectedMib;
  private final boolean light;

  Daemon(
      Service service, String library, String main, int heapMib, int expectedMib, boolean light) {
    this.service = service;
    this.library = library;
    this.main = main;
    this.heapMib = heapMib;
    this.expectedMib = expectedMib;
    this.light = light;
  }

  /** The service it is a part of. */
  public Service service() {
    return service;
  }

  /** The name as messages, pid and log files write it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The library directory its class path comes from. */
  String library() {
    return library;
  }

  String mainClass() {
    return "com.trafficprediction.localcluster.daemon." + main;
  }

  /** The heap's upper bound in MiB, unless configured otherwise. */
  int heapMib() {
    return heapMib;
  }

  /** Resident memory to plan for, MiB: the heap and what a JVM needs beside it, as measured. */
  int expectedMib() {
    return expectedMib;
  }

  /**
   * Whether start-up costs it more than steady work, so that the optimising compiler does not pay.
   */
  boolean light() {
    return light;
  }

  /** The daemons it waits for before it can become ready. */
  List<Daemon> needs() {
    return switch (this) {
      case NODEMANAGER, HBASE -> List.of(HDFS);
      case HDFS, DATANODE, RESOURCEMANAGER, KAFKA -> List.of();
    };
  }

  /** What can stop at the same time; lower ranks first: writers before what they write to. */
  int stopRank() {
    return switch (this) {
      case KAFKA, HBASE, NODEMANAGER -> 0;
      case RESOURCEMANAGER -> 1;
      case HDFS, DATANODE -> 2;
    };
  }

  /** The daemons of services; HDFS is one process. */
  static List<Daemon> of(Collection<Service> services) {
    return of(services, false);
  }

  /** The daemons of services; HDFS is two processes where its DataNode is apart. */
  static List<Daemon> of(Collection<Service> services, boolean dataNodeApart) {
    return Arrays.stream(values())
        .filter(daemon -> services.contains(daemon.service))
        .filter(daemon -> daemon != DATANODE || dataNodeApart)
        .toList();
  }
}
