package com.trafficprediction.storage.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KerberosPrincipal;
import javax.security.auth.kerberos.KerberosTicket;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.minikdc.MiniKdc;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Given a Kerberos KDC of its own, a process logs in from a keytab, and stays logged in. */
@Timeout(180)
class KerberosLoginIT {
  @TempDir static Path directory;

  private static MiniKdc kdc;
  private static Path keytab;

  @BeforeAll
  static void start() throws Exception {
    Properties properties = MiniKdc.createConf();
    properties.setProperty(MiniKdc.MAX_TICKET_LIFETIME, "15");
    kdc = new MiniKdc(properties, directory.toFile());
    kdc.start();
    keytab = directory.resolve("traffic.keytab");
    kdc.createPrincipal(keytab.toFile(), "traffic");
  }

  @AfterAll
  static void stop() {
    kdc.stop();
  }

  /** The login is the whole process's: the next test begins without. */
  @AfterEach
  void forget() {
    UserGroupInformation.reset();
    UserGroupInformation.setConfiguration(new Configuration());
  }

  @Test
  void aTicketIsRenewedBeforeItRunsOut() throws Exception {
    KerberosLogin.ifConfigured(secured("traffic@" + kdc.getRealm(), keytab), Map.of());

    UserGroupInformation user = UserGroupInformation.getLoginUser();
    assertThat(user.getUserName()).isEqualTo("traffic@" + kdc.getRealm());
    assertThat(user.isFromKeytab()).isTrue();
    Instant first = findTicketsEnd(user).orElseThrow();
    Instant second = first;
    while (!second.isAfter(first)) {
      assertThat(Instant.now()).as("no renewal").isBefore(first);
      TimeUnit.MILLISECONDS.sleep(100);
      second = findTicketsEnd(user).orElse(first);
    }
    assertThat(Instant.now()).as("renewed too late").isBefore(first);
    assertThat(user.hasKerberosCredentials()).isTrue();
  }

  @Test
  void withoutAKeytabTheTicketOfKinitIsLookedFor() throws IOException {
    Configuration configuration = new Configuration();
    configuration.set("hadoop.security.authentication", "kerberos");

    KerberosLogin.ifConfigured(configuration, Map.of());

    assertThat(UserGroupInformation.isSecurityEnabled()).isTrue();
  }

  @Test
  void loggingInAgainChangesNothing() throws Exception {
    Configuration configuration = secured("traffic@" + kdc.getRealm(), keytab);
    KerberosLogin.ifConfigured(configuration, Map.of());
    UserGroupInformation user = UserGroupInformation.getLoginUser();

    KerberosLogin.ifConfigured(configuration, Map.of());

    assertThat(UserGroupInformation.getLoginUser()).isSameAs(user);
  }

  @Test
  void theEnvironmentWins() throws Exception {
    KerberosLogin.ifConfigured(
        secured("somebody@NOWHERE", Path.of("/nowhere")),
        Map.of(
            "TRAFFIC_KERBEROS_PRINCIPAL",
            "traffic@" + kdc.getRealm(),
            "TRAFFIC_KERBEROS_KEYTAB",
            keytab.toString()));

    assertThat(UserGroupInformation.getLoginUser().getShortUserName()).isEqualTo("traffic");
  }

  @Test
  void whatIsWrongIsNamed() throws IOException {
    String principal = "traffic@" + kdc.getRealm();
    Path empty = Files.createFile(directory.resolve("empty-" + System.nanoTime() + ".keytab"));

    assertThatThrownBy(
            () -> KerberosLogin.ifConfigured(secured(principal, Path.of("/nowhere")), Map.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/nowhere")
        .hasMessageContaining("cannot be read");
    assertThatThrownBy(() -> KerberosLogin.ifConfigured(secured(principal, empty), Map.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("could not log in as " + principal)
        .hasMessageContaining("klist -kt");
    Configuration simple = secured(principal, keytab);
    simple.set("hadoop.security.authentication", "simple");
    assertThatThrownBy(() -> KerberosLogin.ifConfigured(simple, Map.of()))
        .hasMessageContaining("hadoop.security.authentication is not kerberos");
    Configuration half = secured(principal, keytab);
    half.unset(KerberosLogin.KEYTAB);
    assertThatThrownBy(() -> KerberosLogin.ifConfigured(half, Map.of()))
        .hasMessageContaining("set both");
  }

  @Test
  void withoutAKeytabNothingHappens() throws IOException {
    Configuration configuration = new Configuration(false);

    KerberosLogin.ifConfigured(configuration, Map.of());

    assertThat(UserGroupInformation.isSecurityEnabled()).isFalse();
  }

  private static Configuration secured(String principal, Path file) {
    Configuration configuration = new Configuration();
    configuration.set("hadoop.security.authentication", "kerberos");
    configuration.set("hadoop.kerberos.min.seconds.before.relogin", "0");
    configuration.set(KerberosLogin.PRINCIPAL, principal);
    configuration.set(KerberosLogin.KEYTAB, file.toString());
    return configuration;
  }

  /** Empty for the moment in which a ticket is exchanged for another. */
  @SuppressWarnings("removal") // Subject.current() came with JDK 18.
  private static Optional<Instant> findTicketsEnd(UserGroupInformation user) {
    return user.doAs(
        (PrivilegedAction<Optional<Instant>>)
            () ->
                Subject.getSubject(AccessController.getContext())
                    .getPrivateCredentials(KerberosTicket.class)
                    .stream()
                    .flatMap(ticket -> findEnd(ticket).stream())
                    .max(Instant::compareTo));
  }

  /** Of a ticket to get tickets with; one that was destroyed has neither server nor end. */
  private static Optional<Instant> findEnd(KerberosTicket ticket) {
    KerberosPrincipal server = ticket.getServer();
    Date end = ticket.getEndTime();
    return server == null || end == null || !server.getName().startsWith("krbtgt/")
        ? Optional.empty()
        : Optional.of(end.toInstant());
  }
}
