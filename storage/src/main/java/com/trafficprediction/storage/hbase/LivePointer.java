package com.trafficprediction.storage.hbase;

import java.time.Instant;

/**
 * What is live, all of it together: a request resolves it once and reads nothing else.
 *
 * @param run the run whose tables are read
 * @param model the run whose models forecast; another one when the new models were not good enough
 * @param network hash of the network
 * @param watermark the batch view knows nothing from this instant on
 * @param publishedAt when the pointer was switched, wall time
 */
public record LivePointer(
    String run, String model, String network, Instant watermark, Instant publishedAt) {}
