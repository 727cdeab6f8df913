package com.trafficprediction.speed.networks;

import com.trafficprediction.core.network.Network;
import com.trafficprediction.feeds.dataset.Dataset;
import com.trafficprediction.speed.configuration.SpeedConfiguration.NetworkChoice;
import com.trafficprediction.storage.speed.SpeedStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** The network that readings are checked against. Thread-safe. */
public final class NetworkSource {
  private final NetworkChoice choice;
  private final Supplier<SpeedStorage> storage;

  /**
   * @param storage asked only when the choice names no dataset file
   */
  public NetworkSource(NetworkChoice choice, Supplier<SpeedStorage> storage) {
    this.choice = choice;
    this.storage = storage;
  }

  /** The network; empty when none was imported or published yet. */
  public Optional<Network> find() throws IOException {
    if (choice.dataset().isEmpty()) {
      return storage.get().findNetwork();
    }
    Dataset dataset = Dataset.load(Path.of(choice.dataset()));
    return Optional.of(dataset.network(Path.of(choice.data())));
  }
}
