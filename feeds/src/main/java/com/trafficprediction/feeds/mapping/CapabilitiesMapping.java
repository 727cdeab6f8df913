package com.trafficprediction.feeds.mapping;

import com.trafficprediction.core.network.Capabilities;
import com.trafficprediction.feeds.yaml.Key;

/** What the data set claims to support. */
public record CapabilitiesMapping(
    @Key("Readings carry volume") boolean volume,
    @Key("Readings carry occupancy") boolean occupancy,
    @Key("Segments have lengths") boolean lengths,
    @Key("Segments have a freeway, a direction and a postmile") boolean freeways,
    @Key("Readings say how much of them was measured and not imputed") boolean observedShare) {

  public Capabilities toCapabilities() {
    return new Capabilities(volume, occupancy, lengths, freeways, observedShare);
  }
}
