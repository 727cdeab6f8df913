/**
 * Stages and what keeps them running: a {@link com.trafficprediction.speed.running.Stage} does one
 * step after the other; after any failure it is thrown away and opened again, from what is
 * committed. Health says what each is doing, and why it is not.
 */
@NullMarked
package com.trafficprediction.speed.running;

import org.jspecify.annotations.NullMarked;
