/** What works, what does not, and why. */
@NullMarked
package com.trafficprediction.serving.health;

import org.jspecify.annotations.NullMarked;
