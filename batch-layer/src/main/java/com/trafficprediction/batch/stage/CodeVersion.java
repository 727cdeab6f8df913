package com.trafficprediction.batch.stage;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/** Which code wrote an output. */
public final class CodeVersion {
  private CodeVersion() {}

  /** Version in the job jar's manifest; {@code unpackaged} when run from class files. */
  public static String current() {
    return Objects.requireNonNullElse(
        CodeVersion.class.getPackage().getImplementationVersion(), "unpackaged");
  }

  /** Lower-case hexadecimal SHA-256. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
