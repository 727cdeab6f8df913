/**
 * Binds a YAML file to records, strictly: an unknown key, a missing one or a value of the wrong
 * kind is an error that names the key's path and, where one is near, the key that was meant. The
 * same annotations write the reference page, so that it cannot drift from what is accepted.
 *
 * <p>Non-goals: anything about traffic.
 */
@NullMarked
package com.trafficprediction.feeds.yaml;

import org.jspecify.annotations.NullMarked;
