package com.trafficprediction.feeds.dataset;

import com.trafficprediction.core.network.Capabilities;
import com.trafficprediction.core.network.DistanceNeighbours.RoadDistance;
import com.trafficprediction.core.network.NeighbourGraph;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.core.network.Segment;
import com.trafficprediction.feeds.assembly.SegmentLookup;
import com.trafficprediction.feeds.mapping.DatasetMapping;
import com.trafficprediction.feeds.mapping.DistancesMapping;
import com.trafficprediction.feeds.mapping.IncidentsMapping;
import com.trafficprediction.feeds.mapping.ReadingsMapping;
import com.trafficprediction.feeds.mapping.ReadingsMapping.Synthetic;
import com.trafficprediction.feeds.mapping.SegmentsMapping;
import com.trafficprediction.feeds.mapping.SplitMapping;
import com.trafficprediction.feeds.source.DatasetIdentity;
import com.trafficprediction.feeds.source.FeedException;
import com.trafficprediction.feeds.source.FeedException.Kind;
import com.trafficprediction.feeds.source.GeneratedFeed;
import com.trafficprediction.feeds.source.ReadingsReader;
import com.trafficprediction.feeds.source.ReadingsSplit;
import com.trafficprediction.feeds.synthetic.SyntheticFeed;
import com.trafficprediction.feeds.table.DataDirectory;
import com.trafficprediction.feeds.table.DistanceTable;
import com.trafficprediction.feeds.table.IncidentTable;
import com.trafficprediction.feeds.table.SegmentTable;
import com.trafficprediction.feeds.yaml.YamlBinder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A parsed dataset file. Immutable and thread-safe; data files are opened by the methods that take
 * the data directory, and nothing of them is kept.
 *
 * <pre>{@code
 * Dataset dataset = Dataset.load(Path.of("datasets/pems-orange-2022.yaml"));
 * Network network = dataset.network(data);
 * for (ReadingsSplit split : dataset.splits(data, 4)) {
 *   try (ReadingsReader reader = dataset.open(data, split)) { … }
 * }
 * }</pre>
 *
 * <p>To read a split in another process, ship {@link #text()}, {@link #origin()} and {@link
 * ReadingsSplit#encode()} there.
 */
public final class Dataset {
  private final String text;
  private final String origin;
  private final DatasetMapping mapping;
  private final Capabilities capabilities;
  private final @Nullable GeneratedFeed generated;

  private Dataset(String text, String origin, DatasetMapping mapping) {
    this.text = text;
    this.origin = origin;
    this.mapping = mapping;
    this.generated =
        mapping.readings() instanceof Synthetic readings
            ? SyntheticFeed.of(identity(mapping), readings.model())
            : null;
    this.capabilities =
        generated == null
            ? CapabilityCheck.ofFiles(origin, mapping)
            : CapabilityCheck.ofGenerated(origin, mapping, generated.network().capabilities());
  }

  /**
   * Reads and checks a dataset file.
   *
   * @throws FeedException when there is none, or it is wrong
   */
  public static Dataset load(Path file) throws IOException {
    try {
      return parse(Files.readString(file, StandardCharsets.UTF_8), file.toString());
    } catch (NoSuchFileException e) {
      throw new FeedException(
          Kind.MISSING_FILE,
          "there is no dataset file "
              + file.toAbsolutePath()
              + "; the ones that come with the project are in datasets/",
          e);
    }
  }

  /**
   * Checks the text of a dataset file.
   *
   * @param origin where it comes from, named in errors
   * @throws FeedException when it is wrong
   */
  public static Dataset parse(String text, String origin) {
    return new Dataset(text, origin, YamlBinder.bind(text, origin, DatasetMapping.class));
  }

  /** The text it was parsed from. */
  public String text() {
    return text;
  }

  /** Where the text comes from. */
  public String origin() {
    return origin;
  }

  public String name() {
    return mapping.name();
  }

  public String description() {
    return mapping.description();
  }

  public String licence() {
    return mapping.licence();
  }

  /** True when the readings come from a model. */
  public boolean synthetic() {
    return mapping.synthetic();
  }

  /** The traffic model with its ground truth, where the readings come from one. */
  public Optional<SyntheticFeed> syntheticFeed() {
    return generated instanceof SyntheticFeed feed ? Optional.of(feed) : Optional.empty();
  }

  /** True when a data directory is needed. */
  public boolean needsData() {
    return mapping.readings() instanceof ReadingsMapping.Files;
  }

  public DatasetIdentity identity() {
    return identity(mapping);
  }

  private static DatasetIdentity identity(DatasetMapping mapping) {
    return new DatasetIdentity(
        mapping.name(), mapping.synthetic(), mapping.timeZone(), Set.copyOf(mapping.holidays()));
  }

  public Capabilities capabilities() {
    return capabilities;
  }

  /** The suggested chronological split. */
  public SplitMapping suggestedSplit() {
    return mapping.split();
  }

  /** What a reading covers when it does not say, in seconds. */
  public int intervalSeconds() {
    return mapping.readings() instanceof Synthetic readings
        ? readings.model().intervalSeconds()
        : files().time().intervalSeconds();
  }

  /** How neighbours are to be found. */
  public NeighbourGraph.Method neighbourMethod() {
    if (mapping.neighbours() != null) {
      return mapping.neighbours();
    }
    if (mapping.distances() != null) {
      return NeighbourGraph.Method.DISTANCE_FILE;
    }
    return capabilities.freeways()
        ? NeighbourGraph.Method.POSTMILE
        : NeighbourGraph.Method.LAGGED_CORRELATION;
  }

  /**
   * The segments of the data set.
   *
   * @param data the data directory; not looked at for synthetic readings, nor by the other methods
   * @throws FeedException naming file, line and remedy
   */
  public Network network(Path data) {
    if (generated != null) {
      return generated.network();
    }
    SegmentTable table = segments(new DataDirectory(data));
    List<Segment> kept = table.kept();
    return new Network(
        mapping.name(),
        mapping.synthetic(),
        mapping.timeZone(),
        Set.copyOf(mapping.holidays()),
        capabilities,
        kept);
  }

  /** Ids of segments that the dataset file leaves out (ramps, say). */
  public Set<String> leftOutSegments(Path data) {
    return generated == null ? segments(new DataDirectory(data)).leftOut() : Set.of();
  }

  /** The road distances published with the data set, if any. */
  public Optional<List<RoadDistance>> distances(Path data) {
    DistancesMapping distances = mapping.distances();
    return distances == null
        ? Optional.empty()
        : Optional.of(DistanceTable.read(new DataDirectory(data), distances));
  }

  /**
   * The incidents recorded with the data set, if any; rows that are none are rejected. For
   * synthetic readings, the ground truth.
   */
  public Optional<IncidentTable> incidents(Path data) {
    if (generated != null) {
      return Optional.of(new IncidentTable(generated.incidents(), List.of()));
    }
    IncidentsMapping incidents = mapping.incidents();
    return incidents == null
        ? Optional.empty()
        : Optional.of(IncidentTable.read(new DataDirectory(data), incidents, mapping.timeZone()));
  }

  /**
   * Divides the readings into about equal shares. All files are found and their columns checked
   * here, before any work begins.
   *
   * @param targetCount wanted number, at least 1; small data gives fewer, never more
   * @throws FeedException naming what is missing or wrong, and the remedy
   */
  public List<ReadingsSplit> splits(Path data, int targetCount) throws IOException {
    return generated == null ? source(data).splits(targetCount) : generated.splits(targetCount);
  }

  /** Opens one of {@link #splits}. */
  public ReadingsReader open(Path data, ReadingsSplit split) {
    return generated == null ? source(data).open(split) : generated.open(split);
  }

  private FileReadings source(Path data) {
    DataDirectory directory = new DataDirectory(data);
    return FileReadings.of(
        directory, files(), new SegmentLookup(segments(directory)), mapping.timeZone());
  }

  private SegmentTable segments(DataDirectory data) {
    SegmentsMapping segments = mapping.segments();
    if (segments == null) {
      throw new IllegalStateException("a data set of files has segments");
    }
    return SegmentTable.read(data, segments);
  }

  private ReadingsMapping.Files files() {
    if (mapping.readings() instanceof ReadingsMapping.Files files) {
      return files;
    }
    throw new IllegalStateException("synthetic readings have no files");
  }

  @Override
  public String toString() {
    return "data set " + mapping.name() + " (" + origin + ")";
  }
}
