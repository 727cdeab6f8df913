package com.trafficprediction.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trafficprediction.localcluster.Service;
import com.trafficprediction.messaging.client.ClientProperties;
import com.trafficprediction.messaging.client.KafkaSettings;
import com.trafficprediction.messaging.stream.TopicReader;
import com.trafficprediction.messaging.topic.Topic;
import com.trafficprediction.schemas.TrafficWindow;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Given a broker that speaks TLS alone and gives each user no more rights than docs/security.md
 * says, and a certificate for serving: everything works, who has no right is told so, and no secret
 * is in a log or a process list.
 */
@Timeout(300)
class SecuredStackIT {
  private static final String ADMIN = "geheim-admin-41f7";
  private static final String FEED = "geheim-feed-93aa";
  private static final String SPEED = "geheim-speed-5c0d";
  private static final String SERVING = "geheim-serving-e811";
  private static final String STORE = "geheim-store-7b26";
  private static final String TOKEN = "geheim-token-0d9e";
  private static final String READ_TOKEN = "geheim-reader-2c4b";
  private static final List<String> SECRETS =
      List.of(ADMIN, FEED, SPEED, SERVING, STORE, TOKEN, READ_TOKEN);

  @TempDir static Path directory;

  private static Certificates certificates;
  private static SecuredBroker broker;
  private static Stack stack;

  @BeforeAll
  static void start() throws Exception {
    Path secrets = Files.createDirectory(directory.resolve("secrets"));
    certificates = Certificates.make(secrets, STORE);
    broker = SecuredBroker.start(directory.resolve("broker"), certificates, ADMIN);
    stack = Stack.start(directory, Service.HDFS, Service.HBASE);
    secret("admin", broker.client("PLAIN", "admin", ADMIN));
    secret("feed", broker.client("SCRAM-SHA-512", "feed", FEED));
    secret("speed", broker.client("SCRAM-SHA-512", "speed", SPEED));
    secret("serving", broker.client("SCRAM-SHA-512", "serving", SERVING));
    Files.writeString(secrets.resolve("token"), TOKEN + "\n");
    Files.writeString(secrets.resolve("read-token"), READ_TOKEN + "\n");
    Path dataset = SmallRoad.dataset(directory);
    stack.set("TRAFFIC_SPEED_CONFIG", SmallRoad.configuration(directory, dataset, "{}").toString());
    stack.run("topics", "apply", "--kafka-config", file("admin"));
    users();
  }

  @AfterAll
  static void stop() {
    if (stack != null) {
      stack.close();
    }
    if (broker != null) {
      broker.close();
    }
  }

  @Test
  void everythingWorksAndNoSecretIsSeen() throws Exception {
    stack.set("TRAFFIC_KAFKA_CONFIG", file("serving"));
    stack.set("TRAFFIC_TLS_KEY_STORE", certificates.keyStore().toString());
    stack.set("TRAFFIC_TLS_PASSWORD_FILE", directory.resolve("secrets/password").toString());
    stack.set("TRAFFIC_WRITE_TOKEN_FILE", directory.resolve("secrets/token").toString());
    stack.set("TRAFFIC_READ_TOKEN_FILE", directory.resolve("secrets/read-token").toString());
    stack.background("serve");
    stack.background("speed", "--only", "validate,window", "--kafka-config", file("speed"));
    stack.run(
        "replay",
        "--dataset",
        directory.resolve("road.yaml").toString(),
        "--speed",
        "max",
        "--kafka-config",
        file("feed"));

    aDayOfWindowsArrives();
    servingSpeaksHttpsAlone();
    assertThat(ProcessHandle.allProcesses().flatMap(p -> p.info().commandLine().stream()))
        .noneMatch(line -> SECRETS.stream().anyMatch(line::contains));
    noSecretIsIn(logs());
  }

