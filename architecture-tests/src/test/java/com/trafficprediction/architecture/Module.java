package com.trafficprediction.architecture;

import java.util.List;
import java.util.stream.Stream;

/** Our modules, by package, with those of ours that each may know. */
enum Module {
  CORE("core"),
  SCHEMAS("schemas"),
  FEEDS("feeds"),
  MESSAGING("messaging"),
  MODEL("model"),
  STORAGE("storage"),
  BATCH_LAYER("batch"),
  SPEED_LAYER("speed"),
  SERVING_LAYER("serving"),
  LOCAL_CLUSTER("localcluster");

  private final String name;

  Module(String name) {
    this.name = name;
  }

  private List<Module> mayKnow() {
    return switch (this) {
      case CORE, SCHEMAS, LOCAL_CLUSTER -> List.of();
      case FEEDS, MODEL -> List.of(CORE);
      case MESSAGING, STORAGE -> List.of(CORE, SCHEMAS);
      case BATCH_LAYER -> List.of(CORE, SCHEMAS, FEEDS, MODEL, STORAGE, MESSAGING);
      case SPEED_LAYER -> List.of(CORE, SCHEMAS, FEEDS, STORAGE, MESSAGING);
      case SERVING_LAYER -> List.of(CORE, SCHEMAS, MODEL, STORAGE, MESSAGING);
    };
  }

  /** The module's packages, under whatever root. */
  String packages() {
    return "..trafficprediction." + name + "..";
  }

  /** Packages of all modules that this one must not know. */
  String[] packagesOfStrangers() {
    return Stream.of(values())
        .filter(other -> other != this && !mayKnow().contains(other))
        .map(Module::packages)
        .toArray(String[]::new);
  }
}
