package com.trafficprediction.messaging.registry;

import com.trafficprediction.messaging.topic.Topic;
import java.util.List;

/** One difference between this build's schemas and those of a registry. */
public sealed interface SchemaChange {

  /** Whose values it is about. */
  Topic topic();

  /** What the registry calls them. */
  String subject();

  /** The difference as a line of a diff, {@code !} for what the registry will refuse. */
  String describe();

  /** This build's schema is none of the subject's versions. */
  record Register(Topic topic, String subject, boolean evolves) implements SchemaChange {
    @Override
    public String describe() {
      return "+ "
          + subject
          + ": register this build's schema"
          + (evolves ? " as a new version" : "");
    }
  }

  /** This build's schema is none of the subject's versions, and cannot become one. */
  record Incompatible(Topic topic, String subject, List<String> objections)
      implements SchemaChange {
    public Incompatible {
      objections = List.copyOf(objections);
    }

    @Override
    public String describe() {
      return "! "
          + subject
          + ": the registry refuses this build's schema: "
          + String.join("; ", objections);
    }
  }

  /** Nothing says by what rule new versions of the subject are judged. */
  record Rule(Topic topic, String subject, String rule) implements SchemaChange {
    @Override
    public String describe() {
      return "~ " + subject + ": judge new versions by " + rule;
    }
  }
}
