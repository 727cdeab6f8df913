package com.trafficprediction.storage.catalog;

/**
 * One directory, table or topic.
 *
 * @param name path below the root, or table name; {@code <run>} and {@code <hash>} stand for any
 * @param content what a record is
 * @param key how it is laid out: partitions, row key, columns
 * @param producer who writes it; what nobody writes is deleted
 * @param readers who reads it; what nobody reads is deleted
 * @param retention how long it stays
 * @param owner the class that alone knows its format
 */
public record StoreEntry(
    String name,
    String content,
    String key,
    String producer,
    String readers,
    String retention,
    String owner) {}
