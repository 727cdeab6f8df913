package com.trafficprediction.speed.networks;

import com.trafficprediction.core.network.Network;
import com.trafficprediction.feeds.dataset.Dataset;
import com.trafficprediction.speed.configuration.SpeedConfiguration.NetworkChoice;
import com.trafficprediction.speed.running.NotReadyException;
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
  /**
   * The network.
   *
   * @throws NotReadyException when nothing was imported yet
   */
  public Network require() throws IOException {
    return find()
        .orElseThrow(
            () ->
                new NotReadyException(
                    "there is no network to check readings against; run bin/traffic import, or set"
                        + " network.dataset"));
  }

  private Optional<Network> find() throws IOException {
    if (choice.dataset().isEmpty()) {
      return storage.get().findNetwork();
    }
    Dataset dataset = Dataset.load(Path.of(choice.dataset()));
    return Optional.of(dataset.network(Path.of(choice.data())));
  }
}
