package com.trafficprediction.messaging.client;

import com.trafficprediction.messaging.codec.AvroDeserializer;
import com.trafficprediction.messaging.codec.AvroSerializer;
import com.trafficprediction.messaging.codec.RawDecoder;
import com.trafficprediction.messaging.registry.RegistryAvroDeserializer;
import com.trafficprediction.messaging.registry.RegistryAvroSerializer;
import com.trafficprediction.messaging.topic.Topic;
import com.trafficprediction.schemas.RawEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Where Kafka is and what a deployment sets for all its clients.
 *
 * @param bootstrapServers {@code host:port,…}
 * @param replicationFactor copies of each partition of a topic we create
 * @param partitions partitions of topics that differ from the declared table, by topic name
 * @param properties further client properties, Kafka's own names: security, {@code
 *     schema.registry.url}, and {@code value.serializer} and {@code value.deserializer} for
 *     serializers that are not ours. A value may be {@code ${file:/path:key}}, {@code
 *     ${directory:/path:file}} or {@code ${env:NAME}}: Kafka's clients look it up themselves
 */
public record KafkaSettings(
    String bootstrapServers,
    short replicationFactor,
    Map<String, Integer> partitions,
    Map<String, String> properties) {
  /** An invalid event holds an original of up to 1 MB and more. */
  private static final int MAX_REQUEST_BYTES = 2 << 20;

  private static final String REGISTRY_URL = "schema.registry.url";
  private static final int TRANSACTION_TIMEOUT_MILLIS = 10_000;
  private static final int SESSION_TIMEOUT_MILLIS = 15_000;
  private static final int DELIVERY_TIMEOUT_MILLIS = 30_000;
  private static final int REQUEST_TIMEOUT_MILLIS = 10_000;
  private static final int BATCH_BYTES = 64 << 10;

  public KafkaSettings {
    if (bootstrapServers.isBlank()) {
      throw new IllegalArgumentException(
          "bootstrap_servers is empty: say where Kafka is, as host:port");
    }
    if (replicationFactor < 1) {
      throw new IllegalArgumentException(
          "replication_factor must be at least 1, was " + replicationFactor);
    }
    partitions = Map.copyOf(partitions);
    partitions.forEach(
        (name, count) -> {
          Topic.get(name);
          if (count < 1) {
            throw new IllegalArgumentException("partitions." + name + " must be at least 1");
          }
        });
    properties = Map.copyOf(properties);
  }

  /** One copy of everything, nothing special: for one machine. */
  public static KafkaSettings ofOneMachine(String bootstrapServers) {
    return new KafkaSettings(bootstrapServers, (short) 1, Map.of(), Map.of());
  }

  /** Partitions that a topic is to have. */
  public int partitionsOf(Topic topic) {
    return partitions.getOrDefault(topic.topicName(), topic.partitions());
  }

  /** Properties of an admin client. */
  public Map<String, Object> adminProperties() {
    Map<String, Object> all = common();
    all.remove(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
    all.remove(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
    all.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
    return all;
  }

  /** Properties of an idempotent producer of records. */
  public Map<String, Object> producerProperties() {
    Map<String, Object> all = producerOfBytesProperties();
    all.put(
        ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
        properties.getOrDefault(
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
            (usesRegistry() ? RegistryAvroSerializer.class : AvroSerializer.class).getName()));
    return all;
  }

  /** Properties of an idempotent producer of bytes. */
  public Map<String, Object> producerOfBytesProperties() {
    Map<String, Object> all = new HashMap<>();
    all.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "snappy");
    all.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    all.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    all.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
    all.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
    all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS);
    all.putAll(common());
    all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    all.put(ProducerConfig.ACKS_CONFIG, "all");
    all.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    all.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    all.remove(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
    return all;
  }

  /** Properties of a transactional producer of records. */
  public Map<String, Object> transactionalProperties(String transactionalId) {
    Map<String, Object> all = producerProperties();
    all.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    // What a killed process left open holds up every reader for so long, unless it comes back.
    all.putIfAbsent(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MILLIS);
    return all;
  }

  /** Properties of a reader of bytes. */
  public Map<String, Object> consumerOfBytesProperties() {
    Map<String, Object> all = common();
    all.remove(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
    all.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    all.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    all.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
    all.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
    all.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MILLIS);
    all.putIfAbsent(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    all.putIfAbsent(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, 30_000);
    return all;
  }

  /** Properties of a reader of records. */
  public Map<String, Object> consumerProperties(Class<? extends SpecificRecordBase> type) {
    Map<String, Object> all = consumerOfBytesProperties();
    all.put(
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
        properties.getOrDefault(
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            (usesRegistry() ? RegistryAvroDeserializer.class : AvroDeserializer.class).getName()));
    all.put(AvroDeserializer.TYPE, type.getName());
    return all;
  }

  /** Whether records are written with a schema registry; it is read from what is set for it. */
  public boolean usesRegistry() {
    return !properties.getOrDefault(REGISTRY_URL, "").isBlank();
  }

  /** What a reader of records decodes their values with, for those who read bytes themselves. */
  public Deserializer<?> newDeserializer(Class<? extends SpecificRecordBase> type) {
    ConsumerConfig config = new ConsumerConfig(consumerProperties(type));
    Deserializer<?> deserializer =
        config.getConfiguredInstance(
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, Deserializer.class);
    deserializer.configure(config.originals(), false);
    return deserializer;
  }

  /** What values of {@code traffic-raw} are decoded with. */
  public RawDecoder newRawDecoder() {
    return usesRegistry() ? new RawDecoder(newDeserializer(RawEvent.class)) : new RawDecoder();
  }

  /** The properties that are common to all clients, with what they refer to in files put in. */
  public Map<String, Object> resolvedProperties() {
    return new AdminClientConfig(adminProperties()).originals();
  }

  /** The same, as a member of a group whose place survives a restart. */
  public static Map<String, Object> asMember(
      Map<String, Object> consumer, String group, String instance) {
    Map<String, Object> all = new HashMap<>(consumer);
    all.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    // A static member: a restart takes its own partitions back at once, and a second process of
    // the same name is noticed instead of sharing the work by accident.
    all.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, group + "-" + instance);
    return all;
  }

  private Map<String, Object> common() {
    Map<String, Object> all = new HashMap<>(properties);
    if (properties.values().stream().anyMatch(value -> value.contains("${"))) {
      all.putIfAbsent("config.providers", "file,directory,env");
      all.putIfAbsent("config.providers.file.class", FileConfigProvider.class.getName());
      all.putIfAbsent("config.providers.directory.class", DirectoryConfigProvider.class.getName());
      all.putIfAbsent("config.providers.env.class", EnvVarConfigProvider.class.getName());
    }
    all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    all.putIfAbsent(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, "1000");
    return all;
  }

  /** With the names of properties alone: values may be secrets. */
  @Override
  public String toString() {
    return "KafkaSettings[bootstrapServers=%s, replicationFactor=%d, partitions=%s, properties=%s]"
        .formatted(
            bootstrapServers, replicationFactor, partitions, new TreeSet<>(properties.keySet()));
  }
}
