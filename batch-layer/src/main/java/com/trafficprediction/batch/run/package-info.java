/**
 * The {@code run} job and the stages it is made of. A stage's output counts whole or not at all, so
 * a run that was killed goes on at the stage it was in.
 */
@NullMarked
package com.trafficprediction.batch.run;

import org.jspecify.annotations.NullMarked;
