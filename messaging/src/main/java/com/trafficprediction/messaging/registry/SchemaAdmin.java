package com.trafficprediction.messaging.registry;

import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.client.MessagingException;
import com.trafficprediction.messaging.registry.SchemaChange.Incompatible;
import com.trafficprediction.messaging.registry.SchemaChange.Register;
import com.trafficprediction.messaging.registry.SchemaChange.Rule;
import com.trafficprediction.messaging.topic.Topic;
import com.trafficprediction.schemas.RawEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Compares the schemas of this build with those of a registry and makes up the difference: what a
 * deployment does before new writers start. Applying twice changes nothing the second time.
 */
public final class SchemaAdmin {
  /**
   * Readers are upgraded before writers here and after them there, and topics keep what old writers
   * wrote: each version must read all the others.
   */
  static final String RULE = "FULL_TRANSITIVE";

  private final RegistryClient client;

  private SchemaAdmin(RegistryClient client) {
    this.client = client;
  }

  /**
   * Opens a client; the registry is asked by the other methods.
   *
   * @throws IllegalArgumentException when the settings name no registry
   */
  public static SchemaAdmin open(KafkaSettings settings) {
    return new SchemaAdmin(new RegistryClient(RegistrySettings.of(settings.resolvedProperties())));
  }

  /**
   * What differs, in the order of the data flow; empty when all is as this build needs it.
   *
   * @throws MessagingException when the registry does not answer
   */
  public List<SchemaChange> diff() {
    try {
      return differences();
    } catch (RegistryException e) {
      throw MessagingException.ofRegistry(e);
    }
  }

  private List<SchemaChange> differences() {
    List<SchemaChange> changes = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      String subject = Subjects.ofValue(topic.topicName());
      Schema schema = schema(topic);
      Optional<Schema> latest = client.findLatest(subject);
      if (latest.isEmpty()) {
        changes.add(new Register(topic, subject, false));
        changes.add(new Rule(topic, subject, RULE));
        continue;
      }
      if (client.findRule(subject).isEmpty()) {
        changes.add(new Rule(topic, subject, RULE));
      }
      if (client.findId(subject, schema).isEmpty()) {
        List<String> objections = objections(subject, latest.get(), schema);
        changes.add(
            objections.isEmpty()
                ? new Register(topic, subject, true)
                : new Incompatible(topic, subject, objections));
      }
    }
    return changes;
  }

  /** The registry's objections, else those of {@link #RULE}, which it may not go by yet. */
  private List<String> objections(String subject, Schema latest, Schema schema) {
    List<String> objections = new ArrayList<>(client.objections(subject, schema));
    if (objections.isEmpty()) {
      SchemaCompatibility.checkReaderWriterCompatibility(schema, latest)
          .getResult()
          .getIncompatibilities()
          .forEach(found -> objections.add("cannot read what is there: " + words(found)));
      SchemaCompatibility.checkReaderWriterCompatibility(latest, schema)
          .getResult()
          .getIncompatibilities()
          .forEach(found -> objections.add("cannot be read by what is there: " + words(found)));
    }
    return objections;
  }

  private static String words(Incompatibility found) {
    return found.getType() + " at " + found.getLocation() + " (" + found.getMessage() + ")";
  }

  /**
   * Makes the changes that {@link #diff} found, but for those that are {@link Incompatible}.
   *
   * @throws MessagingException when the registry refuses one; what came before it is done
   */
  public void apply(List<SchemaChange> changes) {
    try {
      changes.forEach(this::make);
    } catch (RegistryException e) {
      throw MessagingException.ofRegistry(e);
    }
  }

  private void make(SchemaChange change) {
    if (change instanceof Rule rule) {
      client.setRule(rule.subject(), rule.rule());
    } else if (change instanceof Register) {
      var unused = client.register(change.subject(), schema(change.topic()));
    }
  }

  private static Schema schema(Topic topic) {
    Class<? extends SpecificRecordBase> type = topic.type().orElse(RawEvent.class);
    return SpecificData.getForClass(type).getSchema(type);
  }
}
