/**
 * The only code that computes a feature: mapper, reducer and serving call the same extractor.
 *
 * <p>{@link com.trafficprediction.core.feature.FeatureSet} names the columns a model reads and
 * carries their fingerprint. Non-goals: reading windows from anywhere, training.
 */
@NullMarked
package com.trafficprediction.core.feature;

import org.jspecify.annotations.NullMarked;
