package com.trafficprediction.messaging.client;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * Collects Kafka client properties from files and configurations; what is added later wins. For use
 * by one thread.
 *
 * <pre>{@code
 * KafkaSettings settings = new ClientProperties()
 *     .addFile(conf.resolve(ClientProperties.FILE))
 *     .addAll(configured)
 *     .settings("", (short) 3, Map.of());
 * }</pre>
 */
public final class ClientProperties {
  /**
   * The file in a directory of client settings: where the broker is, and how it is to be spoken to.
   */
  public static final String FILE = "kafka-client.properties";

  private final Map<String, String> all = new HashMap<>();

  /**
   * Adds a file of Kafka's own form, as its command-line tools take it.
   *
   * @throws IOException naming the file, when it cannot be read
   */
  public ClientProperties addFile(Path file) throws IOException {
    Properties read = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      read.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new IOException(
          "the Kafka client properties in "
              + file.toAbsolutePath()
              + " cannot be read ("
              + e.getClass().getSimpleName()
              + ")",
          e);
    }
    read.stringPropertyNames().forEach(name -> all.put(name, read.getProperty(name).strip()));
    return this;
  }

  /** Adds properties. */
  public ClientProperties addAll(Map<String, String> properties) {
    all.putAll(properties);
    return this;
  }

  /** Whether a broker is named so far. */
  public boolean namesBrokers() {
    return !all.getOrDefault(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "").isBlank();
  }

  /**
   * What was collected, as settings.
   *
   * @param bootstrapServers wins over what was collected; empty for that
   */
  public KafkaSettings settings(
      String bootstrapServers, short replicationFactor, Map<String, Integer> partitions) {
    Map<String, String> properties = new HashMap<>(all);
    String collected = properties.remove(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    return new KafkaSettings(
        bootstrapServers.isBlank() && collected != null ? collected : bootstrapServers,
        replicationFactor,
        partitions,
        properties);
  }

  /** The names alone: values may be secrets. */
  @Override
  public String toString() {
    return "ClientProperties" + all.keySet();
  }
}
