/** The one door to randomness: every seed and every hash that samples comes from here. */
@NullMarked
package com.trafficprediction.core.random;

import org.jspecify.annotations.NullMarked;
