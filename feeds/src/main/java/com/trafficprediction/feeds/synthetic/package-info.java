/** The synthetic feed: a traffic model that stands in for real detectors. */
@NullMarked
package com.trafficprediction.feeds.synthetic;

import org.jspecify.annotations.NullMarked;
