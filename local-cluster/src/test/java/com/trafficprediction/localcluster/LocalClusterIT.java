package com.trafficprediction.localcluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trafficprediction.localcluster.DaemonStatus.State;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.client.ColumnFamilyDescriptorBuilder;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.ConnectionFactory;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Table;
import org.apache.hadoop.hbase.client.TableDescriptorBuilder;
import org.apache.hadoop.mapreduce.Job;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real daemons: what is written survives a kill and a restart, and jobs run in YARN containers.
 */
class LocalClusterIT {
  private static final org.apache.hadoop.fs.Path NOTE =
      new org.apache.hadoop.fs.Path("/it/note.txt");
  private static final TableName TABLE = TableName.valueOf("it_windows");
  private static final byte[] FAMILY = "data".getBytes(UTF_8);
  private static final byte[] ROW = "LA_001".getBytes(UTF_8);
  private static final String TOPIC = "it-events";

  @TempDir Path directory;

  @Test
  void keepsWhatWasWrittenAcrossAKillAndRunsJobsInContainers() throws Exception {
    Path home = directory.resolve("stack");
    try (LocalCluster cluster = start(home)) {
      assertThat(cluster.status()).allMatch(s -> s.state() == State.READY, "ready");
      writeFile(cluster, "one road one direction");
      writeRow(cluster, "88.5");
      produce(cluster, "first");

      kill(cluster, Daemon.HBASE);
      kill(cluster, Daemon.KAFKA);
      assertThat(state(cluster, Daemon.HBASE)).isEqualTo(State.DEAD);
      assertThat(state(cluster, Daemon.KAFKA)).isEqualTo(State.DEAD);
      assertThat(state(cluster, Daemon.HDFS)).isEqualTo(State.READY);
    }
    try (LocalCluster cluster = start(home)) {
      assertThat(readFile(cluster)).isEqualTo("one road one direction");
      assertThat(readRow(cluster)).isEqualTo("88.5");
      assertThat(consume(cluster)).containsExactly("first");
      Job job = countWords(cluster);
      assertThat(words(cluster)).containsExactlyInAnyOrder("one\t2", "road\t1", "direction\t1");
      assertThat(job.getCounters().findCounter(WordCount.Seen.LINES).getValue()).isEqualTo(1);

      assertThatThrownBy(() -> LocalCluster.at(home, Progress.SILENT).reset())
          .isInstanceOf(ClusterException.class)
          .hasMessageContaining("bin/traffic down first");
    }
    assertThat(processesOf(home)).isEmpty();
    LocalCluster.at(home, Progress.SILENT).reset();
    assertThat(home).isEmptyDirectory();
  }

  private static LocalCluster start(Path home) {
    return LocalCluster.builder(home).randomPorts().progress(System.err::println).start();
  }

  private static void kill(LocalCluster cluster, Daemon daemon) {
    long pid =
        cluster.status().stream()
            .filter(s -> s.daemon() == daemon)
            .flatMap(s -> s.pid().stream())
            .findFirst()
            .orElseThrow();
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    process.destroyForcibly();
    process.onExit().join();
  }

  private static State state(LocalCluster cluster, Daemon daemon) {
    return cluster.status().stream()
        .filter(s -> s.daemon() == daemon)
        .findFirst()
        .orElseThrow()
        .state();
  }

  private static List<ProcessHandle> processesOf(Path home) {
    return ProcessHandle.allProcesses()
        .filter(p -> p.info().commandLine().map(c -> c.contains(home.toString())).orElse(false))
        .toList();
  }

  private static Configuration configuration(LocalCluster cluster) {
    Configuration conf = new Configuration();
    for (String file :
        List.of(
            "core-site.xml",
            "hdfs-site.xml",
            "mapred-site.xml",
            "yarn-site.xml",
            "hbase-site.xml")) {
      conf.addResource(new org.apache.hadoop.fs.Path(cluster.conf().resolve(file).toUri()));
    }
    return conf;
  }

  private static FileSystem fileSystem(LocalCluster cluster) throws IOException {
    return FileSystem.newInstance(URI.create(cluster.hdfsUri()), configuration(cluster));
  }

  private static void writeFile(LocalCluster cluster, String text) throws IOException {
    try (FileSystem fs = fileSystem(cluster);
        OutputStream out = fs.create(NOTE)) {
      out.write(text.getBytes(UTF_8));
    }
  }

  private static String readFile(LocalCluster cluster) throws IOException {
    try (FileSystem fs = fileSystem(cluster);
        InputStream in = fs.open(NOTE)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private static void writeRow(LocalCluster cluster, String value) throws IOException {
    try (Connection connection = ConnectionFactory.createConnection(configuration(cluster));
        Admin admin = connection.getAdmin()) {
      admin.createTable(
          TableDescriptorBuilder.newBuilder(TABLE)
              .setColumnFamily(ColumnFamilyDescriptorBuilder.of(FAMILY))
              .build());
      try (Table table = connection.getTable(TABLE)) {
        table.put(new Put(ROW).addColumn(FAMILY, "speed".getBytes(UTF_8), value.getBytes(UTF_8)));
      }
    }
  }

  private static String readRow(LocalCluster cluster) throws IOException {
    try (Connection connection = ConnectionFactory.createConnection(configuration(cluster));
        Table table = connection.getTable(TABLE)) {
      return new String(table.get(new Get(ROW)).getValue(FAMILY, "speed".getBytes(UTF_8)), UTF_8);
    }
  }

  private static Properties kafkaClient(LocalCluster cluster) throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(cluster.conf().resolve("kafka-client.properties"))) {
      properties.load(in);
    }
    return properties;
  }

  private static void produce(LocalCluster cluster, String value)
      throws IOException, InterruptedException, ExecutionException {
    Properties client = kafkaClient(cluster);
    try (org.apache.kafka.clients.admin.Admin admin =
        org.apache.kafka.clients.admin.Admin.create(client)) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
    }
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(TOPIC, "LA_001", value)).get();
    }
  }

  private static List<String> consume(LocalCluster cluster) throws IOException {
    Properties client = kafkaClient(cluster);
    client.put("auto.offset.reset", "earliest");
    TopicPartition partition = new TopicPartition(TOPIC, 0);
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
          values.add(record.value());
        }
      }
    }
    return values;
  }

  private Job countWords(LocalCluster cluster) throws Exception {
    Configuration conf = configuration(cluster);
    conf.set("mapreduce.framework.name", "yarn");
    Job job = new WordCount(conf).createJob(NOTE, new org.apache.hadoop.fs.Path("/it/words"));
    job.setJar(jobJar().toString());
    assertThat(job.waitForCompletion(true)).isTrue();
    assertThat(job.getTrackingURL()).contains("application_");
    return job;
  }

  private Path jobJar() throws IOException {
    Path jar = directory.resolve("job.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (Class<?> type : List.of(WordCount.class, WordCount.Words.class, WordCount.Seen.class)) {
        String entry = type.getName().replace('.', '/') + ".class";
        out.putNextEntry(new JarEntry(entry));
        try (InputStream in = WordCount.class.getClassLoader().getResourceAsStream(entry)) {
          out.write(in.readAllBytes());
        }
      }
    }
    return jar;
  }

  private static List<String> words(LocalCluster cluster) throws IOException {
    try (FileSystem fs = fileSystem(cluster);
        InputStream in = fs.open(new org.apache.hadoop.fs.Path("/it/words/part-r-00000"))) {
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    }
  }
}
