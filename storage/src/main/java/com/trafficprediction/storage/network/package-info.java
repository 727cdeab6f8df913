/**
 * The network as versioned data: one JSON file per version, named by the hash of its content, never
 * changed once written.
 */
@NullMarked
package com.trafficprediction.storage.network;

import org.jspecify.annotations.NullMarked;
