package com.trafficprediction.serving;

import io.dropwizard.jetty.ConnectorFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.util.DataSize;
import java.util.List;

/**
 * Keeps what requests are read into out of the pool that answers are written from.
 *
 * <p>After a request that it refuses, Jetty (12.1.9 to 12.1.14 at least) may read once more into a
 * buffer that it has given back to its pool, while another connection writes an answer from it:
 * that client gets a mutilated answer, or a stranger's bytes. A pool hands out nothing that is
 * smaller than the least it keeps a second time; so a late read ends where nobody looks.
 */
final class RequestBuffers {
  private RequestBuffers() {}

  /** Where they would be pooled: reads a byte less at once, and keeps nothing of that size. */
  static void keepOutOfPools(List<ConnectorFactory> connectors) {
    for (ConnectorFactory connector : connectors) {
      if (connector instanceof HttpConnectorFactory http) {
        long size = http.getInputBufferSize().toBytes();
        if (size >= http.getMinBufferPoolSize().toBytes()
            && size <= http.getMaxBufferPoolSize().toBytes()) {
          http.setMinBufferPoolSize(DataSize.bytes(size));
          http.setInputBufferSize(DataSize.bytes(size - 1));
        }
      }
    }
  }
}
