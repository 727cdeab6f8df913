package com.trafficprediction.messaging.client;

import com.trafficprediction.messaging.registry.RegistryException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;

/**
 * A client cannot go on. Close what threw it and open it again: what was not committed is read
 * again. The message is meant for people.
 */
public final class MessagingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean displaced;

  private MessagingException(String message, Throwable cause, boolean displaced) {
    super(message, cause);
    this.displaced = displaced;
  }

  /** A client cannot be made from its properties: the reason is in the innermost cause. */
  public static MessagingException unusable(KafkaSettings settings, Throwable cause) {
    Throwable innermost = cause;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return new MessagingException(
        "the Kafka client properties cannot be used (broker "
            + settings.bootstrapServers()
            + "): "
            + innermost.getMessage()
            + (innermost == cause ? "" : " (" + cause.getMessage() + ")")
            + ". See docs/security.md",
        cause,
        false);
  }

  /** A schema registry has a part in it. */
  public static MessagingException ofRegistry(RegistryException cause) {
    return new MessagingException(String.valueOf(cause.getMessage()), cause, false);
  }

  /** Something failed that a new attempt may mend. */
  public static MessagingException failed(String what, KafkaSettings settings, Throwable cause) {
    return new MessagingException(
        what + " (broker " + settings.bootstrapServers() + "): " + reason(cause) + remedy(cause),
        cause,
        false);
  }

  /** Without the full stop that some of Kafka's messages have: ours goes on. */
  private static String reason(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message.replaceFirst("\\.$", "");
  }

  private static String remedy(Throwable cause) {
    if (RegistryException.findIn(cause).isPresent()) {
      return "";
    }
    for (Throwable e = cause; e != null; e = e.getCause()) {
      if (e instanceof AuthenticationException) {
        return ". Check security.protocol, sasl.* and ssl.* of the Kafka client (docs/security.md)";
      }
      if (e instanceof AuthorizationException) {
        return ". Ask for the rights that docs/security.md lists";
      }
    }
    return ". Is the broker up, and are the topics there (bin/traffic topics apply)?";
  }

  /** What became of a group's member: displaced when that is the reason anywhere below. */
  public static MessagingException ofMember(
      String what, KafkaSettings settings, String group, String instance, Throwable cause) {
    for (Throwable e = cause; e != null; e = e.getCause()) {
      if (e instanceof FencedInstanceIdException) {
        return displaced(group, instance, e);
      }
    }
    return failed(what + " (group " + group + ")", settings, cause);
  }

  /** Another process took this one's place: do not try again. */
  private static MessagingException displaced(String group, String instance, Throwable cause) {
    return new MessagingException(
        "another process joined group "
            + group
            + " as instance "
            + instance
            + " and took this one's place. Stop one of the two, or give each its own `instance`",
        cause,
        true);
  }

  /** True when another process has this one's name: trying again would start a fight. */
  public boolean isDisplaced() {
    return displaced;
  }
}
