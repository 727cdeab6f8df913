package com.trafficprediction.localcluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes {@code conf/}: what daemons, jobs and clients of this stack read. The same files serve all
 * of them, as on any Hadoop cluster. They are generated anew at each start.
 */
final class ConfigurationFiles {
  private static final String LOOPBACK = "127.0.0.1";
  private static final String HOST = "localhost";

  private final Home home;
  private final Ports ports;
  private final Distribution distribution;
  private final String user;
  private final boolean dataNodeApart;

  ConfigurationFiles(
      Home home, Ports ports, Distribution distribution, String user, boolean dataNodeApart) {
    this.dataNodeApart = dataNodeApart;
    this.home = home;
    this.ports = ports;
    this.distribution = distribution;
    this.user = user;
  }

  void write() {
    writeXml("core-site.xml", core());
    writeXml("hdfs-site.xml", hdfs());
    writeXml("mapred-site.xml", mapred());
    writeXml("yarn-site.xml", yarn());
    writeXml("capacity-scheduler.xml", scheduler());
    writeXml("hbase-site.xml", hbase());
    writeText("kafka-server.properties", kafkaServer());
    writeText(
        "kafka-client.properties",
        "bootstrap.servers=" + HOST + ":" + ports.get(Port.KAFKA) + "\n");
    writeText("log4j.properties", CLIENT_LOGGING);
    writeText("log4j-daemon.properties", DAEMON_LOGGING);
  }

  private Map<String, String> core() {
    Map<String, String> p = new LinkedHashMap<>();
    p.put("fs.defaultFS", "hdfs://" + at(Port.NAMENODE));
    p.put("hadoop.tmp.dir", data("tmp"));
    p.put("hadoop.http.staticuser.user", user);
    // A scheduler such as Oozie starts jobs for others; here it is the superuser as it is.
    p.put("hadoop.proxyuser." + user + ".hosts", LOOPBACK);
    p.put("hadoop.proxyuser." + user + ".groups", "*");
    // A daemon that is down should be noticed at once, not after ten attempts of a second each.
    p.put("ipc.client.connect.max.retries", "3");
    p.put("ipc.client.connect.retry.interval", "500");
    return p;
  }

  private Map<String, String> hdfs() {
    Map<String, String> p = new LinkedHashMap<>();
    p.put("dfs.replication", "1");
    p.put("dfs.namenode.name.dir", uri("hdfs/name"));
    p.put("dfs.datanode.data.dir", uri("hdfs/data"));
    p.put("dfs.namenode.rpc-address", at(Port.NAMENODE));
    p.put("dfs.namenode.rpc-bind-host", LOOPBACK);
    p.put("dfs.namenode.http-address", at(Port.NAMENODE_HTTP));
    p.put("dfs.namenode.http-bind-host", LOOPBACK);
    p.put("dfs.datanode.address", LOOPBACK + ":" + ports.get(Port.DATANODE));
    p.put("dfs.datanode.http.address", LOOPBACK + ":" + ports.get(Port.DATANODE_HTTP));
    p.put("dfs.datanode.ipc.address", LOOPBACK + ":" + ports.get(Port.DATANODE_IPC));
    p.put("dfs.datanode.hostname", HOST);
    p.put("dfs.namenode.safemode.extension", "0");
    p.put("dfs.namenode.handler.count", "8");
    p.put("dfs.datanode.handler.count", "4");
    p.put("dfs.datanode.max.transfer.threads", "512");
    p.put("dfs.heartbeat.interval", "1");
    p.put("traffic.datanode.apart", Boolean.toString(dataNodeApart));
    // With one DataNode there is no other to replace a failed one by.
    p.put("dfs.client.block.write.replace-datanode-on-failure.policy", "NEVER");
    // Closing a file asks for its last block once, and again after so long: here the first report
    // of the only DataNode takes milliseconds, and the default of 400 would be most of a close.
    p.put("dfs.client.block.write.locateFollowingBlock.initial.delay.ms", "20");
    return p;
  }

