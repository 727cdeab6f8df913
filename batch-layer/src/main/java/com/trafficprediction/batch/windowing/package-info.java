/** The {@code windows} job: raw events to deduplicated five-minute windows. */
@NullMarked
package com.trafficprediction.batch.windowing;

import org.jspecify.annotations.NullMarked;
