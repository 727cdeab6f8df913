/**
 * Models that learn the change from an anchor: a small linear part, declared by feature names, to
 * which a fitted model adds what the anchor misses.
 */
@NullMarked
package com.trafficprediction.model.anchor;

import org.jspecify.annotations.NullMarked;
