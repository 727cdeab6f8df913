package com.trafficprediction.storage.hbase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import javax.security.sasl.SaslException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.client.RetriesExhaustedException;
import org.apache.hadoop.hbase.security.AccessDeniedException;
import org.ietf.jgss.GSSException;
import org.junit.jupiter.api.Test;

/**
 * What is wrong is told apart: an HBase that is away, one that denies, one that does not know us.
 */
class HBaseFailureTest {
  private final Configuration configuration = new Configuration(false);

  @Test
  void anHBaseThatIsAwayIsNamedWithTheReason() {
    configuration.set("hbase.zookeeper.quorum", "zk1.example.org");
    configuration.set("hbase.zookeeper.property.clientPort", "2181");

    assertThat(
            said(
                new RetriesExhaustedException(
                    "Failed after attempts=7, exceptions:\n1\n2",
                    new ConnectException("Connection refused"))))
        .isEqualTo(
            "HBase does not answer (ZooKeeper quorum zk1.example.org, port 2181): Connection"
                + " refused. Is it up, and are hbase.zookeeper.quorum and its port set?");
  }

  @Test
  void aMissingRightIsNotTakenForAnHBaseThatIsAway() {
    assertThat(
            said(
                new IOException(
                    new AccessDeniedException(
                        "Insufficient permissions for user 'traffic' (global, action=ADMIN)"))))
        .startsWith("HBase denies this user a right: Insufficient permissions for user 'traffic'")
        .contains("RWXCA on the namespace traffic", "docs/security.md")
        .doesNotContain("does not answer");
  }

  @Test
  void aMissingTicketIsNotTakenForAnHBaseThatIsAway() {
    SaslException sasl =
        new SaslException(
            "GSS initiate failed", new GSSException(GSSException.NO_CRED, -1, "no Kerberos tgt"));

    assertThat(said(new IOException("Call to rs1 failed on local exception", sasl)))
        .startsWith("HBase does not know who this process is: ")
        .contains("no Kerberos tgt", "kinit", "traffic.kerberos.principal")
        .doesNotContain("does not answer");
  }

  @Test
  void whatWeSaidOurselvesStays() {
    assertThat(said(new IOException("table traffic:windows is not one of ours")))
        .isEqualTo("table traffic:windows is not one of ours");
  }

  private String said(IOException failure) {
    return String.valueOf(HBaseFailure.explained(configuration, failure).getMessage());
  }
}