  private static void aDayOfWindowsArrives() throws IOException {
    KafkaSettings reader =
        new ClientProperties().addFile(Path.of(file("serving"))).settings("", (short) 1, Map.of());
    Set<String> windows = new HashSet<>();
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    try (TopicReader<TrafficWindow> topic =
        TopicReader.open(reader, Topic.AGGREGATES, TrafficWindow.class, Instant.EPOCH)) {
      while (windows.size() < 6 * 288) {
        assertThat(System.nanoTime())
            .as("%d windows\n%s", windows.size(), stack.said("speed"))
            .isLessThan(end);
        topic
            .poll(Duration.ofMillis(500))
            .forEach(w -> windows.add(w.value().getSegmentId() + w.value().getWindowStart()));
      }
    }
  }

  private static void servingSpeaksHttpsAlone() throws Exception {
    HttpClient https = HttpClient.newBuilder().sslContext(certificates.clientContext()).build();
    String base = "https://localhost:" + stack.servingPort();
    awaitShare(https, base);
    HttpResponse<String> health = get(https, base + "/api/health");
    assertThat(health.headers().firstValue("Strict-Transport-Security"))
        .hasValue("max-age=31536000");
    assertThat(get(https, base + "/api/settings").statusCode()).isEqualTo(401);
    assertThat(get(https, base + "/api/settings", "Bearer " + READ_TOKEN).body())
        .contains("\"writable\":true");
    assertThat(post(https, base, "Bearer " + READ_TOKEN).statusCode()).isEqualTo(401);
    assertThat(post(https, base, "Bearer wrong").statusCode()).isEqualTo(401);
    HttpResponse<String> written = post(https, base, "Bearer " + TOKEN);
    assertThat(written.statusCode()).as(written.body()).isNotIn(401, 403);
    assertThatThrownBy(
            () -> get(https, "http://localhost:" + stack.servingPort() + "/api/health").body())
        .isInstanceOf(IOException.class);
  }

  /** Until serving is a member of its group at the broker. */
  private static void awaitShare(HttpClient https, String base) throws InterruptedException {
    String health = "";
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (!health.contains("\"work_share\":{\"state\":\"up\"")) {
      assertThat(System.nanoTime()).as(health).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(200);
      try {
        health = get(https, base + "/api/health").body();
      } catch (IOException e) {
        health = "no answer yet: " + e;
      }
    }
  }

  @Test
  void aWrongPasswordIsSaidWithoutIt() throws Exception {
    secret("wrong", broker.client("SCRAM-SHA-512", "feed", "geheim-wrong-11"));

    assertThat(stack.exitCode("topics", "diff", "--kafka-config", file("wrong"))).isEqualTo(1);

    assertThat(stack.said("topics"))
        .contains("Check security.protocol, sasl.* and ssl.*")
        .doesNotContain("geheim-wrong-11");
  }

  @Test
  void whoHasNoRightIsToldSo() throws Exception {
    int code =
        stack.exitCode("tail", "traffic-events", "--no-follow", "--kafka-config", file("feed"));

    assertThat(code).isEqualTo(1);
    assertThat(stack.said("tail")).contains("traffic-events").contains("docs/security.md");
  }

  @Test
  void aKeyStoreThatIsNotThereIsNamed() throws Exception {
    Map<String, String> properties = broker.client("SCRAM-SHA-512", "feed", FEED);
    properties.put("ssl.truststore.location", "/nowhere/trust.p12");
    secret("nowhere", properties);

    assertThat(stack.exitCode("topics", "diff", "--kafka-config", file("nowhere"))).isEqualTo(1);

    assertThat(stack.said("topics")).contains("/nowhere/trust.p12").doesNotContain(FEED);
  }

