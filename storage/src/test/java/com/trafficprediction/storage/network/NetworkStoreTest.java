package com.trafficprediction.storage.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trafficprediction.core.network.Capabilities;
import com.trafficprediction.core.network.ChainPosition;
import com.trafficprediction.core.network.Direction;
import com.trafficprediction.core.network.LaneType;
import com.trafficprediction.core.network.NeighbourGraph;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.network.PostmileNeighbours;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.storage.layout.HdfsLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkStoreTest {
  @TempDir java.nio.file.Path directory;
  private HdfsLayout layout;
  private NetworkStore store;

  @BeforeEach
  void openStore() throws IOException {
    layout = new HdfsLayout(new Path(directory.toUri()));
    store = new NetworkStore(FileSystem.getLocal(new Configuration()), layout);
  }

  @Test
  void anyVersionComesBackAsItWasStored() throws IOException {
    Network network = network("Chapman");
    NeighbourGraph graph = PostmileNeighbours.of(network);

    StoredNetwork back = store.load(store.save(network, graph));

    assertThat(back.network().segments()).isEqualTo(network.segments());
    assertThat(back.network().zone()).isEqualTo(network.zone());
    assertThat(back.network().holidays()).isEqualTo(network.holidays());
    assertThat(back.network().capabilities()).isEqualTo(network.capabilities());
    assertThat(back.neighbours().bySegment()).isEqualTo(graph.bySegment());
    assertThat(back.neighbours().method()).isEqualTo(graph.method());
  }

  @Test
  void equalNetworksAreOneVersionAndOthersAnother() throws IOException {
    NeighbourGraph graph = PostmileNeighbours.of(network("Chapman"));

    String first = store.save(network("Chapman"), graph);

    assertThat(store.save(network("Chapman"), graph)).isEqualTo(first);
    assertThat(store.save(network("Katella"), graph)).isNotEqualTo(first);
  }

  @Test
  void refusesAVersionThatWasChangedAfterwards() throws IOException {
    Network network = network("Chapman");
    String hash = store.save(network, PostmileNeighbours.of(network));
    java.nio.file.Path file = directory.resolve("network").resolve(hash).resolve("network.json");
    Files.writeString(file, Files.readString(file).replace("Chapman", "Chapmen"));
    Files.deleteIfExists(file.resolveSibling(".network.json.crc"));

    assertThatThrownBy(() -> store.load(hash)).hasMessageContaining("was changed after");
  }

  private static Network network(String name) {
    return new Network(
        "test",
        true,
        ZoneId.of("America/Los_Angeles"),
        Set.of(LocalDate.of(2022, 1, 17)),
        new Capabilities(true, false, true, true, true),
        List.of(
            new Segment(
                "2",
                name,
                33.8,
                -117.9,
                new ChainPosition("SR57", Direction.NORTH, LaneType.MAINLINE, 2.0),
                Double.NaN,
                4),
            new Segment(
                "1",
                "first",
                33.7,
                -117.9,
                new ChainPosition("SR57", Direction.NORTH, LaneType.MAINLINE, 1.0),
                0.5,
                0),
            new Segment("3", "no chain", 33.9, -117.9, null, 1.25, 2)));
  }
}
