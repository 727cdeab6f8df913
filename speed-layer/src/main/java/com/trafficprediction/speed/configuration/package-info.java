/**
 * {@code config/speed.yaml} as records. An unknown key stops start-up with what was meant; every
 * key says purpose, unit and default.
 */
@NullMarked
package com.trafficprediction.speed.configuration;

import org.jspecify.annotations.NullMarked;
