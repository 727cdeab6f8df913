package com.trafficprediction.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.testing.DropwizardTestSupport;
import io.dropwizard.util.DataSize;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What Jetty reads requests into, seen at the pool of a connector that runs. */
@Timeout(60)
class RequestBuffersTest {
  private static final String GOOD = "GET /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
  private static final String REFUSED = "GET /%2e%2e/echo HTTP/1.1\r\nHost: x\r\n\r\n";

  /** Answers. */
  public static final class Echo extends Application<Configuration> {
    @Override
    public void run(Configuration configuration, Environment environment) {
      environment.jersey().disable();
      environment.servlets().addServlet("echo", new Answer()).addMapping("/echo");
    }
  }

  static final class Answer extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getOutputStream().write("answer".getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Remembers how what it hands out began when another used it last. */
  private static final class Watched extends ByteBufferPool.Wrapper {
    private final Set<String> usedBefore = ConcurrentHashMap.newKeySet();

    Watched(ByteBufferPool pool) {
      super(pool);
    }

    @Override
    public RetainableByteBuffer.Mutable acquire(int size, boolean direct) {
      RetainableByteBuffer.Mutable buffer = super.acquire(size, direct);
      ByteBuffer left = buffer.getByteBuffer().duplicate().clear();
      byte[] beginning = new byte[Math.min(4, left.remaining())];
      left.get(beginning);
      usedBefore.add(new String(beginning, StandardCharsets.ISO_8859_1));
      return buffer;
    }
  }

  private static final class WatchedConnector extends HttpConnectorFactory {
    private final List<Watched> pools = new ArrayList<>();

    @Override
    protected ByteBufferPool buildBufferPool() {
      Watched pool = new Watched(super.buildBufferPool());
      pools.add(pool);
      return pool;
    }
  }

  @Test
  void whatARequestWasReadIntoIsNeverHandedOutAgain() throws Exception {
    WatchedConnector connector = new WatchedConnector();
    RequestBuffers.keepOutOfPools(List.of(connector));

    assertThat(usedAgain(connector)).contains("HTTP").doesNotContain("GET ");
  }

  @Test
  void withoutUsItIs() throws Exception {
    assertThat(usedAgain(new WatchedConnector())).contains("GET ");
  }

  @Test
  void sizesThatSomebodyChoseStay() {
    HttpConnectorFactory small = new HttpConnectorFactory();
    small.setInputBufferSize(DataSize.kibibytes(2));
    small.setMinBufferPoolSize(DataSize.kibibytes(4));
    HttpConnectorFactory large = new HttpConnectorFactory();
    large.setInputBufferSize(DataSize.kibibytes(128));
    RequestBuffers.keepOutOfPools(List.of(small, large));

    assertThat(small.getInputBufferSize()).isEqualTo(DataSize.kibibytes(2));
    assertThat(small.getMinBufferPoolSize()).isEqualTo(DataSize.kibibytes(4));
    assertThat(large.getInputBufferSize()).isEqualTo(DataSize.kibibytes(128));
  }

  /** How the pool's buffers began when they were asked for, after answers and refusals. */
  private static Set<String> usedAgain(WatchedConnector connector) throws Exception {
    connector.setPort(0);
    Configuration configuration = new Configuration();
    DefaultServerFactory server = (DefaultServerFactory) configuration.getServerFactory();
    server.setApplicationConnectors(List.of(connector));
    ((HttpConnectorFactory) server.getAdminConnectors().get(0)).setPort(0);
    DropwizardTestSupport<Configuration> application =
        new DropwizardTestSupport<>(Echo.class, configuration);
    application.before();
    try {
      for (int i = 0; i < 10; i++) {
        assertThat(answer(application.getLocalPort(), GOOD)).endsWith("answer");
        assertThat(answer(application.getLocalPort(), REFUSED)).startsWith("HTTP/1.1 400 ");
      }
    } finally {
      application.after();
    }
    return connector.pools.get(0).usedBefore;
  }

  private static String answer(int port, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
