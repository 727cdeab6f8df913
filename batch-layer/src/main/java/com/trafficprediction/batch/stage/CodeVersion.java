package com.trafficprediction.batch.stage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Properties;

/** Which code wrote an output. */
public final class CodeVersion {
  private static final String CURRENT = read();

  private CodeVersion() {}

  /**
   * Version and commit of this build, {@code 0.1.0+1a2b3c4}; {@code -changed} follows when it was
   * built with changes that are not committed, and the commit is missing when it was built outside
   * of a checkout.
   */
  public static String current() {
    return CURRENT;
  }

  private static String read() {
    Properties build = new Properties();
    try (InputStream in = CodeVersion.class.getResourceAsStream("code.properties")) {
      if (in != null) {
        build.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String commit = build.getProperty("git.commit.id.abbrev", "");
    return build.getProperty("git.build.version", "unknown")
        + (commit.isEmpty() ? "" : "+" + commit)
        + ("true".equals(build.getProperty("git.dirty")) ? "-changed" : "");
  }

  /** Lower-case hexadecimal SHA-256. */
  public static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  /** Lower-case hexadecimal SHA-256 of a file's content. */
  public static String sha256(Path file) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