  /** The users of docs/security.md, with the rights that its table gives them. */
  private static void users() throws Exception {
    KafkaSettings admin =
        new ClientProperties().addFile(Path.of(file("admin"))).settings("", (short) 1, Map.of());
    try (Admin client = Admin.create(admin.adminProperties())) {
      List<UserScramCredentialAlteration> users = new ArrayList<>();
      Map.of("feed", FEED, "speed", SPEED, "serving", SERVING)
          .forEach(
              (user, password) ->
                  users.add(
                      new UserScramCredentialUpsertion(
                          user,
                          new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4_096),
                          password)));
      client.alterUserScramCredentials(users).all().get(1, TimeUnit.MINUTES);
      client.createAcls(rights()).all().get(1, TimeUnit.MINUTES);
    }
  }

  private static List<AclBinding> rights() {
    List<AclBinding> all = new ArrayList<>();
    grant(all, "feed", ResourceType.TOPIC, AclOperation.WRITE, "traffic-raw");
    grant(
        all,
        "speed",
        ResourceType.TOPIC,
        AclOperation.READ,
        "traffic-raw",
        "traffic-events",
        "processed-traffic-aggregates");
    grant(
        all,
        "speed",
        ResourceType.TOPIC,
        AclOperation.WRITE,
        "traffic-events",
        "invalid-events",
        "processed-traffic-aggregates",
        "traffic-incidents");
    grant(
        all,
        "speed",
        ResourceType.GROUP,
        AclOperation.READ,
        "stream-processor",
        "window-aggregator",
        "hdfs-archiver",
        "incident-detector");
    all.add(
        binding(
            "speed",
            new ResourcePattern(
                ResourceType.TRANSACTIONAL_ID, "stream-processor-", PatternType.PREFIXED),
            AclOperation.WRITE));
    grant(
        all,
        "serving",
        ResourceType.TOPIC,
        AclOperation.READ,
        "processed-traffic-aggregates",
        "traffic-predictions",
        "traffic-incidents");
    grant(
        all,
        "serving",
        ResourceType.TOPIC,
        AclOperation.WRITE,
        "traffic-raw",
        "traffic-predictions",
        "traffic-incidents");
    grant(all, "serving", ResourceType.GROUP, AclOperation.READ, "prediction-service");
    return all;
  }

  private static void grant(
      List<AclBinding> all, String user, ResourceType type, AclOperation right, String... names) {
    for (String name : names) {
      all.add(binding(user, new ResourcePattern(type, name, PatternType.LITERAL), right));
    }
  }

  private static AclBinding binding(String user, ResourcePattern on, AclOperation right) {
    return new AclBinding(
        on, new AccessControlEntry("User:" + user, "*", right, AclPermissionType.ALLOW));
  }

  /** Writes a file that its owner alone may read. */
  private static void secret(String name, Map<String, String> properties) throws IOException {
    Path file =
        Files.writeString(
            Path.of(file(name)),
            properties.entrySet().stream()
                .map(e -> e.getKey() + '=' + e.getValue())
                .collect(Collectors.joining("\n")));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static String file(String name) {
    return directory.resolve("secrets").resolve(name + ".properties").toString();
  }

  private static List<Path> logs() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> logs =
          files.filter(file -> file.toString().matches(".*\\.(log|out)(\\.\\d+)?")).toList();
      assertThat(logs).as("logs of speed, serve and replay").hasSizeGreaterThan(3);
      return logs.stream()
          .filter(file -> !file.startsWith(directory.resolve("stack/data")))
          .toList();
    }
  }

  private static void noSecretIsIn(List<Path> logs) throws IOException {
    for (Path log : logs) {
      String text = Files.readString(log, StandardCharsets.ISO_8859_1);
      assertThat(text).as(log.toString()).doesNotContain(SECRETS);
    }
  }

  private static HttpResponse<String> get(HttpClient client, String url, String... authorization)
      throws InterruptedException, IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(30));
    for (String header : authorization) {
      request.header("Authorization", header);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(HttpClient client, String base, String authorization)
      throws InterruptedException, IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + "/api/events"))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", authorization)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"segment_id\":\"none\"}"))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
