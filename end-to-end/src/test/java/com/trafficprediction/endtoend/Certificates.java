package com.trafficprediction.endtoend;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A key and a certificate for localhost, made for one test with the JDK's own tool.
 *
 * @param keyStore the server's key, PKCS12
 * @param trustStore what clients trust, PKCS12
 * @param password of both
 */
record Certificates(Path keyStore, Path trustStore, String password) {
  static Certificates make(Path directory, String password)
      throws IOException, InterruptedException {
    Path keys = directory.resolve("server.p12");
    Path certificate = directory.resolve("server.crt");
    Path trust = directory.resolve("trust.p12");
    Path secret = Files.writeString(directory.resolve("password"), password);
    keytool(
        secret,
        keys,
        List.of(
            "-genkeypair",
            "-alias",
            "server",
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=localhost",
            "-ext",
            "SAN=dns:localhost,ip:127.0.0.1",
            "-validity",
            "2"));
    keytool(
        secret, keys, List.of("-exportcert", "-alias", "server", "-file", certificate.toString()));
    keytool(
        secret,
        trust,
        List.of("-importcert", "-noprompt", "-alias", "server", "-file", certificate.toString()));
    return new Certificates(keys, trust, password);
  }

  /** The password goes by a file: it is a test's, but this is how it is done. */
  private static void keytool(Path secret, Path store, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(arguments);
    command.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString()));
    command.addAll(List.of("-storepass:file", secret.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("keytool failed: " + said);
    }
  }

  /** Trusts the certificate alone. */
  SSLContext clientContext() throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    try (InputStream file = Files.newInputStream(trustStore)) {
      trusted.load(file, password.toCharArray());
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "Certificates[" + keyStore + "]";
  }
}
