package com.trafficprediction.serving;

import com.trafficprediction.messaging.client.ClientProperties;
import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.serving.configuration.SecretFile;
import com.trafficprediction.serving.configuration.ServingConfiguration;
import com.trafficprediction.serving.configuration.SettingException;
import com.trafficprediction.serving.events.EventStreamServlet;
import com.trafficprediction.serving.health.ComponentHealth;
import com.trafficprediction.serving.health.HealthReport;
import com.trafficprediction.serving.health.LiveHealth;
import com.trafficprediction.serving.health.ReadyCheck;
import com.trafficprediction.serving.live.LiveRunWatch;
import com.trafficprediction.serving.metrics.ServingMetrics;
import com.trafficprediction.serving.pages.PageFiles;
import com.trafficprediction.serving.pages.PagesServlet;
import com.trafficprediction.serving.problem.KnownPaths;
import com.trafficprediction.serving.problem.ProblemMapper;
import com.trafficprediction.serving.resource.AccuracyResource;
import com.trafficprediction.serving.resource.CorridorHistoryResource;
import com.trafficprediction.serving.resource.CorridorResource;
import com.trafficprediction.serving.resource.DetectorResource;
import com.trafficprediction.serving.resource.EventResource;
import com.trafficprediction.serving.resource.HealthResource;
import com.trafficprediction.serving.resource.HistoryResource;
import com.trafficprediction.serving.resource.IncidentResource;
import com.trafficprediction.serving.resource.Intake;
import com.trafficprediction.serving.resource.ModelResource;
import com.trafficprediction.serving.resource.OutcomeResource;
import com.trafficprediction.serving.resource.PlannerResource;
import com.trafficprediction.serving.resource.PredictionResource;
import com.trafficprediction.serving.resource.SegmentResource;
import com.trafficprediction.serving.resource.SettingsResource;
import com.trafficprediction.serving.running.Breakdown;
import com.trafficprediction.serving.security.BearerToken;
import com.trafficprediction.serving.security.ReadGuard;
import com.trafficprediction.serving.security.SecurityHeaders;
import com.trafficprediction.storage.serving.ServingStorage;
import io.dropwizard.configuration.EnvironmentVariableSubstitutor;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.core.Application;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jetty.ConnectorFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.jetty.HttpsConnectorFactory;
import io.dropwizard.lifecycle.AutoCloseableManager;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.util.component.LifeCycle;

/** Wires the serving layer: {@code traffic-serving.jar server config/serving.yaml}. */
public final class ServingApplication extends Application<ServingConfiguration> {
  /** Compressed when a client accepts it; event streams never are, so that nothing holds them. */
  private static final Set<String> COMPRESSED =
      Set.of(
          "application/json",
          "application/problem+json",
          "text/csv",
          "text/html",
          "text/css",
          "text/javascript",
          "text/plain",
          "image/svg+xml");

  /** Starts the process. */
  public static void main(String[] args) throws Exception {
    new ServingApplication().run(args);
  }

  @Override
  public String getName() {
    return "traffic-serving";
  }

  @Override
  public void initialize(Bootstrap<ServingConfiguration> bootstrap) {
    bootstrap.setConfigurationSourceProvider(
        new SubstitutingSourceProvider(
            bootstrap.getConfigurationSourceProvider(), new EnvironmentVariableSubstitutor(false)));
  }

  @Override
  protected void addDefaultCommands(Bootstrap<ServingConfiguration> bootstrap) {
    bootstrap.addCommand(new ServeCommand(this));
  }

