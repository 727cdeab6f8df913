package com.trafficprediction.messaging.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.jspecify.annotations.Nullable;

/**
 * The few questions that serializers ask a schema registry, as Confluent defined them. Nothing is
 * remembered here. Thread-safe.
 */
final class RegistryClient {
  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(3);
  private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(10);
  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a registry's error bodies call a subject, a version or a schema that is not there. */
  private static final List<Integer> NOT_THERE = List.of(40401, 40402, 40403);

  private final RegistrySettings settings;
  private final HttpClient http;

  RegistryClient(RegistrySettings settings) {
    this.settings = settings;
    HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(CONNECT_PATIENCE);
    settings.trust().ifPresent(builder::sslContext);
    this.http = builder.build();
  }

  /**
   * Registers a schema as the newest version of a subject, or finds it there.
   *
   * @return its id, the same whenever it is asked for
   * @throws RegistryException when the registry refuses the schema, or does not answer
   */
  int register(String subject, Schema schema) {
    Answer answer = ask("POST", "subjects/" + encoded(subject) + "/versions", body(schema));
    if (answer.status == 409) {
      throw RegistryException.refused(
          answer.registry
              + " refuses the schema of "
              + schema.getName()
              + " for "
              + subject
              + ": it is not compatible with an earlier version ("
              + answer.message()
              + "). Nothing was written. Give a new field a default and leave the type of old ones"
              + " alone (bin/traffic schemas diff shows what differs), or write to a topic of"
              + " another name");
    }
    return answer.require("register " + schema.getName() + " for " + subject).path("id").asInt();
  }

  /**
   * The id of a schema that somebody registered for a subject; empty when nobody did.
   *
   * @throws RegistryException when the registry does not answer
   */
  OptionalInt findId(String subject, Schema schema) {
    Answer answer = ask("POST", "subjects/" + encoded(subject), body(schema));
    return answer.isNotThere()
        ? OptionalInt.empty()
        : OptionalInt.of(
            answer.require("look up " + schema.getName() + " for " + subject).path("id").asInt());
  }

  /**
   * The schema with that id.
   *
   * @throws RegistryException when there is none, or the registry does not answer
   */
  Schema schema(int id) {
    if (id < 0) {
      // Garbage: no registry gives such ids, and some have odd answers to them.
      throw RegistryException.refused("a schema registry has no schema with id " + id);
    }
    Answer answer = ask("GET", "schemas/ids/" + id, null);
    if (answer.isNotThere()) {
      throw RegistryException.unknownSchema(
          answer.registry
              + " has no schema with id "
              + id
              + ": was the record written with another registry, or was this one emptied?");
    }
    return parse(answer.require("read schema " + id).path("schema").asText());
  }

  /** The newest version of a subject; empty when it has none. */
  Optional<Schema> findLatest(String subject) {
    Answer answer = ask("GET", "subjects/" + encoded(subject) + "/versions/latest", null);
    return answer.isNotThere()
        ? Optional.empty()
        : Optional.of(parse(answer.require("read " + subject).path("schema").asText()));
  }

  /**
   * What speaks against a schema as the next version of a subject, in the registry's words; empty
   * when nothing does.
   */
  List<String> objections(String subject, Schema schema) {
    Answer answer =
        ask(
            "POST",
            "compatibility/subjects/" + encoded(subject) + "/versions/latest?verbose=true",
            body(schema));
    if (answer.isNotThere()) {
      return List.of();
    }
    JsonNode found = answer.require("check " + schema.getName() + " for " + subject);
    if (found.path("is_compatible").asBoolean()) {
      return List.of();
    }
    List<String> messages = new ArrayList<>();
    found.path("messages").forEach(message -> messages.add(message.asText()));
    // Apicurio's registry has one reason where Confluent's has messages.
    return messages.isEmpty()
        ? List.of(found.path("reason").asText("not compatible with the newest version"))
        : messages;
  }

  /** The rule by which a subject's new versions are judged; empty when it has none of its own. */
  Optional<String> findRule(String subject) {
    Answer answer = ask("GET", "config/" + encoded(subject), null);
    if (answer.status == 404) {
      return Optional.empty();
    }
    String rule = answer.require("read the rule of " + subject).path("compatibilityLevel").asText();
    return rule.isEmpty() || rule.equals("NONE") ? Optional.empty() : Optional.of(rule);
  }

