package com.trafficprediction.storage.hbase;

import java.io.IOException;
import javax.security.sasl.SaslException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hbase.HConstants;
import org.apache.hadoop.hbase.security.AccessDeniedException;
import org.ietf.jgss.GSSException;

/** Says in a sentence for people what an exception of HBase's client means. */
final class HBaseFailure {
  private HBaseFailure() {}

  /**
   * An exception with cause and remedy in its message.
   *
   * @param configuration that of the client
   */
  static IOException explained(Configuration configuration, IOException failure) {
    if (failure.getClass() == IOException.class && failure.getCause() == null) {
      return failure; // Ours: it says what is wrong with a table.
    }
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof AccessDeniedException) {
        return new IOException(
            "HBase denies this user a right: "
                + firstLine(e)
                + ". It needs RWXCA on the namespace "
                + HBaseSettings.from(configuration).namespace()
                + ", or, to make that, on all of HBase (docs/security.md)",
            failure);
      }
      if (e instanceof SaslException || e instanceof GSSException) {
        return new IOException(
            "HBase does not know who this process is: "
                + firstLine(innermost(e))
                + ". Log in with kinit, or set traffic.kerberos.principal and .keytab"
                + " (docs/security.md)",
            failure);
      }
    }
    return new IOException(
        "HBase does not answer (ZooKeeper quorum "
            + configuration.get(HConstants.ZOOKEEPER_QUORUM)
            + ", port "
            + configuration.get(HConstants.ZOOKEEPER_CLIENT_PORT)
            + "): "
            + firstLine(innermost(failure))
            + ". Is it up, and are hbase.zookeeper.quorum and its port set?",
        failure);
  }

  private static Throwable innermost(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** HBase's messages list every attempt, and some end with a stack trace. */
  private static String firstLine(Throwable e) {
    String message = e.getMessage();
    return message == null
        ? e.getClass().getSimpleName()
        : message.lines().findFirst().orElse("").replaceFirst("[.:]$", "");
  }
}
