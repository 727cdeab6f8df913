package com.trafficprediction.batch.stage;

import java.util.SortedMap;

/**
 * What one stage did and cost.
 *
 * @param stage its name
 * @param cost what it took
 * @param recordsIn records read by mappers
 * @param recordsOut records written
 * @param counted the job's own counters, such as records dropped by reason
 */
public record StageReport(
    String stage, Cost cost, long recordsIn, long recordsOut, SortedMap<String, Long> counted) {}
