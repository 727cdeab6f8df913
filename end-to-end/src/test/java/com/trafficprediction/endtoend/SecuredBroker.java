package com.trafficprediction.endtoend;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A Kafka broker that speaks TLS alone, knows its users by password, and lets each do what an
 * access list allows; in a process of its own.
 */
final class SecuredBroker implements AutoCloseable {
  private static final Path JAR =
      Path.of("..", "local-cluster", "libs", "target", "dist", "kafka", "kafka.jar");
  private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule";
  private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule";

  private final Process process;
  private final int port;
  private final Certificates certificates;

  private SecuredBroker(Process process, int port, Certificates certificates) {
    this.process = process;
    this.port = port;
    this.certificates = certificates;
  }

  /**
   * Starts one.
   *
   * @param certificates the server's key and what clients trust
   * @param admin password of the user admin, who may do everything
   */
  static SecuredBroker start(Path directory, Certificates certificates, String admin)
      throws IOException, InterruptedException {
    Files.createDirectories(directory);
    int port = Stack.freePort();
    Files.writeString(
        directory.resolve("kafka-server.properties"),
        server(directory, port, certificates, admin).entrySet().stream()
            .map(e -> e.getKey() + '=' + e.getValue())
            .collect(Collectors.joining("\n")));
    return new SecuredBroker(process(directory), port, certificates);
  }

  private static Map<String, String> server(
      Path directory, int port, Certificates certificates, String admin) throws IOException {
    int controller = Stack.freePort();
    Map<String, String> p = new TreeMap<>();
    p.put("process.roles", "broker,controller");
    p.put("node.id", "1");
    p.put("controller.quorum.voters", "1@localhost:" + controller);
    p.put("listeners", "SASL_SSL://localhost:" + port + ",CONTROLLER://localhost:" + controller);
    p.put("advertised.listeners", "SASL_SSL://localhost:" + port);
    p.put("listener.security.protocol.map", "SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT");
    p.put("controller.listener.names", "CONTROLLER");
    p.put("inter.broker.listener.name", "SASL_SSL");
    p.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
    p.put("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512");
    p.put(
        "listener.name.sasl_ssl.plain.sasl.jaas.config",
        PLAIN
            + " required username=\"admin\" password=\"%1$s\" user_admin=\"%1$s\";"
                .formatted(admin));
    p.put("listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config", SCRAM + " required;");
    p.put("ssl.keystore.location", certificates.keyStore().toString());
    p.put("ssl.keystore.type", "PKCS12");
    p.put("ssl.keystore.password", certificates.password());
    // A broker asks itself whether others could trust it.
    p.put("ssl.truststore.location", certificates.trustStore().toString());
    p.put("ssl.truststore.type", "PKCS12");
    p.put("ssl.truststore.password", certificates.password());
    p.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    // The controller's listener has no users; nobody but this process reaches it.
    p.put("super.users", "User:admin;User:ANONYMOUS");
    p.put("log.dirs", directory.resolve("data").toString());
    p.put("auto.create.topics.enable", "false");
    p.put("offsets.topic.replication.factor", "1");
    p.put("offsets.topic.num.partitions", "3");
    p.put("transaction.state.log.replication.factor", "1");
    p.put("transaction.state.log.min.isr", "1");
    p.put("transaction.state.log.num.partitions", "3");
    p.put("group.initial.rebalance.delay.ms", "0");
    return p;
  }

  private static Process process(Path directory) throws IOException, InterruptedException {
    Path ready = directory.resolve("ready");
    Path log = directory.resolve("broker.log");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Xmx384m",
                    "-Dtraffic.conf=" + directory,
                    "-Dtraffic.ready=" + ready,
                    "-Dtraffic.parent=" + ProcessHandle.current().pid(),
                    "-cp",
                    JAR.toString(),
                    "com.trafficprediction.localcluster.daemon.kafka.KafkaMain"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .start();
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    try {
      while (!Files.exists(ready)) {
        if (!process.isAlive() || System.nanoTime() > end) {
          throw new IOException("the broker did not start:\n" + Files.readString(log));
        }
        TimeUnit.MILLISECONDS.sleep(100);
      }
      return process;
    } catch (IOException | InterruptedException e) {
      Processes.end(process);
      throw e;
    }
  }

  String bootstrap() {
    return "localhost:" + port;
  }

  /** What a client that is a user by PLAIN or SCRAM-SHA-512 needs. */
  Map<String, String> client(String mechanism, String user, String password) {
    Map<String, String> p = new TreeMap<>();
    p.put("bootstrap.servers", bootstrap());
    p.put("security.protocol", "SASL_SSL");
    p.put("sasl.mechanism", mechanism);
    p.put(
        "sasl.jaas.config",
        "%s required username=\"%s\" password=\"%s\";"
            .formatted(mechanism.equals("PLAIN") ? PLAIN : SCRAM, user, password));
    p.put("ssl.truststore.location", certificates.trustStore().toString());
    p.put("ssl.truststore.type", "PKCS12");
    p.put("ssl.truststore.password", certificates.password());
    return p;
  }

  @Override
  public void close() {
    Processes.end(process);
  }
}
