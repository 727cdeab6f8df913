package com.trafficprediction.messaging.registry;

/** What a registry calls the schemas of a topic. */
final class Subjects {
  private Subjects() {}

  /** The subject of a topic's values, as registries' clients name it unless told otherwise. */
  static String ofValue(String topic) {
    return topic + "-value";
  }
}