  private Map<String, String> mapred() {
    String classPath = distribution.jar("hadoop") + "," + home.conf();
    String lean = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto";
    Map<String, String> p = new LinkedHashMap<>();
    // -Dmapreduce.framework.name=yarn runs the same job in containers.
    p.put("mapreduce.framework.name", "local");
    p.put("mapreduce.local.map.tasks.maximum", "2");
    p.put("mapreduce.application.classpath", classPath);
    p.put("mapreduce.map.memory.mb", "768");
    p.put("mapreduce.map.java.opts", "-Xmx576m -XX:+UseSerialGC");
    p.put("mapreduce.reduce.memory.mb", "1024");
    p.put("mapreduce.reduce.java.opts", "-Xmx768m -XX:+UseSerialGC");
    p.put("yarn.app.mapreduce.am.resource.mb", "512");
    p.put("yarn.app.mapreduce.am.command-opts", "-Xmx320m " + lean);
    p.put("yarn.app.mapreduce.am.staging-dir", "/tmp/hadoop-yarn/staging");
    // Reducers that wait for maps hold memory the maps need.
    p.put("mapreduce.job.reduce.slowstart.completedmaps", "1.0");
    p.put("mapreduce.task.io.sort.mb", "64");
    p.put("mapreduce.map.output.compress", "true");
    p.put("mapreduce.map.output.compress.codec", "org.apache.hadoop.io.compress.SnappyCodec");
    p.put("mapreduce.shuffle.port", port(Port.SHUFFLE));
    p.put("mapreduce.jobhistory.address", at(Port.JOB_HISTORY));
    p.put("mapreduce.jobhistory.bind-host", LOOPBACK);
    p.put("mapreduce.jobhistory.webapp.address", at(Port.JOB_HISTORY_HTTP));
    p.put("mapreduce.jobhistory.admin.address", at(Port.JOB_HISTORY_ADMIN));
    return p;
  }

  private Map<String, String> yarn() {
    Map<String, String> p = new LinkedHashMap<>();
    p.put("yarn.resourcemanager.hostname", HOST);
    p.put("yarn.resourcemanager.bind-host", LOOPBACK);
    p.put("yarn.resourcemanager.address", at(Port.RESOURCEMANAGER));
    p.put("yarn.resourcemanager.scheduler.address", at(Port.RESOURCEMANAGER_SCHEDULER));
    p.put("yarn.resourcemanager.resource-tracker.address", at(Port.RESOURCEMANAGER_TRACKER));
    p.put("yarn.resourcemanager.admin.address", at(Port.RESOURCEMANAGER_ADMIN));
    p.put("yarn.resourcemanager.webapp.address", at(Port.RESOURCEMANAGER_HTTP));
    p.put("yarn.resourcemanager.connect.retry-interval.ms", "250");
    p.put("yarn.resourcemanager.nodemanagers.heartbeat-interval-ms", "250");
    p.put("yarn.nodemanager.hostname", HOST);
    p.put("yarn.nodemanager.bind-host", LOOPBACK);
    p.put("yarn.nodemanager.address", at(Port.NODEMANAGER));
    p.put("yarn.nodemanager.localizer.address", at(Port.NODEMANAGER_LOCALIZER));
    p.put("yarn.nodemanager.webapp.address", at(Port.NODEMANAGER_HTTP));
    p.put("yarn.nodemanager.local-dirs", data("yarn/local"));
    p.put("yarn.nodemanager.log-dirs", home.log().resolve("containers").toString());
    p.put("yarn.nodemanager.aux-services", "mapreduce_shuffle");
    p.put(
        "yarn.nodemanager.aux-services.mapreduce_shuffle.class",
        "org.apache.hadoop.mapred.ShuffleHandler");
    p.put("yarn.nodemanager.resource.memory-mb", "4096");
    p.put("yarn.nodemanager.resource.cpu-vcores", "4");
    p.put("yarn.scheduler.minimum-allocation-mb", "256");
    p.put("yarn.scheduler.maximum-allocation-mb", "4096");
    // A JVM reserves far more address space than it uses; only what it uses counts here.
    p.put("yarn.nodemanager.vmem-check-enabled", "false");
    // One full developer's disk is no reason to refuse work: only an unwritable directory is.
    p.put("yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage", "100");
    p.put("yarn.nodemanager.disk-health-checker.min-free-space-per-disk-mb", "0");
    p.put("yarn.application.classpath", distribution.jar("hadoop").toString());
    p.put("yarn.log-aggregation-enable", "false");
    return p;
  }

