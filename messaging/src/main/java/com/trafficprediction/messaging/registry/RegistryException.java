package com.trafficprediction.messaging.registry;

import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** A schema registry refused something, does not know it, or does not answer. */
public final class RegistryException extends SerializationException {
  private static final long serialVersionUID = 1L;

  /** What a registry's answer is worth. */
  private enum Kind {
    REFUSED,
    UNKNOWN_SCHEMA,
    UNAVAILABLE
  }

  private final Kind kind;

  private RegistryException(String message, @Nullable Throwable cause, Kind kind) {
    super(message, cause);
    this.kind = kind;
  }

  /** The registry knows better: asking again changes nothing. */
  static RegistryException refused(String message) {
    return new RegistryException(message, null, Kind.REFUSED);
  }

  /** The registry does not know a schema's id: now, but somebody may have it register it. */
  static RegistryException unknownSchema(String message) {
    return new RegistryException(message, null, Kind.UNKNOWN_SCHEMA);
  }

  /** The registry could not be asked, so nothing is known about the record. */
  static RegistryException unavailable(String message, @Nullable Throwable cause) {
    return new RegistryException(message, cause, Kind.UNAVAILABLE);
  }

  /** True when the record itself may be fine: whoever passes it over would lose it. */
  public boolean isUnavailable() {
    return kind == Kind.UNAVAILABLE;
  }

  /**
   * True when the registry has no schema of the record's id: the record is garbage, or its writer
   * has another registry, or this one has lost something or has not heard of it yet.
   */
  public boolean isUnknownSchema() {
    return kind == Kind.UNKNOWN_SCHEMA;
  }

  /** The same, of a record that somebody waits for. */
  public RegistryException ofRecord(TopicPartition partition, long offset) {
    return new RegistryException(
        "%s offset %d and all behind it wait for a schema: %s"
            .formatted(partition, offset, getMessage()),
        this,
        kind);
  }

  /** The registry's part in a failure, if it has one. */
  public static Optional<RegistryException> findIn(@Nullable Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof RegistryException found) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }
}
