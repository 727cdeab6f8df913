package com.trafficprediction.speed.command;

import com.trafficprediction.feeds.yaml.YamlBinder;
import com.trafficprediction.messaging.client.ClientProperties;
import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.speed.configuration.SpeedConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every verb has: where the stack's configuration is, and our own. */
public final class Settings {
  @Option(
      names = "--conf",
      defaultValue = "${env:TRAFFIC_CONF}",
      paramLabel = "DIR",
      description =
          "Directory of core-site.xml, hbase-site.xml and kafka-client.properties. Default:"
              + " TRAFFIC_CONF.")
  @Nullable Path conf;

  @Option(
      names = "--config",
      defaultValue = "${env:TRAFFIC_SPEED_CONFIG}",
      paramLabel = "FILE",
      description = "The speed layer's YAML; see config/speed.yaml. Default: TRAFFIC_SPEED_CONFIG.")
  @Nullable Path config;

  @Option(
      names = "--kafka-config",
      defaultValue = "${env:TRAFFIC_KAFKA_CONFIG}",
      paramLabel = "FILE",
      description =
          "Kafka client properties: security, schema.registry.url. A file, so that secrets are in"
              + " no process list. Default: TRAFFIC_KAFKA_CONFIG.")
  @Nullable Path kafkaConfig;

  /** An instant as people write it, with its offset from UTC; epoch milliseconds. */
  static long instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant().toEpochMilli();
    } catch (DateTimeException e) {
      throw new CommandException(
          CommandException.USAGE,
          "'" + text + "' is not a time with offset, such as 2022-01-27T00:00:00-08:00");
    }
  }

  /** The configuration; all defaults when no file is given. */
  SpeedConfiguration configuration() throws IOException {
    Path file = config;
    if (file == null) {
      return YamlBinder.bind("{}", "defaults", SpeedConfiguration.class);
    }
    if (!Files.exists(file)) {
      throw new CommandException(
          CommandException.USAGE,
          "there is no configuration file " + file.toAbsolutePath() + "; see config/speed.yaml");
    }
    return YamlBinder.bind(Files.readString(file), file.toString(), SpeedConfiguration.class);
  }

  /**
   * Where Kafka is, and what its clients need: the stack's file, then ours, then the configuration.
   */
  KafkaSettings kafka(SpeedConfiguration configuration) throws IOException {
    SpeedConfiguration.Kafka kafka = configuration.kafka();
    ClientProperties properties = new ClientProperties();
    Path stack = conf == null ? null : conf.resolve(ClientProperties.FILE);
    if (stack != null && Files.exists(stack)) {
      properties.addFile(stack);
    }
    Path own = kafkaConfig;
    if (own != null && !own.toString().isEmpty()) {
      if (!Files.isReadable(own)) {
        throw new CommandException(
            CommandException.USAGE,
            "there is no readable file "
                + own.toAbsolutePath()
                + ", which --kafka-config or TRAFFIC_KAFKA_CONFIG names");
      }
      properties.addFile(own);
    }
    properties.addAll(kafka.properties());
    if (kafka.bootstrapServers().isBlank() && !properties.namesBrokers()) {
      throw new CommandException(
          CommandException.NOT_RUNNING,
          (stack == null ? "nothing says" : stack + " does not say")
              + " where Kafka is (bootstrap.servers); run bin/traffic up, or set"
              + " kafka.bootstrap_servers");
    }
    return properties.settings(
        kafka.bootstrapServers(), (short) kafka.replicationFactor(), kafka.partitions());
  }

  /** The directory of Hadoop's and HBase's client settings. */
  Path conf() {
    Path directory = conf;
    if (directory == null || !Files.isDirectory(directory)) {
      throw new CommandException(
          CommandException.NOT_RUNNING,
          "no configuration of a stack in "
              + directory
              + "; run bin/traffic up, or give --conf a directory with core-site.xml and"
              + " hbase-site.xml");
    }
    return directory;
  }
}
