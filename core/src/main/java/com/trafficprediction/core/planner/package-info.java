/**
 * What a city planner asks of a road: travel and delay, speed, reliability, bottlenecks, peak
 * hours. Each measure is defined once, here, with its source.
 *
 * <p>Speeds are observed ones; imputed flow serves vehicle-kilometres and vehicle-hours alone, and
 * its share is shown. A measure that cannot be had (no volume, no length, too few days) is NaN or
 * says that it is suppressed, never 0. Collaborators: window (what is added up), calendar (local
 * time), network (chains). Non-goals: reading windows, storing tables.
 */
@NullMarked
package com.trafficprediction.core.planner;

import org.jspecify.annotations.NullMarked;
