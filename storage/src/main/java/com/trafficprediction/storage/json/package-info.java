/**
 * JSON as the stores write it: manifests, the network, the live pointer. One dialect: snake_case
 * names, instants as ISO-8601, absent values left out.
 */
@NullMarked
package com.trafficprediction.storage.json;

import org.jspecify.annotations.NullMarked;
