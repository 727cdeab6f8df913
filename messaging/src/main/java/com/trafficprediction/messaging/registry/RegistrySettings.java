package com.trafficprediction.messaging.registry;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.common.config.types.Password;

/**
 * What a serializer is told about its registry, under the property names that Confluent's own
 * serializers have: a file of client properties serves both.
 *
 * @param urls addresses of the registry's instances, tried in turn; at least one
 * @param registers whether a writer registers a schema that the registry does not know
 * @param authorization the header {@code Authorization}; empty for none
 * @param trust whom to believe over HTTPS; empty for whom the JVM believes
 */
record RegistrySettings(
    List<URI> urls, boolean registers, Optional<String> authorization, Optional<SSLContext> trust) {
  /** Address of the registry, or several, comma-separated. */
  static final String URL = "schema.registry.url";

  /** Whether writers register schemas; else they use what somebody registered. */
  static final String REGISTERS = "auto.register.schemas";

  private static final String USER = "basic.auth.user.info";
  private static final String TOKEN = "bearer.auth.token";
  private static final String TRUST_STORE = "schema.registry.ssl.truststore.location";
  private static final String TRUST_PASSWORD = "schema.registry.ssl.truststore.password";
  private static final String TRUST_TYPE = "schema.registry.ssl.truststore.type";

  RegistrySettings {
    urls = List.copyOf(urls);
    if (urls.isEmpty()) {
      throw new IllegalArgumentException(
          URL + " is not set: say where the registry is, such as http://localhost:8081");
    }
  }

  /**
   * Reads a client's properties.
   *
   * @throws IllegalArgumentException when they do not say where the registry is, or name a store
   *     that cannot be read
   */
  static RegistrySettings of(Map<String, ?> properties) {
    return new RegistrySettings(
        urls(text(properties, URL).orElse("")),
        !text(properties, REGISTERS).orElse("true").equalsIgnoreCase("false"),
        authorization(properties),
        text(properties, TRUST_STORE).map(store -> trust(store, properties)));
  }

  private static List<URI> urls(String list) {
    return Arrays.stream(list.split(","))
        .map(String::strip)
        .filter(url -> !url.isEmpty())
        .map(RegistrySettings::url)
        .toList();
  }

  private static URI url(String text) {
    if (!text.matches("https?://[^\\s@]+")) {
      throw new IllegalArgumentException(
          URL
              + " must be an http or https address without a user, such as http://localhost:8081;"
              + " a user belongs in "
              + USER);
    }
    return URI.create(text.endsWith("/") ? text : text + '/');
  }

  private static Optional<String> authorization(Map<String, ?> properties) {
    Optional<String> user = text(properties, USER);
    if (user.isPresent()) {
      byte[] plain = user.get().getBytes(StandardCharsets.UTF_8);
      return Optional.of("Basic " + Base64.getEncoder().encodeToString(plain));
    }
    return text(properties, TOKEN).map(token -> "Bearer " + token);
  }

  private static SSLContext trust(String store, Map<String, ?> properties) {
    char[] password = text(properties, TRUST_PASSWORD).map(String::toCharArray).orElse(null);
    try (InputStream file = Files.newInputStream(Path.of(store))) {
      KeyStore trusted = KeyStore.getInstance(text(properties, TRUST_TYPE).orElse("PKCS12"));
      trusted.load(file, password);
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          TRUST_STORE + " = " + store + " cannot be read as a store of certificates: " + e, e);
    }
  }

  private static Optional<String> text(Map<String, ?> properties, String key) {
    Object value = properties.get(key);
    if (value == null) {
      return Optional.empty();
    }
    String text = value instanceof Password secret ? secret.value() : value.toString();
    return text.isBlank() ? Optional.empty() : Optional.of(text.strip());
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "schema registry at " + urls;
  }
}