  private static Map<String, String> scheduler() {
    Map<String, String> p = new LinkedHashMap<>();
    p.put("yarn.scheduler.capacity.root.queues", "default");
    p.put("yarn.scheduler.capacity.root.default.capacity", "100");
    // Small containers: let several applications have their master at once. A master keeps its
    // container for five seconds after its job: with room for one alone, each job waits for that.
    p.put("yarn.scheduler.capacity.maximum-am-resource-percent", "0.6");
    return p;
  }

  private Map<String, String> hbase() {
    Map<String, String> p = new LinkedHashMap<>();
    p.put("hbase.rootdir", "hdfs://" + at(Port.NAMENODE) + "/hbase");
    p.put("hbase.cluster.distributed", "false");
    p.put("hbase.tmp.dir", data("hbase-tmp"));
    p.put("hbase.zookeeper.quorum", HOST);
    p.put("hbase.zookeeper.property.clientPort", port(Port.ZOOKEEPER));
    p.put("hbase.zookeeper.property.dataDir", data("zookeeper"));
    p.put("hbase.master.port", port(Port.HBASE_MASTER));
    p.put("hbase.regionserver.port", port(Port.HBASE_REGIONSERVER));
    p.put("hbase.master.ipc.address", LOOPBACK);
    p.put("hbase.regionserver.ipc.address", LOOPBACK);
    p.put("hbase.master.hostname", HOST);
    p.put("hbase.unsafe.regionserver.hostname", HOST);
    // Without it HBase takes its standard port numbers for "any port".
    p.put("hbase.localcluster.assign.random.ports", "false");
    // The published jars hold no web pages.
    p.put("hbase.master.info.port", "-1");
    p.put("hbase.regionserver.info.port", "-1");
    // One region server is all there will be: do not wait for more.
    p.put("hbase.master.wait.on.regionservers.mintostart", "1");
    p.put("hbase.master.wait.on.regionservers.maxtostart", "1");
    p.put("hbase.master.wait.on.regionservers.interval", "100");
    // The dead writer's lease is free at once: it was on this machine.
    p.put("hbase.lease.recovery.first.pause", "500");
    p.put("hbase.regionserver.handler.count", "16");
    p.put("hbase.hregion.memstore.flush.size", "67108864");
    // The main stops HBase itself; a hook that closes HDFS under it would lose the clean end.
    p.put("hbase.shutdown.hook", "false");
    p.put("fs.automatic.close", "false");
    return p;
  }

  private String kafkaServer() {
    Map<String, String> p = new LinkedHashMap<>();
    p.put("process.roles", "broker,controller");
    p.put("node.id", "1");
    p.put("controller.quorum.voters", "1@" + HOST + ":" + ports.get(Port.KAFKA_CONTROLLER));
    p.put(
        "listeners",
        "PLAINTEXT://" + at(Port.KAFKA) + ",CONTROLLER://" + at(Port.KAFKA_CONTROLLER));
    p.put("advertised.listeners", "PLAINTEXT://" + at(Port.KAFKA));
    p.put("controller.listener.names", "CONTROLLER");
    p.put("log.dirs", data("kafka"));
    p.put("auto.create.topics.enable", "false");
    p.put("offsets.topic.replication.factor", "1");
    p.put("offsets.topic.num.partitions", "8");
    p.put("transaction.state.log.replication.factor", "1");
    p.put("transaction.state.log.min.isr", "1");
    p.put("transaction.state.log.num.partitions", "8");
    p.put("share.coordinator.state.topic.replication.factor", "1");
    p.put("share.coordinator.state.topic.min.isr", "1");
    p.put("group.initial.rebalance.delay.ms", "0");
    p.put("log.message.timestamp.type", "LogAppendTime");
    p.put("log.cleaner.dedupe.buffer.size", "16777216");
    p.put("num.network.threads", "2");
    p.put("num.io.threads", "4");
    StringBuilder text = new StringBuilder();
    p.forEach(
        (key, value) ->
            text.append(key).append('=').append(value.replace("\\", "\\\\")).append('\n'));
    return text.toString();
  }

