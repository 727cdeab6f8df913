package com.trafficprediction.architecture;

import java.util.List;
import java.util.stream.Stream;

/** Libraries whose types stay inside the modules that own them. */
enum Library {
  SMILE("smile.."),
  HBASE("org.apache.hadoop.hbase.."),
  KAFKA("org.apache.kafka.."),
  PARQUET("org.apache.parquet.."),
  HADOOP("org.apache.hadoop.."),
  HDF5("io.jhdf.."),
  CSV("de.siegmar.."),
  PROMETHEUS("io.prometheus.."),
  DROPWIZARD("io.dropwizard..");

  private final String packages;

  Library(String packages) {
    this.packages = packages;
  }

  private List<Module> owners() {
    return switch (this) {
      case SMILE -> List.of(Module.MODEL);
      case HBASE -> List.of(Module.STORAGE, Module.LOCAL_CLUSTER);
      case KAFKA -> List.of(Module.MESSAGING, Module.LOCAL_CLUSTER);
      case PARQUET -> List.of(Module.STORAGE);
      case HADOOP -> List.of(Module.STORAGE, Module.BATCH_LAYER, Module.LOCAL_CLUSTER);
      case HDF5, CSV -> List.of(Module.FEEDS);
      case PROMETHEUS -> List.of(Module.SPEED_LAYER, Module.SERVING_LAYER);
      case DROPWIZARD -> List.of(Module.SERVING_LAYER);
    };
  }

  String packages() {
    return packages;
  }

  String[] packagesOfOthers() {
    return Stream.of(Module.values())
        .filter(module -> !owners().contains(module))
        .map(Module::packages)
        .toArray(String[]::new);
  }
}
