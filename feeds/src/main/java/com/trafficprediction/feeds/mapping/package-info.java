/**
 * The dataset file as records: one per section of the YAML, each key documented by its annotation.
 * What contradicts itself is refused here, before any data file is opened.
 *
 * <p>Non-goals: reading data files.
 */
@NullMarked
package com.trafficprediction.feeds.mapping;

import org.jspecify.annotations.NullMarked;
