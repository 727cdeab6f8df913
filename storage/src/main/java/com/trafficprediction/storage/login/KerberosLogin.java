package com.trafficprediction.storage.login;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonConfigurationKeysPublic;
import org.apache.hadoop.security.SecurityUtil;
import org.apache.hadoop.security.UserGroupInformation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs this process in from a keytab, where the cluster's configuration asks for Kerberos and a
 * keytab is named; its ticket is renewed for as long as the process lives. Thread-safe.
 *
 * <p>Principal and keytab are {@value #PRINCIPAL} and {@value #KEYTAB} in the client's
 * configuration, or the variables {@value #PRINCIPAL_VARIABLE} and {@value #KEYTAB_VARIABLE}, which
 * win. A principal may hold {@code _HOST} for this host's name. Without either, whoever started the
 * process brings a ticket.
 */
public final class KerberosLogin {
  /** Configuration key of the principal. */
  public static final String PRINCIPAL = "traffic.kerberos.principal";

  /** Configuration key of the keytab's file. */
  public static final String KEYTAB = "traffic.kerberos.keytab";

  /** Environment variable of the principal. */
  public static final String PRINCIPAL_VARIABLE = "TRAFFIC_KERBEROS_PRINCIPAL";

  /** Environment variable of the keytab's file. */
  public static final String KEYTAB_VARIABLE = "TRAFFIC_KERBEROS_KEYTAB";

  private static final Logger LOG = LoggerFactory.getLogger(KerberosLogin.class);

  private KerberosLogin() {}

  /**
   * Logs in, unless this process is logged in as that principal, or nothing asks for it.
   *
   * @throws IOException naming principal and keytab, when the login fails
   */
  public static void ifConfigured(Configuration configuration) throws IOException {
    ifConfigured(configuration, System.getenv());
  }

  static synchronized void ifConfigured(
      Configuration configuration, Map<String, String> environment) throws IOException {
    Optional<String> principal = setting(configuration, PRINCIPAL, environment, PRINCIPAL_VARIABLE);
    Optional<String> keytab = setting(configuration, KEYTAB, environment, KEYTAB_VARIABLE);
    if (principal.isEmpty() && keytab.isEmpty()) {
      expectTicket(configuration);
      return;
    }
    if (principal.isEmpty() || keytab.isEmpty()) {
      throw new IOException(
          "principal and keytab belong together: set both %s and %s, or neither"
              .formatted(PRINCIPAL, KEYTAB));
    }
    if (!asksForKerberos(configuration)) {
      throw new IOException(
          "a keytab is configured, and %s is not kerberos: is core-site.xml the cluster's own?"
              .formatted(CommonConfigurationKeysPublic.HADOOP_SECURITY_AUTHENTICATION));
    }
    login(configuration, principal.get(), Path.of(keytab.get()));
  }

  /**
   * Without this Hadoop would look for the method in a core-site.xml on the class path, find none,
   * and never look at the ticket that {@code kinit} left.
   */
  private static void expectTicket(Configuration configuration) {
    if (asksForKerberos(configuration) && !UserGroupInformation.isSecurityEnabled()) {
      UserGroupInformation.setConfiguration(configuration);
    }
  }

  private static boolean asksForKerberos(Configuration configuration) {
    return SecurityUtil.getAuthenticationMethod(configuration)
        == UserGroupInformation.AuthenticationMethod.KERBEROS;
  }

  private static void login(Configuration configuration, String pattern, Path keytab)
      throws IOException {
    String principal =
        SecurityUtil.getServerPrincipal(pattern, InetAddress.getLocalHost().getCanonicalHostName());
    if (UserGroupInformation.isSecurityEnabled() && isLoggedInAs(principal)) {
      return;
    }
    if (!Files.isReadable(keytab)) {
      throw new IOException("the keytab " + keytab + " of " + principal + " cannot be read");
    }
    Configuration own = new Configuration(configuration);
    // Calls renew a ticket that has run out, too; a thread does it before, so that none has to
    // fail.
    own.setBoolean("hadoop.kerberos.keytab.login.autorenewal.enabled", true);
    UserGroupInformation.setConfiguration(own);
    try {
      UserGroupInformation.loginUserFromKeytab(principal, keytab.toString());
    } catch (IOException e) {
      throw new IOException(
          "could not log in as "
              + principal
              + " from "
              + keytab
              + ": "
              + innermost(e)
              + ". Does the keytab hold that principal (klist -kt), and is the KDC of krb5.conf"
              + " up?",
          e);
    }
    LOG.info("logged in as {} from {}", principal, keytab);
  }

  private static boolean isLoggedInAs(String principal) throws IOException {
    UserGroupInformation user = UserGroupInformation.getLoginUser();
    return user.isFromKeytab() && user.getUserName().equals(principal);
  }

  private static String innermost(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  private static Optional<String> setting(
      Configuration configuration, String key, Map<String, String> environment, String variable) {
    String given = environment.getOrDefault(variable, configuration.getTrimmed(key, "")).strip();
    return given.isEmpty() ? Optional.empty() : Optional.of(given);
  }
}
