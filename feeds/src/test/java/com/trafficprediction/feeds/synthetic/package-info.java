/** Tests of the traffic model: its physics, its statistics, and that it repeats. */
@NullMarked
package com.trafficprediction.feeds.synthetic;

import org.jspecify.annotations.NullMarked;