  private String at(Port port) {
    return HOST + ":" + ports.get(port);
  }

  private String port(Port port) {
    return Integer.toString(ports.get(port));
  }

  private String data(String name) {
    return home.data().resolve(name).toString();
  }

  private String uri(String name) {
    return home.data().resolve(name).toUri().toString();
  }

  private void writeXml(String name, Map<String, String> properties) {
    StringBuilder text = new StringBuilder();
    text.append(
        "<?xml version=\"1.0\"?>\n<!-- Generated by bin/traffic up; changes are lost. -->\n<configuration>\n");
    properties.forEach(
        (key, value) ->
            text.append("  <property><name>")
                .append(key)
                .append("</name><value>")
                .append(escape(value))
                .append("</value></property>\n"));
    writeText(name, text.append("</configuration>\n").toString());
  }

  private void writeText(String name, String text) {
    Path file = home.conf().resolve(name);
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static String escape(String value) {
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /**
   * For {@code hadoop jar}: Hadoop's chatter goes to a file, its warnings to the terminal as well.
   */
  private static final String CLIENT_LOGGING =
      """
      log4j.rootLogger=INFO, file, terminal
      log4j.appender.terminal=org.apache.log4j.ConsoleAppender
      log4j.appender.terminal.Target=System.err
      log4j.appender.terminal.Threshold=WARN
      log4j.appender.terminal.layout=org.apache.log4j.PatternLayout
      log4j.appender.terminal.layout.ConversionPattern=%p %c{1}: %m%n
      log4j.appender.file=org.apache.log4j.RollingFileAppender
      log4j.appender.file.File=${traffic.log.file}
      log4j.appender.file.MaxFileSize=20MB
      log4j.appender.file.MaxBackupIndex=3
      log4j.appender.file.layout=org.apache.log4j.PatternLayout
      log4j.appender.file.layout.ConversionPattern=%d{ISO8601} %p [%t] %c: %m%n
      # Java's own codecs serve us; that the native ones are missing is no news.
      log4j.logger.org.apache.hadoop.util.NativeCodeLoader=ERROR
      log4j.logger.org.apache.hadoop.metrics2=ERROR
      # Advice that does not fit: ZooKeeper is how a client finds this HBase.
      log4j.logger.org.apache.hadoop.hbase.client.ZKConnectionRegistry=ERROR
      log4j.logger.org.apache.hadoop.mapreduce.JobResourceUploader=ERROR
      # Logs a failed task's stack trace; the job says in a sentence what failed, and where.
      log4j.logger.org.apache.hadoop.mapred.LocalJobRunner=ERROR
      # Warns of its own thread being interrupted at every close.
      log4j.logger.org.apache.hadoop.hdfs.DataStreamer=ERROR
      """;

  private static final String DAEMON_LOGGING =
      """
      log4j.rootLogger=INFO, file
      log4j.appender.file=org.apache.log4j.RollingFileAppender
      log4j.appender.file.File=${traffic.log.file}
      log4j.appender.file.MaxFileSize=20MB
      log4j.appender.file.MaxBackupIndex=3
      log4j.appender.file.layout=org.apache.log4j.PatternLayout
      log4j.appender.file.layout.ConversionPattern=%d{ISO8601} %p [%t] %c: %m%n
      log4j.logger.org.apache.hadoop.util.NativeCodeLoader=ERROR
      log4j.logger.org.apache.hadoop.hdfs.server.namenode.FSNamesystem.audit=WARN
      log4j.logger.org.apache.zookeeper=WARN
      log4j.logger.BlockStateChange=WARN
      """;
}
