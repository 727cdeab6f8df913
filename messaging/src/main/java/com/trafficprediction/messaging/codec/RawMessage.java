package com.trafficprediction.messaging.codec;

import com.trafficprediction.core.reading.RawReading;
import java.util.List;
import java.util.Map;

/** What the bytes of a record of {@code traffic-raw} turned out to be. */
public sealed interface RawMessage {

  /**
   * A reading, its values not yet judged.
   *
   * @param reading the fields that could be read; one of the wrong type is absent
   * @param metadata what else the feed said, fields unknown to us among it
   * @param wrongTypes what was found in each field of the wrong type, by field name
   */
  record Parsed(RawReading reading, Map<String, String> metadata, List<WrongType> wrongTypes)
      implements RawMessage {
    public Parsed {
      metadata = Map.copyOf(metadata);
      wrongTypes = List.copyOf(wrongTypes);
    }
  }

  /**
   * A field that holds something else than it should.
   *
   * @param field its name as the feed sends it
   * @param problem what was found and what was expected
   */
  record WrongType(String field, String problem) {}

  /**
   * Not a reading at all.
   *
   * @param problem why, and where in the bytes if that is known
   */
  record Unparsable(String problem) implements RawMessage {}
}