  @Override
  public void run(ServingConfiguration configuration, Environment environment) {
    Clock clock = Clock.systemUTC();
    server(configuration);
    LiveRunWatch watch =
        new LiveRunWatch(
            () -> ServingStorage.open(Path.of(configuration.hadoopConf()), clock), clock);
    HealthReport health = new HealthReport(configuration.instance(), version(), clock);
    Breakdown breakdown = new Breakdown();
    breakdown.endProcess(System::exit);
    health.add("process", () -> process(breakdown));
    new LiveHealth(watch, clock).addTo(health);
    environment.healthChecks().register("serving", new ReadyCheck(health));
    KnownPaths paths = new KnownPaths(ApiPaths.TEMPLATES);

    ForecastParts forecasts = new ForecastParts(configuration, kafka(configuration), watch, clock);
    forecasts.addTo(health);
    ServingMetrics metrics = new ServingMetrics();
    forecasts.addTo(metrics);
    environment.admin().addServlet("prometheus", metrics).addMapping("/metrics");

    environment.jersey().setUrlPattern("/api/*");
    environment.jersey().register(new ProblemMapper(paths));
    environment.jersey().register(new HealthResource(health));
    environment.jersey().register(new SettingsResource(configuration));
    environment.jersey().register(new SegmentResource(watch));
    environment.jersey().register(new ModelResource(watch));
    environment.jersey().register(new PlannerResource(watch));
    resources(configuration, environment, watch, forecasts, clock);
    guard(configuration, environment);
    pages(configuration, environment, paths);

    // Jetty waits for what is under way before it stops its parts, and no event stream ends itself.
    environment
        .lifecycle()
        .addEventListener(
            new LifeCycle.Listener() {
              @Override
              public void lifeCycleStopping(LifeCycle server) {
                forecasts.hub.close();
              }
            });
    environment.lifecycle().manage(new AutoCloseableManager(watch));
    environment.lifecycle().manage(new AutoCloseableManager(forecasts));
    forecasts.start(breakdown);
    watch.start(Duration.ofSeconds(configuration.pointerPollSeconds()), breakdown);
  }

  private static ComponentHealth process(Breakdown breakdown) {
    return breakdown.reason().isEmpty()
        ? ComponentHealth.up(true, Map.of())
        : new ComponentHealth(
            ComponentHealth.State.DOWN,
            true,
            breakdown.reason() + ". This process ends: start it again",
            Map.of());
  }

  private static void resources(
      ServingConfiguration configuration,
      Environment environment,
      LiveRunWatch watch,
      ForecastParts forecasts,
      Clock clock) {
    Intake intake =
        new Intake(
            watch,
            forecasts.ingest,
            forecasts.outlet,
            new BearerToken(configuration.access().writeToken()),
            configuration.access().maxBodyBytes(),
            clock);
    environment.jersey().register(new EventResource(intake));
    environment
        .jersey()
        .register(
            new PredictionResource(
                watch, forecasts.board, forecasts::state, forecasts::road, intake));
    environment.jersey().register(new HistoryResource(watch, forecasts.speed));
    environment.jersey().register(new CorridorResource(watch, forecasts.board));
    environment.jersey().register(new CorridorHistoryResource(watch));
    environment.jersey().register(new AccuracyResource(forecasts.accuracy));
    environment.jersey().register(new OutcomeResource(watch, forecasts.accuracy));
    environment
        .jersey()
        .register(
            new IncidentResource(
                forecasts.board,
                watch,
                forecasts.outlet,
                new BearerToken(configuration.access().writeToken()),
                clock));
    environment.jersey().register(new DetectorResource(watch, forecasts.speed));
    var stream = environment.servlets().addServlet("events", new EventStreamServlet(forecasts.hub));
    stream.setAsyncSupported(true);
    stream.addMapping("/api/predictions/stream");
  }

  /**
   * Where Kafka is, and what its clients need: the stack's file, then ours, then the configuration.
   */
  private static KafkaSettings kafka(ServingConfiguration configuration) {
    ServingConfiguration.Kafka kafka = configuration.kafka();
    Path stack = Path.of(configuration.hadoopConf()).resolve(ClientProperties.FILE);
    ClientProperties properties = new ClientProperties();
    try {
      if (Files.exists(stack)) {
        properties.addFile(stack);
      }
      if (!kafka.configFile().isEmpty()) {
        properties.addFile(Path.of(kafka.configFile()));
      }
    } catch (IOException e) {
      throw new SettingException(
          e.getMessage() + "; see kafka.config_file in config/serving.yaml", e);
    }
    properties.addAll(kafka.properties());
    if (kafka.bootstrapServers().isBlank() && !properties.namesBrokers()) {
      throw new SettingException(
          stack
              + " does not say where Kafka is: run bin/traffic up once, or set"
              + " kafka.bootstrap_servers in config/serving.yaml");
    }
    return properties.settings(kafka.bootstrapServers(), (short) 1, Map.of());
  }

