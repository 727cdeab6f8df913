package com.trafficprediction.localcluster;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Every port the stack listens on, with its number at offset 0. */
public enum Port {
  /** HDFS clients: the port of {@code fs.defaultFS}. */
  NAMENODE(Daemon.HDFS, 9000),
  /** The NameNode's web pages, WebHDFS and JMX. */
  NAMENODE_HTTP(Daemon.HDFS, 9870),
  /** Block transfer. */
  DATANODE(Daemon.HDFS, 9866),
  /** The DataNode's web pages. */
  DATANODE_HTTP(Daemon.HDFS, 9864),
  /** DataNode control. */
  DATANODE_IPC(Daemon.HDFS, 9867),
  /** Job submission. */
  RESOURCEMANAGER(Daemon.RESOURCEMANAGER, 8032),
  /** Application masters. */
  RESOURCEMANAGER_SCHEDULER(Daemon.RESOURCEMANAGER, 8030),
  /** NodeManagers. */
  RESOURCEMANAGER_TRACKER(Daemon.RESOURCEMANAGER, 8031),
  /** {@code yarn rmadmin}. */
  RESOURCEMANAGER_ADMIN(Daemon.RESOURCEMANAGER, 8033),
  /** YARN's web pages and REST. */
  RESOURCEMANAGER_HTTP(Daemon.RESOURCEMANAGER, 8088),
  /** Container start. */
  NODEMANAGER(Daemon.NODEMANAGER, 8041),
  /** Localizers. */
  NODEMANAGER_LOCALIZER(Daemon.NODEMANAGER, 8040),
  /** Container logs. */
  NODEMANAGER_HTTP(Daemon.NODEMANAGER, 8042),
  /** Map output to reducers. */
  SHUFFLE(Daemon.NODEMANAGER, 13562),
  /** Counters and states of finished jobs. */
  JOB_HISTORY(Daemon.NODEMANAGER, 10020),
  /** Job history administration. */
  JOB_HISTORY_ADMIN(Daemon.NODEMANAGER, 10033),
  /** Job history's web pages. */
  JOB_HISTORY_HTTP(Daemon.NODEMANAGER, 19888),
  /** HBase clients find everything through it. */
  ZOOKEEPER(Daemon.HBASE, 2181),
  /** HBase's master. */
  HBASE_MASTER(Daemon.HBASE, 16000),
  /** HBase's region server. */
  HBASE_REGIONSERVER(Daemon.HBASE, 16020),
  /** Kafka clients. */
  KAFKA(Daemon.KAFKA, 9092),
  /** Kafka's controller. */
  KAFKA_CONTROLLER(Daemon.KAFKA, 9093);

  private final Daemon daemon;
  private final int standard;

  Port(Daemon daemon, int standard) {
    this.daemon = daemon;
    this.standard = standard;
  }

  /** The daemon that listens on it. */
  public Daemon daemon() {
    return daemon;
  }

  /** Its number at offset 0. */
  public int standard() {
    return standard;
  }

  /** The name as messages and the port file write it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static List<Port> of(Daemon daemon) {
    return Arrays.stream(values()).filter(p -> p.daemon == daemon).toList();
  }
}
