/**
 * Conversions into the system's units, and the quantisation that makes every sum exact.
 *
 * <p>Speeds are km/h, lengths km, volumes vehicles per hour, occupancy percent. Feeds convert once,
 * here; nothing behind them knows another unit.
 */
@NullMarked
package com.trafficprediction.core.units;

import org.jspecify.annotations.NullMarked;
