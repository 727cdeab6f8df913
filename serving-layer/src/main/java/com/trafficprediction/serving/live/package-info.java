/**
 * What is live: the pointer in HBase, watched, and everything it names, loaded and swapped whole.
 */
@NullMarked
package com.trafficprediction.serving.live;

import org.jspecify.annotations.NullMarked;
