package com.trafficprediction.deploy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * {@code docker-compose.yml}, bound strictly: a key that is not in these records is an error, so
 * that a misspelt one cannot pass. They have the part of the compose specification that we use.
 */
record ComposeFile(
    String name,
    Map<String, Service> services,
    Map<String, Map<String, String>> networks,
    Map<String, Secret> secrets,
    Map<String, Map<String, String>> volumes) {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** A container. */
  record Service(
      @JsonProperty(required = true) String image,
      @Nullable String build,
      @Nullable String restart,
      @JsonProperty("stop_grace_period") @Nullable String stopGracePeriod,
      @Nullable Logging logging,
      boolean init,
      @JsonProperty("cap_drop") List<String> capDrop,
      @JsonProperty("security_opt") List<String> securityOpt,
      List<String> networks,
      @Nullable String hostname,
      @Nullable List<String> entrypoint,
      @Nullable List<String> command,
      @Nullable Map<String, String> environment,
      @Nullable List<String> secrets,
      @Nullable List<String> volumes,
      @Nullable List<String> ports,
      @JsonProperty("depends_on") @Nullable Map<String, Dependency> dependsOn,
      @Nullable List<String> profiles,
      @Nullable Healthcheck healthcheck) {

    /** Whether it runs the image that the Dockerfile makes. */
    boolean ours() {
      return build != null;
    }

    /** The whole command line; empty for the image's own. */
    List<String> line() {
      List<String> line = new ArrayList<>(entry());
      line.addAll(orEmpty(command));
      return line;
    }

    /** What arguments of {@code docker compose run} are given to. */
    List<String> entry() {
      return orEmpty(entrypoint);
    }

    Map<String, String> variables() {
      return environment == null ? Map.of() : environment;
    }

    Map<String, Dependency> needs() {
      return dependsOn == null ? Map.of() : dependsOn;
    }

    List<String> publishes() {
      return orEmpty(ports);
    }

    List<String> mounts() {
      return orEmpty(volumes);
    }

    List<String> knowsSecrets() {
      return orEmpty(secrets);
    }

    /** How much of what it says is kept; empty for the engine's own choice. */
    Map<String, String> logOptions() {
      return logging == null ? Map.of() : logging.options();
    }

    boolean onlyOnRequest() {
      return !orEmpty(profiles).isEmpty();
    }

    Optional<Healthcheck> check() {
      return Optional.ofNullable(healthcheck);
    }

    private static List<String> orEmpty(@Nullable List<String> list) {
      return list == null ? List.of() : list;
    }
  }

  /** What another service must be before one starts. */
  record Dependency(String condition) {}

  /** How to tell that a service works. */
  record Healthcheck(List<String> test, String interval, String timeout, int retries) {}

  /** Where what a container says is kept, and how much of it. */
  record Logging(String driver, Map<String, String> options) {}

  /** A secret in a file. */
  record Secret(String file) {}

  static ComposeFile read(Path file) throws IOException {
    return parse(Files.readString(file));
  }

  static ComposeFile parse(String yaml) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    Map<String, Object> raw = new Yaml(new SafeConstructor(options)).load(yaml);
    Map<String, Object> known = new LinkedHashMap<>(raw);
    // Extension fields hold what is shared by anchors; the merge has put it where it belongs.
    known.keySet().removeIf(key -> key.startsWith("x-"));
    return MAPPER.convertValue(known, ComposeFile.class);
  }

  Service service(String name) {
    Service service = services.get(name);
    if (service == null) {
      throw new IllegalArgumentException("there is no service " + name);
    }
    return service;
  }

  /** Services in an order in which each starts after what it waits for. */
  List<String> startOrder() {
    Set<String> ordered = new LinkedHashSet<>();
    services.keySet().forEach(name -> visit(name, ordered, new LinkedHashSet<>()));
    return List.copyOf(ordered);
  }

  private void visit(String name, Set<String> ordered, Set<String> above) {
    if (!above.add(name)) {
      throw new IllegalStateException("services wait for each other: " + above);
    }
    service(name).needs().keySet().forEach(needed -> visit(needed, ordered, above));
    above.remove(name);
    ordered.add(name);
  }
}
