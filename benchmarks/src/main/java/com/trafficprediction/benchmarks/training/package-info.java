/**
 * The boosted trees of a run beside XGBoost, on the run's own feature rows and split. XGBoost is
 * tuned on the validation part; neither sees the test part before it is scored.
 */
@NullMarked
package com.trafficprediction.benchmarks.training;

import org.jspecify.annotations.NullMarked;
