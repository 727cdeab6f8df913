package com.trafficprediction.serving.ingest;

/**
 * Why an item was not accepted.
 *
 * @param index its place in the request, from 0
 * @param code stable name of the reason
 * @param detail what was found and what was expected
 */
public record ItemError(int index, String code, String detail) {}
