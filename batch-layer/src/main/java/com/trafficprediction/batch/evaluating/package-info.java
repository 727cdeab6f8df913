/**
 * The {@code evaluate} job: every model and both baselines on the same rows. Validation rows choose
 * a model per horizon and calibrate its intervals; test rows are scored in time order, as serving
 * would have met them, and decide whether anything may be published.
 */
@NullMarked
package com.trafficprediction.batch.evaluating;

import org.jspecify.annotations.NullMarked;
