package com.trafficprediction.batch.stage;

import java.util.SortedMap;

/**
 * What one stage did and cost.
 *
 * @param stage its name
 * @param wallSeconds elapsed time
 * @param cpuSeconds processor time: of this process with the local runner, else of its containers
 * @param recordsIn records read by mappers
 * @param recordsOut records written
 * @param counted the job's own counters, such as records dropped by reason
 */
public record StageReport(
    String stage,
    double wallSeconds,
    double cpuSeconds,
    long recordsIn,
    long recordsOut,
    SortedMap<String, Long> counted) {}
