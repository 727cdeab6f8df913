/**
 * Model bundles in HDFS: named files under {@code models/<run>}, committed together, each with its
 * SHA-256 in the manifest. Nothing is handed out before its hash has been compared.
 *
 * <p>Not here: what the bytes mean (the {@code model} module knows), which run is live ({@code
 * storage.hbase}).
 */
@NullMarked
package com.trafficprediction.storage.model;

import org.jspecify.annotations.NullMarked;
