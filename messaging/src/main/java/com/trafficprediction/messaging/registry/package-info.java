/**
 * Records as a schema registry's clients write them: Confluent's encoding, over the HTTP interface
 * that Confluent defined and Apicurio, Karapace and Redpanda offer too (ADR 0125). {@link
 * com.trafficprediction.messaging.client.KafkaSettings} chooses these serializers when {@code
 * schema.registry.url} is set; everything else goes through Kafka's own settings.
 *
 * <p>Non-goals: a registry of our own; formats other than Avro.
 */
@NullMarked
package com.trafficprediction.messaging.registry;

import org.jspecify.annotations.NullMarked;
