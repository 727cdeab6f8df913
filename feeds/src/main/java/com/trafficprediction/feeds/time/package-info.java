/**
 * Timestamps of feeds: parsing them and taking local times to instants, clock changes included.
 *
 * <p>Non-goals: calendars ({@code core.calendar}).
 */
@NullMarked
package com.trafficprediction.feeds.time;

import org.jspecify.annotations.NullMarked;
