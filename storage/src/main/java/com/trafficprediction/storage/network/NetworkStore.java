package com.trafficprediction.storage.network;

import com.trafficprediction.core.network.NeighbourGraph;
import com.trafficprediction.core.network.Network;
import com.trafficprediction.storage.json.StoredJson;
import com.trafficprediction.storage.layout.HdfsLayout;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Stores and loads versions of the network. Thread-safe. */
public final class NetworkStore {
  private static final String FILE = "network.json";

  private final FileSystem files;
  private final HdfsLayout layout;

  public NetworkStore(FileSystem files, HdfsLayout layout) {
    this.files = files;
    this.layout = layout;
  }

  /**
   * Stores a version, unless it is there already.
   *
   * @return its hash
   */
  public String save(Network network, NeighbourGraph neighbours) throws IOException {
    byte[] json = StoredJson.write(NetworkDocument.of(network, neighbours));
    String hash = sha256(json);
    Path target = file(hash);
    if (files.exists(target)) {
      return hash;
    }
    Path draft = new Path(target.getParent(), "_" + FILE);
    try (FSDataOutputStream out = files.create(draft, true)) {
      out.write(json);
    }
    if (!files.rename(draft, target) && !files.exists(target)) {
      throw new IOException("could not rename " + draft + " to " + target);
    }
    return hash;
  }

  /** The hash of the version that was stored last, if there is any. */
  public Optional<String> findNewest() throws IOException {
    if (!files.exists(layout.networks())) {
      return Optional.empty();
    }
    FileStatus newest = null;
    for (FileStatus version : files.listStatus(layout.networks())) {
      Path file = new Path(version.getPath(), FILE);
      if (files.exists(file)) {
        FileStatus status = files.getFileStatus(file);
        boolean newer =
            newest == null || status.getModificationTime() > newest.getModificationTime();
        newest = newer ? status : newest;
      }
    }
    return Optional.ofNullable(newest).map(status -> status.getPath().getParent().getName());
  }

  /**
   * Loads a version and checks it against its hash.
   *
   * @throws FileNotFoundException when there is no such version
   * @throws IOException when the file is not what its name says
   */
  public StoredNetwork load(String hash) throws IOException {
    Path file = file(hash);
    if (!files.exists(file)) {
      throw new FileNotFoundException(file + " does not exist: import the data set again");
    }
    byte[] json;
    try (FSDataInputStream in = files.open(file)) {
      json = in.readAllBytes();
    }
    if (!sha256(json).equals(hash)) {
      throw new IOException(file + " was changed after it was written: import the data set again");
    }
    NetworkDocument document = StoredJson.read(json, NetworkDocument.class, file.toString());
    return new StoredNetwork(hash, document.network(), document.graph());
  }

  private Path file(String hash) {
    return new Path(layout.network(hash), FILE);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
