package com.trafficprediction.storage.layout;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a committed output is made of, and from what: enough to check it and to make it again.
 *
 * @param id name of the commit, unique in its directory
 * @param producer the job that wrote it
 * @param codeVersion version of the code that wrote it
 * @param createdAt when it was committed, wall time
 * @param inputs what it was made from: paths, with run ids or hashes in them
 * @param counts records in, out and dropped by reason
 * @param settings the options that shaped the output
 * @param seed the seed; null for a job without chance in it
 * @param supersedes ids of commits that this one replaces
 * @param files every data file, relative to the directory, sorted by path
 */
public record OutputManifest(
    String id,
    String producer,
    String codeVersion,
    Instant createdAt,
    List<String> inputs,
    SortedMap<String, Long> counts,
    SortedMap<String, String> settings,
    @Nullable Long seed,
    List<String> supersedes,
    List<DataFile> files) {

  /** File name of the manifest in a committed directory. */
  public static final String FILE_NAME = "_manifest.json";

  public OutputManifest {
    inputs = List.copyOf(orEmpty(inputs));
    counts = new TreeMap<>(orEmpty(counts));
    settings = new TreeMap<>(orEmpty(settings));
    supersedes = List.copyOf(orEmpty(supersedes));
    files = List.copyOf(orEmpty(files));
  }

  /** One data file. */
  public record DataFile(String path, long bytes, String sha256) {}

  /** Bytes of all data files. */
  public long totalBytes() {
    return files.stream().mapToLong(DataFile::bytes).sum();
  }

  /** A count by name, if the producer recorded it. */
  public OptionalLong findCount(String name) {
    Long count = counts.get(name);
    return count == null ? OptionalLong.empty() : OptionalLong.of(count);
  }

  /** The seed, where the producer used one. */
  public Optional<Long> findSeed() {
    return Optional.ofNullable(seed);
  }

  OutputManifest withFiles(List<DataFile> written) {
    return new OutputManifest(
        id, producer, codeVersion, createdAt, inputs, counts, settings, seed, supersedes, written);
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  private static <V> Map<String, V> orEmpty(@Nullable Map<String, V> map) {
    return map == null ? Map.of() : map;
  }

  /** Starts a manifest; what is not set is empty. */
  public static Builder builder(String producer, String codeVersion, Instant createdAt) {
    return new Builder(producer, codeVersion, createdAt);
  }

  /** Collects a manifest's parts. The committing class fills in the files. Not thread-safe. */
  public static final class Builder {
    private final String producer;
    private final String codeVersion;
    private final Instant createdAt;
    private String id = "";
    private List<String> inputs = List.of();
    private final SortedMap<String, Long> counts = new TreeMap<>();
    private final SortedMap<String, String> settings = new TreeMap<>();
    private @Nullable Long seed;
    private List<String> supersedes = List.of();
    private List<DataFile> files = List.of();

    private Builder(String producer, String codeVersion, Instant createdAt) {
      this.producer = producer;
      this.codeVersion = codeVersion;
      this.createdAt = createdAt;
    }

    public Builder id(String value) {
      id = value;
      return this;
    }

    public Builder inputs(List<String> value) {
      inputs = value;
      return this;
    }

    public Builder count(String name, long value) {
      counts.put(name, value);
      return this;
    }

    public Builder counts(Map<String, Long> values) {
      counts.putAll(values);
      return this;
    }

    public Builder setting(String name, String value) {
      settings.put(name, value);
      return this;
    }

    public Builder seed(long value) {
      seed = value;
      return this;
    }

    public Builder supersedes(List<String> ids) {
      supersedes = ids;
      return this;
    }

    /** The data files, where the committing class does not find them itself. */
    public Builder files(List<DataFile> value) {
      files = value;
      return this;
    }

    public OutputManifest build() {
      return new OutputManifest(
          id, producer, codeVersion, createdAt, inputs, counts, settings, seed, supersedes, files);
    }
  }
}
