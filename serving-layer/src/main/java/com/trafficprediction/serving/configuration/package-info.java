/** {@code config/serving.yaml} as classes with defaults; an unknown key stops start-up. */
@NullMarked
package com.trafficprediction.serving.configuration;

import org.jspecify.annotations.NullMarked;
