package com.trafficprediction.serving.events;

import com.trafficprediction.serving.json.ApiJson;
import com.trafficprediction.serving.latest.Entry;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Events as bytes: unnamed, one line of JSON with a {@code type}. */
final class Frames {
  private Frames() {}

  /** An event without an id: it does not move where a client is. */
  static Frame of(String type, Object data) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", type);
    json.put("data", data);
    return Frame.of(line("", ApiJson.write(json)));
  }

  /** How long a client waits before it connects again. */
  static Frame retry(int millis) {
    return Frame.of(("retry: " + millis + "\n\n").getBytes(StandardCharsets.UTF_8));
  }

  /**
   * One entry as an event.
   *
   * @param id how far a client is that has got it; empty when that is not known yet
   */
  static byte[] one(Entry entry, String id) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    json.writeBytes(
        ("{\"type\":\"" + entry.kind().key() + "\",\"data\":").getBytes(StandardCharsets.UTF_8));
    entry.writeJson(json);
    json.write('}');
    return line(id, json.toByteArray());
  }

  /** Many entries in one event. */
  static byte[] many(String type, String id, Collection<Entry> entries) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    json.writeBytes(("{\"type\":\"" + type + "\",\"data\":[").getBytes(StandardCharsets.UTF_8));
    boolean first = true;
    for (Entry entry : entries) {
      if (!first) {
        json.write(',');
      }
      first = false;
      entry.writeJson(json);
    }
    json.writeBytes("]}".getBytes(StandardCharsets.UTF_8));
    return line(id, json.toByteArray());
  }

  private static byte[] line(String id, byte[] json) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream(json.length + id.length() + 16);
    if (!id.isEmpty()) {
      frame.writeBytes(("id: " + id + "\n").getBytes(StandardCharsets.UTF_8));
    }
    frame.writeBytes("data: ".getBytes(StandardCharsets.UTF_8));
    frame.writeBytes(json);
    frame.writeBytes("\n\n".getBytes(StandardCharsets.UTF_8));
    return frame.toByteArray();
  }
}
