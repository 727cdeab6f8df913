package com.trafficprediction.serving.latest;

import com.trafficprediction.schemas.TrafficIncident;
import com.trafficprediction.schemas.TrafficPrediction;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The latest of something, as it is stored on the board. Immutable. */
public final class Entry {
  private final long sequence;
  private final Kind kind;
  private final String model;
  private final @Nullable TrafficPrediction prediction;
  private final @Nullable TrafficIncident incident;
  private final int partition;
  private final long offset;
  private final String id;
  private final byte[] json;
  private final byte[] frame;

  private Entry(
      long sequence,
      Kind kind,
      String model,
      @Nullable TrafficPrediction prediction,
      @Nullable TrafficIncident incident,
      Place place,
      byte[] json) {
    this.sequence = sequence;
    this.kind = kind;
    this.model = model;
    this.prediction = prediction;
    this.incident = incident;
    this.partition = place.partition();
    this.offset = place.offset();
    this.id = place.id();
    this.json = json;
    this.frame = frame(place.id(), kind, json);
  }

  /**
   * Where a record lies.
   *
   * @param id how far a client is that has seen it and all before
   */
  record Place(int partition, long offset, String id) {}

  static Entry of(long sequence, String model, TrafficPrediction prediction, Place place) {
    return new Entry(
        sequence,
        Kind.PREDICTION,
        model,
        prediction,
        null,
        place,
        PredictionJson.write(prediction));
  }

  static Entry of(long sequence, TrafficIncident incident, Place place) {
    return new Entry(
        sequence, Kind.INCIDENT, "", null, incident, place, IncidentJson.write(incident));
  }

  /** Grows with every change on the board. */
  public long sequence() {
    return sequence;
  }

  /** What it is. */
  public Kind kind() {
    return kind;
  }

  /** Version of the external model that made it; empty for ours, and for incidents. */
  public String model() {
    return model;
  }

  /** Segment that it is of. */
  public String segmentId() {
    return kind == Kind.PREDICTION ? prediction().getSegmentId() : incident().getSegmentId();
  }

  int partition() {
    return partition;
  }

  long offset() {
    return offset;
  }

  /** How far a client is that has seen it and all before. */
  public String id() {
    return id;
  }

  /** The forecast. */
  public TrafficPrediction prediction() {
    if (prediction == null) {
      throw new IllegalStateException("an incident is no forecast");
    }
    return prediction;
  }

  /** The incident. */
  public TrafficIncident incident() {
    if (incident == null) {
      throw new IllegalStateException("a forecast is no incident");
    }
    return incident;
  }

  /** The record as the API shows it, on one line. */
  public String json() {
    return new String(json, StandardCharsets.UTF_8);
  }

  /** Appends the record as the API shows it. */
  public void writeJson(ByteArrayOutputStream out) {
    out.writeBytes(json);
  }

  /** Appends its event: an id, and one line of data. */
  public void writeFrame(ByteArrayOutputStream out) {
    out.writeBytes(frame);
  }

  private static byte[] frame(String id, Kind kind, byte[] json) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(json.length + 128);
    out.writeBytes(
        ("id: " + id + "\ndata: {\"type\":\"" + kind.key() + "\",\"data\":")
            .getBytes(StandardCharsets.UTF_8));
    out.writeBytes(json);
    out.writeBytes("}\n\n".getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }
}
