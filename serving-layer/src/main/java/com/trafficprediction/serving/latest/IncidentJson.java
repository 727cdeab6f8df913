package com.trafficprediction.serving.latest;

import com.trafficprediction.schemas.TrafficIncident;
import com.trafficprediction.serving.json.ApiJson;
import java.util.LinkedHashMap;
import java.util.Map;

/** An incident as the API shows it: the published fields, by their published names. */
public final class IncidentJson {
  private IncidentJson() {}

  /** One incident, on one line. */
  public static byte[] write(TrafficIncident i) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("incident_id", i.getIncidentId());
    json.put("segment_id", i.getSegmentId());
    json.put("revision", i.getRevision());
    json.put("source", i.getSource().name());
    json.put("status", i.getStatus().name());
    json.put("state", i.getState().name());
    json.put("severity", i.getSeverity().name());
    json.put("onset", i.getOnset());
    json.put("detected_at", i.getDetectedAt());
    json.put("updated_at", i.getUpdatedAt());
    json.put("cleared_at", i.getClearedAt());
    json.put("freeway", i.getFreeway());
    json.put("direction", i.getDirection());
    json.put("segments", i.getSegments());
    json.put("extent_km", i.getExtentKm());
    json.put("head_postmile_km", i.getHeadPostmileKm());
    json.put("tail_postmile_km", i.getTailPostmileKm());
    json.put("speed_kmh", i.getSpeedKmh());
    json.put("expected_speed_kmh", i.getExpectedSpeedKmh());
    json.put("confidence_score", i.getConfidenceScore());
    json.put("latitude", i.getLatitude());
    json.put("longitude", i.getLongitude());
    json.put("description", i.getDescription());
    json.put("acknowledged_by", i.getAcknowledgedBy());
    json.put("acknowledged_at", i.getAcknowledgedAt());
    return ApiJson.write(json);
  }
}
