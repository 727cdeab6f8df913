/** Where the segments come from that readings are checked against. */
@NullMarked
package com.trafficprediction.speed.networks;

import org.jspecify.annotations.NullMarked;