  /** Sets the rule by which a subject's new versions are judged. */
  void setRule(String subject, String rule) {
    ObjectNode body = JSON.createObjectNode().put("compatibility", rule);
    var unused =
        ask("PUT", "config/" + encoded(subject), body.toString())
            .require("set the rule of " + subject);
  }

  private Schema parse(String text) {
    try {
      return new Schema.Parser().setValidate(false).setValidateDefaults(false).parse(text);
    } catch (SchemaParseException e) {
      throw RegistryException.refused(
          settings + " holds something else than Avro: " + e.getMessage());
    }
  }

  private static String body(Schema schema) {
    return JSON.createObjectNode().put("schema", PublicSchema.of(schema).toString()).toString();
  }

  private static String encoded(String subject) {
    return URLEncoder.encode(subject, StandardCharsets.UTF_8);
  }

  /**
   * Asks one instance after the other until one answers, other than with troubles of its own. What
   * one does not have another may: an instance can lag behind. That something is not there is said
   * by all that answer.
   */
  private Answer ask(String method, String path, @Nullable String body) {
    RegistryException last = null;
    Answer notThere = null;
    for (URI url : settings.urls()) {
      try {
        Answer answer = ask(url, method, path, body);
        answer.requireNoTroubles();
        if (!answer.isNotThere()) {
          return answer;
        }
        notThere = answer;
      } catch (RegistryException e) {
        last = e;
        if (Thread.currentThread().isInterrupted()) {
          break;
        }
      }
    }
    if (notThere != null) {
      return notThere;
    }
    if (last == null) {
      throw new IllegalStateException("settings have an address");
    }
    throw last;
  }

  private Answer ask(URI url, String method, String path, @Nullable String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url.resolve(path))
            .timeout(ANSWER_PATIENCE)
            .header("Accept", MEDIA_TYPE + ", application/json")
            .header("Content-Type", MEDIA_TYPE)
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    settings.authorization().ifPresent(header -> request.header("Authorization", header));
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer("the schema registry at " + url, response);
    } catch (IOException e) {
      throw RegistryException.unavailable(
          "the schema registry at "
              + url
              + " does not answer ("
              + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage())
              + "). Is it up, and is "
              + RegistrySettings.URL
              + " right?",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RegistryException.unavailable("interrupted while asking " + url, e);
    }
  }

  /** What a registry said. */
  private static final class Answer {
    private final String registry;
    private final int status;
    private final JsonNode body;

    Answer(String registry, HttpResponse<String> response) {
      this.registry = registry;
      this.status = response.statusCode();
      this.body = json(response.body());
    }

    private static JsonNode json(String text) {
      try {
        JsonNode read = JSON.readTree(text);
        return read == null ? JSON.createObjectNode() : read;
      } catch (JsonProcessingException e) {
        return JSON.createObjectNode();
      }
    }

    /** Not there, said by a registry; any other server's 404 means that no registry is here. */
    boolean isNotThere() {
      return status == 404 && NOT_THERE.contains(body.path("error_code").asInt());
    }

    /** Troubles of the server's own pass, and another instance may have none. */
    void requireNoTroubles() {
      if (status >= 500 || status == 408 || status == 429) {
        throw RegistryException.unavailable(
            registry + " has troubles of its own (status " + status + ": " + message() + ")", null);
      }
    }

    String message() {
      return body.path("message").asText("it does not say why");
    }

    JsonNode require(String what) {
      if (status == 200 || status == 201) {
        return body;
      }
      if (status == 401 || status == 403) {
        throw RegistryException.unavailable(
            registry
                + " does not let us "
                + what
                + " (status "
                + status
                + "): set basic.auth.user.info or bearer.auth.token",
            null);
      }
      if (status == 404 && !body.has("error_code")) {
        throw RegistryException.unavailable(
            registry
                + " is no schema registry: nothing answers there. Apicurio's address ends in"
                + " /apis/ccompat/v7",
            null);
      }
      String problem = registry + " could not " + what + " (status " + status + "): " + message();
      // What the registry says of the request stays true. A redirect is of its address.
      throw status / 100 == 4 && status != 404
          ? RegistryException.refused(problem)
          : RegistryException.unavailable(problem, null);
    }
  }
}
