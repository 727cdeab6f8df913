package com.trafficprediction.messaging.registry;

import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** A schema registry refused something, does not know it, or does not answer. */
public final class RegistryException extends SerializationException {
  private static final long serialVersionUID = 1L;

  private final boolean unavailable;

  private RegistryException(String message, @Nullable Throwable cause, boolean unavailable) {
    super(message, cause);
    this.unavailable = unavailable;
  }

  /** The registry knows better: asking again changes nothing. */
  static RegistryException refused(String message) {
    return new RegistryException(message, null, false);
  }

  /** The registry could not be asked, so nothing is known about the record. */
  static RegistryException unavailable(String message, @Nullable Throwable cause) {
    return new RegistryException(message, cause, true);
  }

  /** True when the record itself may be fine: whoever passes it over would lose it. */
  public boolean isUnavailable() {
    return unavailable;
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