  /** Where to listen, what to compress, and no error pages but ours. */
  private static void server(ServingConfiguration configuration) {
    if (configuration.getServerFactory() instanceof DefaultServerFactory server) {
      server.setRegisterDefaultExceptionMappers(false);
      server.getGzipFilterFactory().setCompressedMimeTypes(COMPRESSED);
      ServingConfiguration.Http http = configuration.http();
      if (!http.keyStore().isEmpty()) {
        server.setApplicationConnectors(List.of(https(http)));
      }
      listen(server.getApplicationConnectors(), http.host(), http.port());
      listen(
          server.getAdminConnectors(),
          configuration.adminHttp().host(),
          configuration.adminHttp().port());
      RequestBuffers.keepOutOfPools(server.getApplicationConnectors());
      RequestBuffers.keepOutOfPools(server.getAdminConnectors());
    }
  }

  /** Dropwizard's own connector, which refuses what is older than TLS 1.2. */
  private static ConnectorFactory https(ServingConfiguration.Http address) {
    HttpsConnectorFactory connector = new HttpsConnectorFactory();
    connector.setKeyStorePath(address.keyStore());
    connector.setKeyStoreType("PKCS12");
    connector.setKeyStorePassword(openedWith(address));
    // A browser asks for names; whoever asks for an address gets the certificate there is.
    connector.setDisableSniHostCheck(true);
    connector.setSupportedProtocols(List.of("TLSv1.2", "TLSv1.3"));
    return connector;
  }

  /** The key store's password; that it opens the store is seen here, where it can be said. */
  private static String openedWith(ServingConfiguration.Http address) {
    String password =
        SecretFile.read("http.key_store_password_file", Path.of(address.keyStorePasswordFile()));
    try (InputStream file = Files.newInputStream(Path.of(address.keyStore()))) {
      KeyStore.getInstance("PKCS12").load(file, password.toCharArray());
      return password;
    } catch (IOException | GeneralSecurityException e) {
      throw new SettingException(
          "http.key_store: "
              + address.keyStore()
              + " cannot be opened as PKCS12 with the password in "
              + address.keyStorePasswordFile()
              + " ("
              + e
              + ")",
          e);
    }
  }

  /**
   * A connector that the section {@code server} describes itself, with a bind_host, is left alone.
   */
  private static void listen(List<ConnectorFactory> connectors, String host, int port) {
    for (ConnectorFactory connector : connectors) {
      if (connector instanceof HttpConnectorFactory http && http.getBindHost() == null) {
        http.setBindHost(host);
        http.setPort(port);
      }
    }
  }

  private static void guard(ServingConfiguration configuration, Environment environment) {
    ServingConfiguration.Access access = configuration.access();
    filter(environment, "/api/*", "vary", ServingApplication::vary);
    filter(
        environment,
        "/*",
        "security-headers",
        new SecurityHeaders(configuration.web().imageSources(), access.corsOrigins()));
    filter(
        environment,
        "/*",
        "read-guard",
        new ReadGuard(new BearerToken(access.readToken()), new BearerToken(access.writeToken())));
  }

  /** Some paths answer in more than one type: beside what compression and CORS say to caches. */
  private static void vary(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    ((HttpServletResponse) response).addHeader("Vary", "Accept");
    chain.doFilter(request, response);
  }

  private static void filter(Environment environment, String paths, String name, Filter filter) {
    var registered = environment.servlets().addFilter(name, filter);
    registered.setAsyncSupported(true);
    registered.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, paths);
  }

  private static void pages(
      ServingConfiguration configuration, Environment environment, KnownPaths paths) {
    String directory = configuration.web().directory();
    environment
        .servlets()
        .addServlet(
            "pages",
            new PagesServlet(
                directory.isEmpty() ? PageFiles.packaged() : PageFiles.in(Path.of(directory)),
                paths))
        .addMapping("/");
  }

  private static String version() {
    String version = ServingApplication.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
