/**
 * The door to this module: {@link com.trafficprediction.feeds.dataset.Dataset} is a parsed dataset
 * file and gives the network, the distances, the incidents and the readings that it describes.
 *
 * <p>Used by the import job and the replay. Non-goals: storing anything.
 */
@NullMarked
package com.trafficprediction.feeds.dataset;

import org.jspecify.annotations.NullMarked;
