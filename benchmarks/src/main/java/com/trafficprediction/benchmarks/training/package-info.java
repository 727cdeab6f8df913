/**
 * The models of a run beside XGBoost and Spark MLlib, on the run's own feature rows and split.
 * XGBoost is tuned on the validation part; nobody sees the test part before it is scored. MLlib
 * trains in a process of its own. Non-goals: volume models.
 */
@NullMarked
package com.trafficprediction.benchmarks.training;

import org.jspecify.annotations.NullMarked;
