/**
 * The {@code train} job: feature rows to models. Mappers decide by a hash of segment and time which
 * rows each part of each model learns from; a reducer trains one part. Linear regression needs no
 * rows at all: mappers fold sums, which are added up.
 */
@NullMarked
package com.trafficprediction.batch.training;

import org.jspecify.annotations.NullMarked;
