/**
 * The {@code report} job, and the bundle that a run leaves behind: models, what prepares their
 * input, calibration, {@code metadata.json} and {@code report.html}.
 */
@NullMarked
package com.trafficprediction.batch.reporting;

import org.jspecify.annotations.NullMarked;
