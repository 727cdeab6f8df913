/**
 * What the speed layer stores and looks up, without a Hadoop or HBase type: {@link
 * com.trafficprediction.storage.speed.SpeedStorage} is the way in.
 */
@NullMarked
package com.trafficprediction.storage.speed;

import org.jspecify.annotations.NullMarked;
