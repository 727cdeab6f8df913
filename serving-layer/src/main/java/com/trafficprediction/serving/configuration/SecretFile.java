package com.trafficprediction.serving.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Secrets that lie in files of their own, as container platforms and secret stores hand them out.
 */
public final class SecretFile {
  private SecretFile() {}

  /**
   * The secret, without the line's end.
   *
   * @param key the configuration key that names the file, for messages
   * @throws SettingException when the file cannot be read, or has no secret: never taken for "no
   *     secret is needed"
   */
  public static String read(String key, Path file) {
    String secret;
    try {
      secret = Files.readString(file).strip();
    } catch (IOException e) {
      throw new SettingException(
          key + ": " + file.toAbsolutePath() + " cannot be read (" + e + ")", e);
    }
    if (secret.isEmpty()) {
      throw new SettingException(
          key
              + ": "
              + file.toAbsolutePath()
              + " is empty; write the secret into it, or unset "
              + key);
    }
    return secret;
  }
}
