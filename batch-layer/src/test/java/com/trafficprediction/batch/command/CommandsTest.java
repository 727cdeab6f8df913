package com.trafficprediction.batch.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.apache.hadoop.security.AccessControlException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

/** What goes wrong first on a cluster is told in a sentence, with what to do. */
class CommandsTest {
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  /** A job that fails. */
  @Command(name = "windows")
  record Failing(Exception failure) implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      throw failure;
    }
  }

  @BeforeEach
  void listen() {
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void stopListening() {
    System.setErr(err);
  }

  @Test
  void aRightThatIsMissing() {
    assertThat(
            failingWith(
                new AccessControlException(
                    "Permission denied: user=traffic, access=WRITE, inode=\"/\":hdfs:hadoop\nat …")))
        .startsWith(
            "windows: the cluster denies this user a right (Permission denied: user=traffic")
        .contains("docs/deploy.md")
        .hasLineCount(1);
  }

  @Test
  void aTicketThatIsMissing() {
    assertThat(
            failingWith(
                new IOException(
                    "DestHost:destPort namenode:9000",
                    new IOException(
                        new AccessControlException(
                            "Client cannot authenticate via:[TOKEN, KERBEROS]")))))
        .contains("does not know who this is", "kinit", "traffic.kerberos.principal")
        .hasLineCount(1);
  }

  @Test
  void aNameServiceThatTheConfigurationDoesNotKnow() {
    assertThat(failingWith(new IllegalArgumentException(new UnknownHostException("mycluster"))))
        .contains("no host mycluster", "hdfs-site.xml")
        .hasLineCount(1);
  }

  private String failingWith(Exception failure) {
    assertThat(Commands.execute(new Failing(failure))).isEqualTo(ExitCode.FAILURE);
    return said.toString(StandardCharsets.UTF_8).strip();
  }
}
