package com.trafficprediction.serving.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jetty.ConnectorFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.testing.DropwizardTestSupport;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The guard before the server and the routers that it stands before in the application. */
class ReadGuardTest {
  private static final String READ = "read token/+";
  private static final String OPEN = "what the token guards";

  private static final DropwizardTestSupport<Configuration> SERVER =
      new DropwizardTestSupport<>(Guarded.class, onAnyPorts());

  private static Configuration onAnyPorts() {
    Configuration configuration = new Configuration();
    DefaultServerFactory server = (DefaultServerFactory) configuration.getServerFactory();
    for (ConnectorFactory connector :
        List.of(server.getApplicationConnectors().get(0), server.getAdminConnectors().get(0))) {
      ((HttpConnectorFactory) connector).setPort(0);
    }
    return configuration;
  }

  /** Mapped as the serving layer is. */
  public static final class Guarded extends Application<Configuration> {
    @Override
    public void run(Configuration configuration, Environment environment) {
      environment.jersey().setUrlPattern("/api/*");
      environment.jersey().register(new Resource());
      HttpServlet stream = new Stream();
      environment.servlets().addServlet("events", stream).addMapping("/api/predictions/stream");
      environment
          .servlets()
          .addFilter("guard", new ReadGuard(new BearerToken(READ), new BearerToken("write")))
          .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    }
  }

  /** The event stream's place. */
  static final class Stream extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getOutputStream().write(OPEN.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Some of the resources. */
  @Path("/")
  public static final class Resource {
    @GET
    @Path("/health{more: (/ready)?}")
    public String health() {
      return "healthy";
    }

    @GET
    @Path("/segments/{id: .+}")
    public String segment(@PathParam("id") String id) {
      return OPEN;
    }

    @POST
    @Path("/echo")
    public String echo(InputStream body) throws IOException {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @BeforeAll
  static void start() throws Exception {
    SERVER.before();
  }

  @AfterAll
  static void stop() {
    SERVER.after();
  }

  @Test
  void noSpellingOfAPathLeadsPastTheToken() throws Exception {
    for (String path :
        List.of(
            "/api/predictions/stream",
            "/%61pi/predictions/stream",
            "/api/%70redictions/stream",
            "/api/health/../predictions/stream",
            "/api/health/%2e%2e/predictions/stream",
            "/api/health/..;/predictions/stream",
            "/api;/predictions/stream",
            "/api/health;/../predictions/stream",
            "/./api/predictions/stream",
            "/x/../api/predictions/stream",
            "//api/predictions/stream",
            "/api//predictions/stream",
            "http://x/api/predictions/stream",
            "/api/segments/T_001",
            "/%61pi/segments/T_001",
            "/api/segments/../health",
            "/api/segments/x/../../health",
            "/api/segments/%2e%2e/health",
            "/api/healthy",
            "/api/health/segments",
            "/api")) {
      String answer = get(path, "");
      assertThat(answer).as(path).matches("(?s)HTTP/1.1 4\\d\\d .*").doesNotContain(OPEN);
    }
    assertThat(get("/api/predictions/stream", "")).contains("401").contains("Bearer TOKEN");
  }

  @Test
  void healthNeedsNoTokenAndEverythingElseOneOfTheTwo() throws Exception {
    assertThat(get("/api/health", "")).contains("healthy");
    assertThat(get("/api/health/ready?x=1", "")).contains("healthy");
    for (String token : List.of(READ, "write")) {
      String header = "Authorization: Bearer " + token + "\r\n";
      assertThat(get("/api/segments/T_001", header)).contains(OPEN);
      assertThat(get("/%61pi/predictions/stream", header)).contains(OPEN);
    }
  }

  @Test
  void theEventStreamAloneTakesTheReadTokenAsAParameter() throws Exception {
    String query = "?batch=true&access_token=read%20token%2F%2B";
    assertThat(get("/api/predictions/stream" + query, "")).contains(OPEN);
    assertThat(get("/api/predictions/stream?access_token=write", "")).contains(" 401 ");
    assertThat(get("/api/predictions/stream?access_token=", "")).contains(" 401 ");
    assertThat(get("/api/segments/T_001" + query, "")).contains(" 401 ");
  }

  @Test
  void aBodyThatCallsItselfAFormReachesTheResourceWhole() throws Exception {
    String body = "{\"by\":\"Ada\"}";
    String answer =
        raw(
            "POST /api/echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + "Authorization: Bearer write\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\n"
                + "Content-Length: "
                + body.length()
                + "\r\n\r\n"
                + body);
    assertThat(answer).startsWith("HTTP/1.1 200").contains(body);
  }

  private static String get(String path, String header) throws IOException {
    return raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + header + "\r\n");
  }

  private static String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), SERVER.getLocalPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
