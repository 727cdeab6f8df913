/**
 * What the serving layer reads and writes, without a Hadoop or HBase type in what it calls: {@link
 * com.trafficprediction.storage.serving.ServingStorage} is the way in.
 */
@NullMarked
package com.trafficprediction.storage.serving;

import org.jspecify.annotations.NullMarked;
