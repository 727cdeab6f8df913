package com.trafficprediction.messaging.registry;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Schema ids of which the registry has just said that it does not know them, so that many records
 * of garbage are not as many questions. An answer is believed for a short time alone: somebody may
 * register the schema meanwhile. Holds a bounded number, the oldest go first. Not thread-safe.
 */
final class UnknownIds {
  /** How long an answer is believed. */
  static final Duration BELIEVED = Duration.ofSeconds(10);

  /** Answers that are kept. */
  static final int CAPACITY = 1_024;

  private final LongSupplier nanos;
  private final Map<Integer, Answer> answers =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Answer> eldest) {
          return size() > CAPACITY;
        }
      };

  private record Answer(RegistryException said, long atNanos) {}

  /**
   * @param nanos a monotonic clock, as {@link System#nanoTime}
   */
  UnknownIds(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * Says again what the registry said of this id a moment ago; returns when it must be asked.
   *
   * @throws RegistryException which the registry's answer was
   */
  void rethrow(int id) {
    Answer answer = answers.get(id);
    if (answer == null) {
      return;
    }
    if (nanos.getAsLong() - answer.atNanos < BELIEVED.toNanos()) {
      throw answer.said;
    }
    answers.remove(id);
  }

  /**
   * Remembers an answer.
   *
   * @throws IllegalArgumentException when it is none: that the registry is silent says nothing
   *     about an id
   */
  void add(int id, RegistryException said) {
    if (said.isUnavailable()) {
      throw new IllegalArgumentException("no answer of a registry", said);
    }
    answers.put(id, new Answer(said, nanos.getAsLong()));
  }
}
