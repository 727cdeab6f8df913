/**
 * Tuned settings of all model families for a stated cost. Tuning used validation data alone; the
 * figures are in docs/adr/0052.
 */
@NullMarked
package com.trafficprediction.model.preset;

import org.jspecify.annotations.NullMarked;
